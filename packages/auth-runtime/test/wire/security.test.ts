import { expect, test } from "vitest";
import { authFetch, AuthError, createApiClient, staticSession, type Operations } from "../../src/index.ts";
import { credentials, servers, type paths } from "./support/api.ts";
import { open, openWithDeadToken } from "./support/open.ts";
import { json, stub } from "./support/stub.ts";

const basic = `Basic ${btoa(`${credentials.username}:${credentials.password}`)}`;
const carried = (headers: Headers | undefined) => [headers?.get("authorization"), headers?.get("cookie")];

test("an operation without security carries nothing and logs nobody in", async () => {
  const { api, client } = open();
  expect((await client.GET("/public")).response.status).toBe(200);
  expect(api.sent).toHaveLength(1);
  expect(carried(api.sent[0]?.headers)).toEqual([null, null]);
});

test("an operation without security gives its 401 to the caller, while a token is held too", async () => {
  const { api, client, session } = open();
  await session.getToken();
  api.closed.add("/public");
  expect((await client.GET("/public")).response.status).toBe(401);
  expect([api.logins(), api.renewals(), api.data().length]).toEqual([1, 0, 1]);
});

test("an empty alternative first carries nothing", async () => {
  const { api, session, clock } = open();
  const client = createApiClient<paths>({ session, operations: { "GET /trips": { security: [[], ["bearer"]] } }, servers, fetch: api.fetch, clock });
  await client.GET("/trips");
  expect(carried(api.sent[0]?.headers)).toEqual([null, null]);
});

test("of several alternatives the first one counts that the session can fill", async () => {
  const { api, client } = open();
  await client.GET("/either");
  expect(carried(api.data()[0]?.headers)).toEqual([null, "AT=canary-access-1"]);
});

test("an alternative that nothing here can fill is a typed error, before anything is sent", async () => {
  const { api, session, clock } = open();
  const client = createApiClient<paths>({ session, operations: { "GET /trips": { security: [["elsewhere"]] } }, servers, fetch: api.fetch, clock });
  await expect(client.GET("/trips")).rejects.toMatchObject({ name: "AuthError", code: "unknown_scheme", message: expect.stringMatching(/bearer.*elsewhere/) });
  expect(api.data()).toEqual([]);
});

test("several schemes go together, two cookies in one header", async () => {
  const { api, client } = open();
  await client.GET("/cookies");
  expect(carried(api.data()[0]?.headers)).toEqual([null, "SID=canary-session-1; AT=canary-access-1"]);
});

test("several schemes in two headers go together, and a replay carries the renewed one", async () => {
  const { api, session, clock } = await openWithDeadToken();
  const both: Operations = { "GET /trips": { security: [["bearer", "sessionCookie"]] } };
  const client = createApiClient<paths>({ session, operations: both, servers, fetch: api.fetch, clock });
  expect((await client.GET("/trips")).response.status).toBe(200);
  expect(api.data().map(({ headers }) => carried(headers))).toEqual([
    ["Bearer canary-access-1", "SID=canary-session-1"],
    ["Bearer canary-access-2", "SID=canary-session-1"],
  ]);
  expect([api.logins(), api.renewals()]).toEqual([1, 1]);
});

test("two cookies are renewed and replayed together", async () => {
  const { api, client } = await openWithDeadToken();
  expect((await client.GET("/cookies")).response.status).toBe(200);
  expect(api.data().map(({ headers }) => headers.get("cookie"))).toEqual(["SID=canary-session-1; AT=canary-access-1", "SID=canary-session-1; AT=canary-access-2"]);
});

test("credentials fill a Basic scheme: no login, and a 401 is not repeated", async () => {
  const { api, client } = open();
  expect((await client.GET("/account")).response.status).toBe(200);
  api.closed.add("/account");
  expect((await client.GET("/account")).response.status).toBe(401);
  expect(api.sent.map(({ headers }) => headers.get("authorization"))).toEqual([basic, basic]);
});

test("an operation that the document does not know carries the usual scheme", async () => {
  const { api, client } = open();
  await client.request("get", "/unknown" as "/trips");
  await client.GET("/other" as "/trips");
  expect(api.data().map(({ method, headers }) => [method, ...carried(headers)])).toEqual(Array(2).fill(["GET", "Bearer canary-access-1", null]));
});

test("the session tells which schemes it can fill and in which header, the usual one first", () => {
  const { session } = open();
  expect(Object.entries(session.schemes)[0]).toEqual(["bearer", "authorization"]);
  expect(session.schemes).toEqual({ account: "authorization", sessionCookie: "cookie", bearer: "authorization", accessCookie: "cookie" });
});

