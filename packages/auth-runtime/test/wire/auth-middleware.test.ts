import createClient, { type ClientOptions } from "openapi-fetch";
import { expect, test } from "vitest";
import { authMiddleware, createSession, memoryStore, type SessionOptions } from "../../src/index.ts";
import { chain, credentials, type Credentials, type paths } from "./support/api.ts";
import { testClock } from "../support/clock.ts";
import { json, stub } from "./support/stub.ts";

async function plain({ dead = false, ...options }: { dead?: boolean } & ClientOptions = {}) {
  const api = stub();
  const session = createSession(chain, { credentials, fetch: api.fetch, clock: testClock() });
  const client = createClient<paths>({ baseUrl: "https://api.example.com", fetch: (request) => api.fetch(request), ...options });
  client.use(authMiddleware(session));
  if (dead) {
    await session.getToken();
    api.killAccess();
  }
  return { api, session, client };
}

test("a plain openapi-fetch client gets a token for every call", async () => {
  const { api, client } = await plain();
  expect((await client.GET("/trips")).response.status).toBe(200);
  expect((await client.POST("/trips", { body: { name: "Delft" } })).response.status).toBe(200);
  expect(api.data().map((one) => [one.method, one.bytes, one.headers.get("authorization")])).toEqual([
    ["GET", "", "Bearer canary-access-1"],
    ["POST", '{"name":"Delft"}', "Bearer canary-access-1"],
  ]);
  expect(api.logins()).toBe(1);
});

test("a 401 renews once and replays once, with the same bytes and headers", async () => {
  const { api, client } = await plain({ dead: true });
  const { data, response } = await client.PUT("/trips/{trip}", { params: { path: { trip: 7 } }, body: { name: "Delft" }, headers: { "x-own": "1" } });
  expect([response.status, data]).toEqual([200, { name: "Delft", carried: "canary-access-2" }]);
  const both = ["PUT", "/trips/7", '{"name":"Delft"}', "application/json", "1"];
  expect(api.data().map((one) => [one.method, one.path, one.bytes, one.type, one.headers.get("x-own")])).toEqual([both, both]);
  expect(api.renewals()).toBe(1);
});

test("a body is sent a third time where the token of another session had died as well", async () => {
  const api = stub();
  const options: SessionOptions<Credentials> = { credentials, fetch: api.fetch, clock: testClock(), store: memoryStore() };
  const [session, other] = [createSession(chain, options), createSession(chain, options)];
  const client = createClient<paths>({ baseUrl: "https://api.example.com", fetch: (request) => api.fetch(request) });
  client.use(authMiddleware(session));
  await session.getToken();
  await other.reject(await other.getToken());
  await other.getToken();
  api.killAccess();
  expect((await client.PUT("/trips/{trip}", { params: { path: { trip: 7 } }, body: { name: "Delft" } })).response.status).toBe(200);
  expect(api.data().map(({ bytes }) => bytes)).toEqual(Array.from({ length: 3 }, () => '{"name":"Delft"}'));
});

test("multipart bodies are replayed with equal bytes", async () => {
  const { api, client } = await plain({ dead: true });
  const form = new FormData();
  form.set("photo", new Blob([Uint8Array.of(0, 255)]), "photo.png");
  expect((await client.POST("/attachments", { body: form })).response.status).toBe(200);
  const [first, second] = api.data();
  expect(first?.bytes).toContain("\x00\xff");
  expect([second?.bytes, second?.type]).toEqual([first?.bytes, first?.type]);
});

test("300 calls at once on a dead token cost one renewal, and each gets its own answer", async () => {
  const { api, client } = await plain({ dead: true });
  api.on("/trips/", (one) => (api.alive.has((one.headers.get("authorization") ?? "").slice(7)) ? json({ name: one.bytes }) : undefined));
  const all = await Promise.all(Array.from({ length: 300 }, (_, trip) => client.PUT("/trips/{trip}", { params: { path: { trip } }, body: { name: `n${trip}` } })));
  expect(all.map(({ data }) => data?.name)).toEqual(all.map((_, n) => `{"name":"n${n}"}`));
  expect(api.renewals()).toBe(1);
});

test("an operation that always answers 401 costs at most 2 renewals in 1,000 calls", async () => {
  const { api, client } = await plain();
  api.closed.add("/trips/");
  for (let trip = 0; trip < 1000; trip++) expect((await client.GET("/trips/{trip}", { params: { path: { trip } } })).response.status).toBe(401);
  expect(api.renewals()).toBeLessThanOrEqual(2);
});

test("a call with a header of its own is left alone", async () => {
  const { api, client } = await plain();
  api.closed.add("/trips");
  expect((await client.GET("/trips", { headers: { authorization: "Basic own" } })).response.status).toBe(401);
  expect(api.sent.map((one) => one.headers.get("authorization"))).toEqual(["Basic own"]);
});

test("a foreign origin is refused before anything is sent", async () => {
  for (const baseUrl of ["https://evil.example.net", "https://api.example.com.evil.example.net", "https://api.example.com:8443", "http://api.example.com"]) {
    const { api, client } = await plain({ baseUrl });
    await expect(client.GET("/trips")).rejects.toMatchObject({ name: "AuthError", code: "foreign_origin" });
    expect(api.sent).toEqual([]);
  }
});

test("403 renews nothing; a failed renewal rejects the call with the AuthError", async () => {
  const { api, client } = await plain({ dead: true });
  api.on("/public", () => json({}, { status: 403 }));
  expect((await client.GET("/public")).response.status).toBe(403);
  expect(api.renewals()).toBe(0);
  api.on("/token", () => json({}, { status: 500 }));
  await expect(client.GET("/trips")).rejects.toMatchObject({ name: "TokenEndpointError", code: "unexpected_status", status: 500 });
});

test("redirects of the API are the caller's answer, not followed", async () => {
  const { api, client } = await plain();
  api.on("/trips", () => new Response(null, { status: 302, headers: { location: "https://evil.example.net" } }));
  expect((await client.GET("/trips")).response.status).toBe(302);
  expect((api.data()[0]?.input as Request | undefined)?.redirect).toBe("manual");
  api.on("/trips", () => Object.defineProperty(new Response(null), "type", { value: "opaqueredirect" }));
  await expect(client.GET("/trips")).rejects.toMatchObject({ name: "AuthError", code: "opaque_redirect" });
});

test("other middleware of the client sees the final answer, and what it adds is replayed", async () => {
  const { api, session } = await plain({ dead: true });
  const client = createClient<paths>({ baseUrl: "https://api.example.com", fetch: (request) => api.fetch(request) });
  const statuses: number[] = [];
  client.use({ onResponse: ({ response }) => void statuses.push(response.status) }, { onRequest: ({ request }) => request.headers.set("x-trace", "7") }, authMiddleware(session));
  expect((await client.GET("/trips")).response.status).toBe(200);
  expect(statuses).toEqual([200]);
  expect(api.data().map((one) => one.headers.get("x-trace"))).toEqual(["7", "7"]);
});

test("aborting one call does not end the renewal of the others", async () => {
  const { api, client } = await plain({ dead: true });
  const controller = new AbortController();
  const left = client.GET("/trips", { signal: controller.signal });
  const stays = client.GET("/trips");
  api.on("/token/renewal", () => {
    controller.abort();
    return undefined;
  });
  await expect(left).rejects.toMatchObject({ name: "AbortError" });
  expect((await stays).response.status).toBe(200);
  expect(api.renewals()).toBe(1);
});
