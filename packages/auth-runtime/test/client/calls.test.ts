import { expect, test } from "vitest";
import { createApiClient } from "../../src/index.ts";
import { failure } from "../support/time.ts";
import { operations, servers, type paths } from "../wire/support/api.ts";
import { open } from "../wire/support/open.ts";

const carried = (headers: Headers | undefined) => [headers?.get("authorization"), headers?.get("cookie")];

test("a server that is none of the session's is refused in words, with both sides named", async () => {
  const { session } = open();
  const make = () => createApiClient<paths>({ session, operations, servers, server: "https://evil.example.net" });
  expect(await failure((async () => make())())).toMatchObject({
    name: "AuthError",
    code: "foreign_origin",
    message: "https://evil.example.net is none of the session's origins (https://api.example.com, https://files.example.com): give the session the same server.",
  });
});

test("a path without its slash is refused in words, and nothing is sent", async () => {
  const { api, client } = open();
  expect(await failure(client.GET(".evil.example.net" as never))).toMatchObject({ name: "AuthError", code: "invalid_path", message: "A path begins with a slash." });
  expect(api.sent).toEqual([]);
});

test("a call that brings the header of one of its operation's schemes carries none of them", async () => {
  const { api, session, clock } = open();
  const client = createApiClient<paths>({ session, operations: { "GET /trips": { security: [["bearer", "sessionCookie"]] } }, servers, fetch: api.fetch, clock });
  await client.GET("/trips", { headers: { authorization: "Basic own" } });
  expect(api.sent.map(({ headers }) => carried(headers))).toEqual([["Basic own", null]]);
});

test("a call that brings its own authorization is left alone, also where the session fills no scheme of the operation", async () => {
  const { api, session, clock } = open();
  const client = createApiClient<paths>({ session, operations: { "GET /trips": { security: [["elsewhere"]] } }, servers, fetch: api.fetch, clock });
  expect((await client.GET("/trips", { headers: { authorization: "Basic own" } })).status).toBe(200);
  expect(api.sent.map(({ headers }) => carried(headers))).toEqual([["Basic own", null]]);
});

test("a call without a body says no media type, whatever its operation takes", async () => {
  const { api, client } = open();
  await client.POST("/forms", {} as never);
  await client.POST("/tables", undefined as never);
  expect(api.data().map(({ type, bytes }) => [type, bytes])).toEqual([
    [null, ""],
    [null, ""],
  ]);
});

test("an answer that is wanted as JSON and is none is no parser's error, which would quote it", async () => {
  const { api, client } = open();
  api.on("/trips", () => new Response('{"canary'));
  const error = await failure(client.GET("/trips", { parseAs: "json" }));
  expect([error.name, String(error.cause), error.message]).toEqual(["UnreadableAnswerError", "undefined", expect.not.stringContaining("canary")]);
});

test("nothing of ours reaches fetch: neither a call's timeout nor its retry", async () => {
  const { api, client } = open();
  for (const settings of [{ timeout: 5_000 }, { retry: false }, { timeout: 5_000, retry: true }]) await client.GET("/trips", settings);
  expect(api.data().map(({ init }) => [(init as { timeout?: unknown }).timeout, (init as { retry?: unknown }).retry])).toEqual([
    [undefined, undefined],
    [undefined, undefined],
    [undefined, undefined],
  ]);
});

test("once a call has ended, the caller's signal has nothing to do with it any more", async () => {
  const { api, client } = open();
  const controller = new AbortController();
  await client.GET("/trips", { signal: controller.signal });
  controller.abort();
  expect(api.data()[0]?.init?.signal?.aborted).toBe(false);
});

test("a Request that middleware has seen is sent itself where no copy is needed, and a copy of it where it may be sent again", async () => {
  const { api, client } = open();
  const seen: Request[] = [];
  client.use({ onRequest: ({ request }) => void seen.push(request) });
  const body = (text: string) => new ReadableStream({ start: (controller) => (controller.enqueue(new TextEncoder().encode(text)), controller.close()) });
  await client.GET("/trips");
  await client.POST("/uploads", { body: body("once") as never, duplex: "half" });
  await client.POST("/trips", { body: { name: "Delft" } });
  expect(api.data().map(({ input }, index) => input === seen[index])).toEqual([true, true, false]);
  expect(api.data().map(({ bytes }) => bytes)).toEqual(["", "once", '{"name":"Delft"}']);
});

test("a body that middleware makes for a call without any is sent, and sent again after a 401", async () => {
  const { api, client, session } = open();
  await session.getToken();
  api.killAccess();
  client.use({ onRequest: ({ request }) => new Request(request.url, { method: "POST", body: "made" }) });
  expect((await client.GET("/trips")).status).toBe(200);
  expect(api.data().map(({ method, bytes }) => [method, bytes])).toEqual([
    ["POST", "made"],
    ["POST", "made"],
  ]);
});
