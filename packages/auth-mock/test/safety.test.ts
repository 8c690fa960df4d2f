import { once } from "node:events";
import { createServer } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { setTimeout as passed } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { listen, limits, type Listening } from "../src/server.ts";
import { basic, notes, post, postForm, realSpec, start } from "./mock.ts";
import { openIdle, say, statusOf } from "./raw.ts";

const host = "Host: 127.0.0.1\r\n";
const servers: Listening[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function impatient(): Promise<Listening> {
  const place = { port: 0, host: "127.0.0.1", allowHosts: undefined, limits: { ...limits, headersTimeout: 200, requestTimeout: 400, connectionsCheckingInterval: 50 } };
  const server = await listen(async () => ({ status: 200, headers: [["content-length", "2"]], body: "ok" }), place);
  servers.push(server);
  return server;
}

test("malformed JSON is refused in words, and the connection goes on", async () => {
  const { url } = await start(notes);
  const bad = `POST /login HTTP/1.1\r\n${host}Content-Type: application/json\r\nContent-Length: 1\r\n\r\n{`;
  const { text } = await say(url, `${bad}${bad}GET /broken HTTP/1.1\r\n${host}Connection: close\r\n\r\n`);
  expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 400", "HTTP/1.1 400", "HTTP/1.1 200"]);
  expect(text).toContain("The body is no JSON.");
});

test("bad chunking, two lengths, a length beside chunks, a NUL and a space in a header's name are refused, and the connection ends", async () => {
  const { url } = await start(notes);
  const head = `POST /login HTTP/1.1\r\n${host}Content-Type: application/json\r\n`;
  const wrong = [
    `${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`,
    `${head}Transfer-Encoding: chunked\r\n\r\n2\r\n{}{}\r\n0\r\n\r\n`,
    `${head}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
    `${head}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`,
    `${head}Content-Length: -1\r\n\r\n`,
    `${head}X-Odd: a\0b\r\n\r\n`,
    `${head}X Odd: a\r\n\r\n`,
    `GET /bro\0ken HTTP/1.1\r\n${host}\r\n`,
    `\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03`,
    "GET\r\n\r\n",
  ];
  for (const bytes of wrong) expect(await say(url, bytes), JSON.stringify(bytes)).toMatchObject({ closed: true, text: expect.stringMatching(/^HTTP\/1\.1 400/) });
});

test("bad percent-encoding gets an answer, in a path and in a query", async () => {
  const { url } = await start([notes, realSpec("flex-insights")]);
  for (const target of ["/accounts/%zz/tokens", "/accounts/%E0%A4%A/tokens", "/%", "/notes?tag=%zz", "/gdc/account/login/%ff", "/notes%00", "*", "//", "/gdc//%2e%2e/"]) {
    expect(await statusOf(url, `GET ${target} HTTP/1.1`), target).toBeGreaterThanOrEqual(200);
    expect(await statusOf(url, `POST ${target} HTTP/1.1`), target).toBeLessThan(500);
  }
});

test("pipelined requests are answered in their order, whatever holds one of them up", async () => {
  const mock = await start(notes);
  for (let count = 0; count < 50; count += 1) mock.respondOnce("listNotes", { status: 200, headers: { "x-nr": String(count) } });
  mock.fault({ kind: "delay", time: 100, on: "listNotes" });
  mock.fault({ kind: "delay", time: 50, on: "listNotes", after: 9 });
  mock.fault({ kind: "drip", bytesPerSecond: 1_000_000, on: "listNotes", after: 20 });
  const { text } = await say(mock.url, `GET /notes HTTP/1.1\r\n${host}\r\n`.repeat(49) + `GET /notes HTTP/1.1\r\n${host}Connection: close\r\n\r\n`);
  expect([...text.matchAll(/x-nr: (\d+)/g)].map(([, nr]) => Number(nr))).toEqual(Array.from({ length: 50 }, (_, index) => index));
});

test("a reset in the middle of pipelined requests ends the connection after the answers before it", async () => {
  const mock = await start(notes);
  mock.fault({ kind: "delay", time: 50, on: "listNotes" });
  mock.fault({ kind: "lost", on: "listNotes", after: 2 });
  const { text, closed } = await say(mock.url, `GET /notes HTTP/1.1\r\n${host}\r\n`.repeat(5));
  expect([closed, text.match(/HTTP\/1\.1 401/g)]).toEqual([true, ["HTTP/1.1 401", "HTTP/1.1 401"]]);
});

test("a call works beside 1,000 idle connections, and they stay open", async () => {
  const mock = await start(notes);
  const idle = await openIdle(mock.url, 1_000);
  expect((await fetch(`${mock.url}/broken`)).status).toBe(200);
  expect(idle.filter((socket) => socket.readyState === "open")).toHaveLength(1_000);
  for (const socket of idle) socket.destroy();
});

test("a head or a body that never ends is refused in time: 408, and the connection ends", async () => {
  const { url } = await impatient();
  const [head, body, nothing] = await Promise.all([say(url, `GET / HTTP/1.1\r\n${host}X-Slow: `), say(url, `POST / HTTP/1.1\r\n${host}Content-Length: 9\r\n\r\n{`), say(url, "")]);
  for (const { text, closed } of [head, body, nothing]) expect([closed, text]).toEqual([true, expect.stringMatching(/^HTTP\/1\.1 408/)]);
});

test("dripping a byte now and then does not keep a connection", async () => {
  const { url } = await impatient();
  const [socket] = await openIdle(url, 1);
  let text = "";
  socket?.on("data", (chunk: Buffer) => (text += chunk.toString()));
  const ended = new Promise<void>((done) => socket?.once("close", () => done()));
  const drip = setInterval(() => socket?.write("a"), 20);
  socket?.write("GET / HTTP/1.1\r\nX-Slow: ");
  await ended;
  clearInterval(drip);
  expect(text).toMatch(/^HTTP\/1\.1 408/);
});

test("a head beyond 16 KiB gets 431", async () => {
  const { url } = await start(notes);
  expect(await statusOf(url, `GET /broken HTTP/1.1\r\nX-Big: ${"a".repeat(20_000)}`)).toBe(431);
  expect(await statusOf(url, `GET /${"a".repeat(20_000)} HTTP/1.1`)).toBe(431);
});

test("of more than 200 headers the journal keeps 200", async () => {
  const mock = await start(notes);
  const many = Array.from({ length: 400 }, (_, index) => `X-${index}: 1`).join("\r\n");
  await say(mock.url, `GET /broken HTTP/1.1\r\n${host}Connection: close\r\n${many}\r\n\r\n`);
  expect(Object.keys(mock.journal[0]?.request.headers ?? {}).length).toBeLessThanOrEqual(201);
});

test("CONNECT is refused, an upgrade is answered as an ordinary request, TRACE repeats nothing", async () => {
  const { url } = await start(notes);
  expect(await say(url, `CONNECT other.example:443 HTTP/1.1\r\n${host}\r\n`)).toMatchObject({ closed: true, text: expect.stringMatching(/^HTTP\/1\.1 405/) });
  expect(await statusOf(url, "GET /broken HTTP/1.1\r\nUpgrade: websocket")).toBe(200);
  const { text } = await say(url, `TRACE /broken HTTP/1.1\r\n${host}Connection: close\r\nAuthorization: Bearer fake-secret\r\n\r\n`);
  expect(text).toMatch(/^HTTP\/1\.1 405/);
  expect(text).not.toContain("fake-secret");
});

test("a refused CONNECT holds nothing: the mock closes even when its caller talks on", async () => {
  const mock = await start(notes);
  const socket = connect({ port: Number(new URL(mock.url).port), host: "127.0.0.1", allowHalfOpen: true });
  socket.on("error", () => undefined).write(`CONNECT other.example:443 HTTP/1.1\r\n${host}\r\n`);
  await once(socket, "data");
  socket.write("more");
  await passed(50);
  socket.end("and more");
  expect(await Promise.race([mock.close().then(() => "closed"), passed(5_000, "held")])).toBe("closed");
});

test("HEAD has the head of GET and no body; OPTIONS is answered", async () => {
  const { url } = await start(notes);
  for (const path of ["/broken", "/nowhere", "/_mock/ready"]) {
    const { text } = await say(url, `HEAD ${path} HTTP/1.1\r\n${host}Connection: close\r\n\r\n`);
    expect(text, path).toMatch(/^HTTP\/1\.1 [2-4]\d\d [^]*\r\n\r\n$/);
  }
  for (const target of ["*", "/broken", "/_mock/ready"]) expect([404, 405]).toContain(await statusOf(url, `OPTIONS ${target} HTTP/1.1`));
});

test("HTTP/1.0 is answered and the connection ends", async () => {
  const { url } = await start(notes);
  expect(await say(url, `GET /broken HTTP/1.0\r\n${host}\r\n`)).toMatchObject({ closed: true, text: expect.stringMatching(/^HTTP\/1\.1 200/) });
});

test("a request in absolute form, as a proxy gets it, is answered by its path, and counts by its name", async () => {
  const mock = await start(notes);
  expect(await statusOf(mock.url, "GET http://127.0.0.1/broken?x=1 HTTP/1.1")).toBe(200);
  expect(mock.journal[0]).toMatchObject({ path: "/broken", query: "x=1" });
  expect(await statusOf(mock.url, "GET http://127.0.0.1 HTTP/1.1")).toBe(404);
  expect(await statusOf(mock.url, "GET http://other.example/broken HTTP/1.1")).toBe(400);
  expect(await say(mock.url, `GET http://other.example/broken HTTP/1.1\r\nHost: other.example\r\nConnection: close\r\n\r\n`)).toMatchObject({ text: expect.stringMatching(/^HTTP\/1\.1 421/) });
});

test("a request without a Host, or with two different ones, is refused", async () => {
  const { url } = await start(notes);
  expect((await say(url, "GET /broken HTTP/1.1\r\nConnection: close\r\n\r\n")).text).toMatch(/^HTTP\/1\.1 400/);
  expect(await statusOf(url, "GET /broken HTTP/1.1\r\nHost: other.example")).toBe(400);
});

test("members called __proto__ and constructor change nothing beyond their request", async () => {
  const mock = await start([notes, realSpec("twilio-flex")]);
  const before = Reflect.ownKeys(Object.prototype);
  await fetch(`${mock.url}/login`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"key":"k","secret":"fake"}',
  });
  await postForm(`${mock.url}/refresh`, { ["__proto__"]: "1", "__proto__[polluted]": "1", "constructor[prototype][polluted]": "1" });
  await fetch(`${mock.url}/notes?__proto__=1&__proto__[polluted]=1&constructor=2`, { headers: { constructor: "1", ...basic("__proto__", "constructor"), cookie: "__proto__=1" } });
  await fetch(`${mock.url}/v4/Instances/__proto__/Users?Username=__proto__`, { headers: basic("AC1", "fake") });
  await post(`${mock.url}/_mock/advance`, JSON.parse('{"__proto__":{"polluted":1},"duration":"PT1S"}'));
  await post(`${mock.url}/_mock/respond-once`, JSON.parse('{"operationId":"__proto__","status":200}'));
  for (const path of ["/__proto__", "/constructor", "/_mock/__proto__", "/_mock/constructor"]) expect((await fetch(`${mock.url}${path}`)).status).toBe(404);
  expect([(Object.prototype as { polluted?: unknown }).polluted, Reflect.ownKeys(Object.prototype)]).toEqual([undefined, before]);
  expect((await post(`${mock.url}/login`, { key: "key-1", secret: "fake" })).status).toBe(200);
});

test("a planned answer that cannot be sent is told, and does not hang", async () => {
  const mock = await start(notes);
  mock.respondOnce("listNotes", { status: 200, headers: { "x-odd": "a\r\nb" } });
  mock.respondOnce("listNotes", { status: 42 });
  for (let count = 0; count < 2; count += 1) expect(await statusOf(mock.url, "GET /notes HTTP/1.1")).toBe(500);
});

test("large bodies do not add up in the journal: the oldest exchanges make room", async () => {
  const mock = await start(notes);
  const body = JSON.stringify("a".repeat(1_000_000));
  for (let count = 0; count < 80; count += 1) await mock.fetch("https://example.com/nowhere", { method: "POST", body });
  expect(mock.journal.length).toBeGreaterThan(20);
  expect(mock.journal.reduce((sum, { request, response }) => sum + request.body.length + response.body.length, 0)).toBeLessThanOrEqual(67_108_864);
});

test("the mock calls nobody, even where a document has callbacks", async () => {
  let called = 0;
  const other = createServer((_request, response) => {
    called += 1;
    response.end();
  });
  await new Promise<void>((done) => other.listen(0, "127.0.0.1", done));
  const mock = await start(fileURLToPath(new URL("fixtures/callback.openapi.yaml", import.meta.url)));
  expect((await post(`${mock.url}/subscribe`, { url: `http://127.0.0.1:${(other.address() as AddressInfo).port}/called` })).status).toBe(200);
  await passed(50);
  other.close();
  expect(called).toBe(0);
});
