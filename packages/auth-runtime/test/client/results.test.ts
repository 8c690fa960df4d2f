import { inspect } from "node:util";
import { afterEach, describe, expect, test } from "vitest";
import { createApiClient, createSession, UnreadableAnswerError, type ApiClient } from "../../src/index.ts";
import { failure } from "../support/time.ts";
import { chain, credentials, operations, servers, type paths } from "../wire/support/api.ts";
import { leak } from "../wire/support/leak.ts";
import { open } from "../wire/support/open.ts";
import { listen, reply, type Server } from "../wire/support/server.ts";
import { json } from "../wire/support/stub.ts";

let server: Server | undefined;
afterEach(() => server?.close());

/** A client of a real server whose data calls `answer` answers. */
async function real(answer: (response: Parameters<Parameters<typeof listen>[0]>[1]) => void): Promise<ApiClient<paths>> {
  server = await listen(({ path }, response) => (path === "/token" ? reply(response, 200, { access_token: "canary-access", session_token: "canary-session", expires_in: 3600 }) : answer(response)));
  const session = createSession(chain, { credentials, server: server.url });
  return createApiClient<paths>({ session, operations, servers });
}

const statuses = [400, 403, 404, 409, 410, 429, 500, 503];
const empties: readonly (readonly [string, (response: Parameters<Parameters<typeof listen>[0]>[1], status: number) => void])[] = [
  ["with a length of 0", (response, status) => response.writeHead(status, { "content-length": "0" }).end()],
  ["chunked without a chunk", (response, status) => void (response.writeHead(status, { "transfer-encoding": "chunked" }), response.flushHeaders(), response.end())],
  [
    "ended by closing the connection",
    (response, status) => void ((response.useChunkedEncodingByDefault = false), response.writeHead(status, { connection: "close" }), response.flushHeaders(), response.end()),
  ],
];

describe.each(empties)("a failure whose body is empty, %s,", (_, answer) => {
  test.each(statuses)("is a failure all the same: %i has ok false, its status, and no error body", async (status) => {
    const client = await real((response) => answer(response, status));
    const result = await client.GET("/trips");
    expect(result).toMatchObject({ ok: false, status });
    expect([result.error, result.data]).toEqual([undefined, undefined]);
    expect(result.response.status).toBe(status);
  });
});

test("a failure with a page of HTML is a failure whose error is the page", async () => {
  const page = "<html>Bad gateway</html>";
  const client = await real((response) => response.writeHead(502, { "content-type": "text/html" }).end(page));
  expect(await client.GET("/trips")).toMatchObject({ ok: false, status: 502, error: page });
});

test("a failure has no data, not even an undefined one; a success has no error", async () => {
  const { api, client } = open();
  expect("error" in (await client.GET("/trips"))).toBe(false);
  api.on("/trips", () => json({ problem: "x" }, { status: 404 }));
  expect("data" in (await client.GET("/trips"))).toBe(false);
});

test("a failure with JSON has it as error, also where the JSON is false, 0 or null", async () => {
  for (const body of [{ problem: "x" }, false, 0, null]) {
    const client = await real((response) => reply(response, 422, body));
    const result = await client.GET("/trips");
    expect([result.ok, result.status, result.error]).toEqual([false, 422, body]);
    await server?.close();
  }
});

test("a success is ok whatever its body: JSON, nothing at all, a text of an operation that answers texts", async () => {
  const { api, client } = open();
  expect(await client.GET("/trips")).toMatchObject({ ok: true, status: 200, data: { name: "Delft" } });
  for (const body of [null, ""]) {
    api.on("/trips", () => new Response(body, { status: 202 }));
    const result = await client.GET("/trips");
    expect([result.ok, result.status, result.data, result.error]).toEqual([true, 202, undefined, undefined]);
  }
  api.on("/trips", () => new Response(null, { status: 204 }));
  expect(await client.DELETE("/trips/{trip}", { params: { path: { trip: 1 } } })).toMatchObject({ ok: true, status: 204, data: undefined });
  api.on("/reports", () => new Response("a,b", { headers: { "content-type": "text/csv" } }));
  expect(await client.GET("/reports/{report}", { params: { path: { report: "r" } } })).toMatchObject({ ok: true, status: 200, data: "a,b" });
});

