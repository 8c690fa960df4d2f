import type { Outgoing } from "../handle.ts";
import { refuse } from "../control/reply.ts";

/** Where the inspector is. */
export const pagePath = "/_mock/";

/** A file of the page. Files other than the page itself have a hash of their content in their name. */
interface PageFile {
  readonly type: string;
  readonly text: string;
}

// The same folder from the sources and from what is built of them.
const built = new URL("../../dist/inspector/files.js", import.meta.url);
let files: Promise<Readonly<Record<string, PageFile>> | undefined> | undefined;

/** The inspector's page. */
export function servePage(): Promise<Outgoing> {
  return serve("index.html", "no-store");
}

/** What the page is made of: script, style, icon. */
export function pageFile(path: string): Promise<Outgoing> {
  return serve(path.slice(`${pagePath}inspector/`.length), "public, max-age=31536000, immutable");
}

async function serve(name: string, caching: string): Promise<Outgoing> {
  // Only when somebody looks: a mock in a test never needs it.
  files ??= import(built.href).then(
    (module: { readonly files: Readonly<Record<string, PageFile>> }) => module.files,
    () => undefined,
  );
  const all = await files;
  if (!all) return refuse(503, "The inspector is not built. Run `build` of this package.");
  const file = Object.hasOwn(all, name) ? all[name] : undefined;
  if (!file) return refuse(404, "The page has no such file. Load it again.");
  return {
    status: 200,
    headers: [
      ["cache-control", caching],
      ["content-type", file.type],
      ["content-length", String(Buffer.byteLength(file.text))],
      ["content-security-policy", policy],
      ["cross-origin-opener-policy", "same-origin"],
      ["cross-origin-resource-policy", "same-origin"],
      ["referrer-policy", "no-referrer"],
      ["x-content-type-options", "nosniff"],
      ["x-frame-options", "DENY"],
    ],
    body: file.text,
  };
}

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join("; ");
