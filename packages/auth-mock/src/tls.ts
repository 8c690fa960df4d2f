import { isIP } from "node:net";

/** What a server over TLS needs, all PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
  /** What clients are to trust. Its key is kept nowhere. */
  readonly ca: string;
}

const day = 86_400_000;
const ec = { keyType: "ec", curve: "P-256", algorithm: "sha256" } as const;

/** A new certificate for loopback and these names, signed by an authority made for it alone. */
export async function createCertificate(names: readonly string[]): Promise<Certificate> {
  // Only now: most mocks run without.
  const { generate } = await import("#vendor/selfsigned");
  // By the real clock, as TLS goes by it. A client's may be a little behind.
  const life = { notBeforeDate: new Date(Date.now() - day), notAfterDate: new Date(Date.now() + 365 * day) };
  const authority = await generate([{ name: "commonName", value: "auth-mock, made for one run" }], {
    ...ec,
    ...life,
    extensions: [
      { name: "basicConstraints", cA: true, pathLenConstraint: 0, critical: true },
      { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const altNames = [...new Set(["localhost", "127.0.0.1", "::1", ...names.map((name) => name.toLowerCase().replaceAll(/[[\]]/g, ""))])].map((name) =>
    isIP(name) ? { type: 7 as const, ip: name } : { type: 2 as const, value: name },
  );
  const leaf = await generate([{ name: "commonName", value: "localhost" }], {
    ...ec,
    ...life,
    extensions: [
      { name: "basicConstraints", cA: false, critical: true },
      { name: "keyUsage", digitalSignature: true, critical: true },
      { name: "extKeyUsage", serverAuth: true },
      { name: "subjectAltName", altNames },
    ],
    ca: { key: authority.private, cert: authority.cert },
  });
  return { key: leaf.private, cert: leaf.cert, ca: authority.cert };
}