test("answers without a body by their nature are told apart too: HEAD, and a redirect", async () => {
  const { api, client } = open();
  const trip = { params: { path: { trip: 1 } } };
  expect(await client.HEAD("/trips/{trip}", trip)).toMatchObject({ ok: true, status: 200 });
  api.on("/trips", () => new Response(null, { status: 404 }));
  expect(await client.HEAD("/trips/{trip}", trip)).toMatchObject({ ok: false, status: 404, error: undefined });
  api.on("/trips", () => new Response(null, { status: 302, headers: { location: "https://elsewhere.example.net" } }));
  expect(await client.GET("/trips/{trip}", trip)).toMatchObject({ ok: false, status: 302, error: undefined });
});

test("a result says the same through request(), with middleware, and with an answer that middleware made", async () => {
  const { api, client } = open();
  expect(await client.request("get", "/trips")).toMatchObject({ ok: true, status: 200 });
  const replaced = { onResponse: () => new Response("", { status: 418 }) };
  const result = await client.GET("/trips", { middleware: [replaced] });
  expect([result.ok, result.status, result.error]).toEqual([false, 418, undefined]);
  expect(api.data()).toHaveLength(2);
});

test("parseAs is kept to: text stays text, json is read, a stream is a stream", async () => {
  const { api, client } = open();
  api.on("/trips", () => json([{ name: "Delft" }]));
  expect((await client.GET("/trips", { parseAs: "text" })).data).toBe('[{"name":"Delft"}]');
  expect((await client.GET("/trips", { parseAs: "json" })).data).toEqual([{ name: "Delft" }]);
  expect(await new Response((await client.GET("/trips", { parseAs: "stream" })).data).text()).toBe('[{"name":"Delft"}]');
  expect((await client.GET("/trips", { parseAs: "blob" })).data).toBeInstanceOf(Blob);
  api.on("/reports", () => new Response('{"name":"Delft"}'));
  expect((await client.GET("/reports/{report}", { params: { path: { report: "r" } }, parseAs: "json" })).data).toEqual({ name: "Delft" });
});

describe("a success that should be JSON and is not", () => {
  const page = "<html>canary: sign in</html>";
  const headers = { "content-type": "text/html; charset=utf-8", "set-cookie": "SID=canary" };

  test.each([
    ["with its length", { "content-length": String(page.length) }],
    ["without its length", {}],
  ])("rejects with an error that names operation, status and media type, %s", async (_, more) => {
    const client = await real((response) => response.writeHead(200, { ...headers, ...more }).end(page));
    const error = await failure(client.GET("/trips/{trip}", { params: { path: { trip: 7 } } }));
    expect(error).toBeInstanceOf(UnreadableAnswerError);
    expect(error).toMatchObject({ name: "UnreadableAnswerError", operation: "GET /trips/{trip}", status: 200, message: "GET /trips/{trip}: answered 200, but not with JSON (text/html)." });
  });

  test("shows nothing of body and headers in any message, stack, cause or log", async () => {
    const { api, client } = open();
    api.on("/trips", () => new Response(page, { headers }));
    const error = await failure(client.GET("/trips"));
    expect(leak(error, inspect({ error }, { depth: 9 }), JSON.stringify(error))).toBeUndefined();
    expect(error.cause).toBeUndefined();
  });

  test("is the same error for a broken JSON of an operation that also answers texts", async () => {
    const { api, client } = open();
    api.on("/reports", () => new Response('{"name":', { headers: { "content-type": "application/json" } }));
    expect(await failure(client.GET("/reports/{report}", { params: { path: { report: "r" } } }))).toBeInstanceOf(UnreadableAnswerError);
  });

  test("may have no media type at all", async () => {
    const { api, client } = open();
    api.on("/trips", () => new Response(new TextEncoder().encode(page)));
    expect(await failure(client.GET("/trips"))).toMatchObject({ name: "UnreadableAnswerError", message: "GET /trips: answered 200, but not with JSON (undefined)." });
  });

  test("can be had as text", async () => {
    const { api, client } = open();
    api.on("/trips", () => new Response(page, { headers }));
    expect(await client.GET("/trips", { parseAs: "text" })).toMatchObject({ ok: true, data: page });
  });
});
