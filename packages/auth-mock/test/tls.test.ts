import { X509Certificate } from "node:crypto";
import { request } from "node:https";
import { connect } from "node:tls";
import { expect, test } from "vitest";
import { notes, start } from "./mock.ts";
import { say } from "./raw.ts";

function get(url: string, ca: string | undefined, headers: Record<string, string> = {}): Promise<{ status: number | undefined; body: string }> {
  return new Promise((done, fail) => {
    const call = request(url, { ...(ca !== undefined && { ca }), headers, agent: false }, (answer) => {
      let body = "";
      answer.on("data", (chunk: Buffer) => (body += chunk.toString()));
      answer.on("end", () => done({ status: answer.statusCode, body }));
    });
    call.on("error", fail);
    call.end();
  });
}

test("with tls it speaks https, and a client that trusts its certificate gets answers", async () => {
  const mock = await start(notes, { tls: true });
  expect(mock.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  expect(await get(`${mock.url}/broken`, mock.certificate)).toMatchObject({ status: 200 });
  expect(await get(`${mock.url}/_mock/ready`, mock.certificate)).toMatchObject({ status: 200 });
});

test("a client that does not trust it is kept off, and a plain one gets no answer either", async () => {
  const mock = await start(notes, { tls: true });
  await expect(get(`${mock.url}/broken`, undefined)).rejects.toThrow(/certificate/);
  await expect(fetch(`${mock.url.replace("https", "http")}/broken`)).rejects.toThrow();
  expect(mock.journal).toEqual([]);
});

test("its certificate is for loopback, host and every allowed name, and for no other", async () => {
  const mock = await start(notes, { tls: true, host: "127.0.0.2", allowHosts: ["Mock.internal", "10.1.2.3", "::2"] });
  const socket = connect({ host: "127.0.0.2", port: Number(new URL(mock.url).port), ca: mock.certificate, servername: "mock.internal" });
  await new Promise((done, fail) => socket.once("secureConnect", done).once("error", fail));
  const certificate = new X509Certificate(socket.getPeerCertificate(true).raw);
  socket.destroy();
  for (const name of ["localhost", "mock.internal"]) expect(certificate.checkHost(name)).toBe(name);
  for (const address of ["127.0.0.1", "127.0.0.2", "10.1.2.3", "::1", "::2"]) expect(certificate.checkIP(address)).toBe(address);
  expect([certificate.checkHost("other.internal"), certificate.checkIP("10.1.2.4")]).toEqual([undefined, undefined]);
  expect([certificate.ca, new X509Certificate(mock.certificate ?? "").ca, certificate.verify(new X509Certificate(mock.certificate ?? "").publicKey)]).toEqual([false, true, true]);
});

test("each start makes a certificate of its own, and without tls there is none", async () => {
  const [one, other, plain] = [await start(notes, { tls: true }), await start(notes, { tls: true }), await start(notes)];
  expect(one.certificate).toMatch(/^-----BEGIN CERTIFICATE-----/);
  expect([one.certificate === other.certificate, plain.certificate, one.certificate?.includes("PRIVATE")]).toEqual([false, undefined, false]);
});

test("pages of its own origin may steer it over https too, others may not", async () => {
  const mock = await start(notes, { tls: true });
  expect((await get(`${mock.url}/_mock/tokens`, mock.certificate, { origin: mock.url })).status).toBe(200);
  expect((await get(`${mock.url}/_mock/tokens`, mock.certificate, { origin: "https://evil.example" })).status).toBe(403);
});

test("the name that it listens on is a name to call it by, and no other one is", async () => {
  // Resolves to 127.0.0.1, and is not written like a loopback address.
  const mock = await start(notes, { host: "127.1" });
  const plain = await start(notes);
  const call = "GET /broken HTTP/1.1\r\nHost: 127.1\r\nConnection: close\r\n\r\n";
  expect([(await say(mock.url, call)).text, (await say(plain.url, call)).text]).toEqual([expect.stringMatching(/^HTTP\/1\.1 200/), expect.stringMatching(/^HTTP\/1\.1 421/)]);
});

test("faults of the connection are played over TLS too", async () => {
  const mock = await start(notes, { tls: true });
  const code = (url: string): Promise<unknown> =>
    get(url, mock.certificate).then(
      ({ status }) => status,
      (error: NodeJS.ErrnoException) => error.code,
    );
  mock.fault({ kind: "lost" });
  expect(await code(`${mock.url}/broken`)).toBe("ECONNRESET");
  mock.fault({ kind: "reset", when: "before" });
  expect(await code(`${mock.url}/broken`)).toBe("ECONNRESET");
  mock.fault({ kind: "reset", when: "during", bytes: 3 });
  expect(await code(`${mock.url}/broken`)).toBe("ECONNRESET");
  expect([await code(`${mock.url}/broken`), mock.calls("getBroken")]).toEqual([200, 4]);
});