test("a token tells its scheme and end, its header, and on demand itself", async () => {
  const { session, clock } = open();
  const token = await session.getToken({ scheme: "accessCookie" });
  expect([token.scheme, token.expiresAt, token.header(), token.reveal()]).toEqual(["accessCookie", clock.now() + 3_600_000, ["cookie", "AT=canary-access-1"], "canary-access-1"]);
  await expect(session.getToken({ scheme: "elsewhere" })).rejects.toMatchObject({ code: "unknown_scheme" });
});

test.each([
  { header: "authorization", value: "Basic own" },
  { header: "Authorization", value: "Bearer own" },
])("a call that brings its own $header is left alone: no login, no token, no replay", async ({ header, value }) => {
  const { api, get, client } = open();
  api.on("/trips", () => json({}, { status: 401 }));
  expect((await get("https://api.example.com/trips", { headers: { [header]: value } })).status).toBe(401);
  expect((await get("https://api.example.com/trips", { headers: new Headers({ [header]: value }) })).status).toBe(401);
  expect((await get(new Request("https://api.example.com/trips", { headers: [[header, value]] }))).status).toBe(401);
  expect((await client.GET("/trips", { headers: { [header]: value } })).response.status).toBe(401);
  expect((await client.GET("/trips", { headers: new Headers({ [header]: value }) as never })).response.status).toBe(401);
  expect(api.sent.map((one) => [one.path, one.headers.get("authorization")])).toEqual(Array(5).fill(["/trips", value]));
});

test("a call that brings its own cookie is left alone where the scheme is a cookie, and only there", async () => {
  const { api, client } = open();
  await client.GET("/cookies", { headers: { cookie: "SID=own" } });
  expect(api.sent.map((one) => one.headers.get("cookie"))).toEqual(["SID=own"]);
  await client.GET("/trips", { headers: { cookie: "theme=dark" } });
  expect(api.data().at(-1)?.headers.get("cookie")).toBe("theme=dark");
  expect(api.data().at(-1)?.headers.get("authorization")).toBe("Bearer canary-access-1");
});

test("two calls at once with different schemes never mix their headers", async () => {
  const { api, client } = open();
  await Promise.all(Array.from({ length: 100 }, (_, n) => (n % 3 === 0 ? client.GET("/trips") : n % 3 === 1 ? client.GET("/cookies") : client.GET("/public"))));
  for (const { path, headers } of api.data())
    expect(carried(headers)).toEqual(path === "/trips" ? ["Bearer canary-access-1", null] : path === "/cookies" ? [null, "SID=canary-session-1; AT=canary-access-1"] : [null, null]);
});

test("what a fetch does to its headers reaches no other call", async () => {
  const api = stub();
  const { session, clock } = open({ fetch: api.fetch });
  let first = true;
  const fetch: typeof globalThis.fetch = (input, init) => {
    const headers = init?.headers as Headers;
    if (first) {
      headers.set("authorization", "Bearer spoiled");
      headers.set("x-trace", "first");
    }
    first = false;
    return api.fetch(input, init);
  };
  const get = authFetch(session, { fetch, clock });
  api.on("/trips", () => json({}));
  await get("https://api.example.com/trips");
  await get("https://api.example.com/trips");
  expect(api.data().map(({ headers }) => [headers.get("authorization"), headers.get("x-trace")])).toEqual([
    ["Bearer spoiled", "first"],
    ["Bearer canary-access-1", null],
  ]);
});

test("a static session carries its token as told; its 401 goes to the caller, once", async () => {
  const api = stub();
  api.closed.add("/");
  const session = staticSession("canary-static", { scheme: "key", header: (value) => ["x-api-key", value], origins: ["https://api.example.com"] });
  const get = authFetch(session, { fetch: api.fetch });
  expect((await get("https://api.example.com/trips", { method: "POST", body: "x" })).status).toBe(401);
  const client = createApiClient<paths>({ session, operations: { "GET /trips": { security: [["key"]] } }, servers: servers.slice(0, 1), fetch: api.fetch });
  expect((await client.GET("/trips")).response.status).toBe(401);
  expect(api.sent.map(({ headers }) => [headers.get("x-api-key"), headers.get("authorization")])).toEqual([
    ["canary-static", null],
    ["canary-static", null],
  ]);
  await session.signOut();
  await expect(get("https://api.example.com/trips")).rejects.toMatchObject({ name: "ReauthenticationRequiredError", code: "signed_out" });
  expect(api.sent).toHaveLength(2);
});

test.each(["", "canary\r\nx-evil: 1", "canary\u0000", "canary\u00e9", "canary\u2028", "canary\t"])("a static session refuses the token %j without showing it", (token) => {
  let error: unknown;
  try {
    staticSession(token, { origins: ["https://api.example.com"] });
  } catch (reason) {
    error = reason;
  }
  expect(error).toBeInstanceOf(AuthError);
  expect(`${error} ${(error as Error).stack}`).not.toContain("canary");
});
