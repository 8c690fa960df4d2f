import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { json } from "./support/stub.ts";
import { open } from "./support/open.ts";

const counts = { requests: 0, requestClones: 0, responseClones: 0, tees: 0 };
const none = { ...counts };

beforeEach(() => {
  Object.assign(counts, none);
  const Real = globalThis.Request;
  vi.stubGlobal(
    "Request",
    class extends Real {
      constructor(input: RequestInfo | URL, init?: RequestInit) {
        counts.requests += 1;
        super(input, init);
      }
    },
  );
  const clone = Real.prototype.clone;
  vi.spyOn(Real.prototype, "clone").mockImplementation(function (this: Request) {
    counts.requestClones += 1;
    return clone.call(this);
  });
  const copy = Response.prototype.clone;
  vi.spyOn(Response.prototype, "clone").mockImplementation(function (this: Response) {
    counts.responseClones += 1;
    return copy.call(this);
  });
  const tee = ReadableStream.prototype.tee;
  vi.spyOn(ReadableStream.prototype, "tee").mockImplementation(function (this: ReadableStream) {
    counts.tees += 1;
    return tee.call(this);
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test("a call through a client builds no Request and clones nothing, replays included", async () => {
  const { api, client } = open();
  await client.GET("/trips", { params: { query: { page: 2, tag: ["a", "b"] } } });
  await client.POST("/trips", { body: { name: "Delft" } });
  await client.POST("/forms", { body: { name: "Delft" } });
  await client.POST("/uploads", { body: new Blob(["x"]) });
  api.killAccess();
  await client.PUT("/trips/{trip}", { params: { path: { trip: 1 } }, body: { name: "Delft" } });
  await client.GET("/reports/{report}", { params: { path: { report: "r" } } });
  expect(api.renewals()).toBe(1);
  expect(counts).toEqual(none);
});

test("a call through authFetch builds no Request and clones nothing, replays included", async () => {
  const { api, get } = open();
  await get("https://api.example.com/trips");
  await get(new URL("https://api.example.com/trips"), { method: "POST", body: "a", headers: { "x-one": "1" } });
  await get("https://api.example.com/trips", { method: "POST", body: new URLSearchParams({ a: "b" }) });
  api.killAccess();
  expect((await get("https://api.example.com/trips", { method: "PUT", body: "b" })).status).toBe(200);
  expect(api.renewals()).toBe(1);
  expect(counts).toEqual(none);
});

test("the counters count", () => {
  new Request("https://api.example.com", { method: "POST", body: "x" }).clone();
  new Response("x").clone();
  new Blob(["x"]).stream().tee();
  expect(counts).toMatchObject({ requests: 1, requestClones: 1, responseClones: 1 });
  expect(counts.tees).toBeGreaterThanOrEqual(1);
});

test("while the token is fresh, fetch is called in the tick of the call", async () => {
  const { api, client, get, session } = open();
  await session.getToken();
  const before = api.sent.length;
  const calls = [
    client.GET("/trips"),
    client.POST("/trips", { body: { name: "Delft" } }),
    client.GET("/reports/{report}", { params: { path: { report: "r" } } }),
    client.request("get", "/trips"),
    get("https://api.example.com/trips"),
    get("https://api.example.com/trips", { method: "POST", body: "x" }),
  ];
  // Looked at before any promise could go on.
  expect(api.sent.length - before).toBe(calls.length);
  await Promise.all(calls);
});

test("fetch is called with a URL string and an init, the method, body and redirect in it", async () => {
  const { api, client, get } = open();
  await client.POST("/trips", { body: { name: "Delft" }, params: {} });
  await get("https://api.example.com/trips", { method: "PATCH", body: "x" });
  await get(new URL("https://api.example.com/trips"));
  expect(api.data().map(({ input }) => input)).toEqual(["https://api.example.com/trips", "https://api.example.com/trips", "https://api.example.com/trips"]);
  expect(api.data().map(({ init }) => [init?.method ?? "GET", init?.body, init?.redirect])).toEqual([
    ["POST", '{"name":"Delft"}', "manual"],
    ["PATCH", "x", "manual"],
    ["GET", undefined, "manual"],
  ]);
});

test("the global fetch is looked up for every call, so that what patches it later is used", async () => {
  const { client, session, api } = open({}, { fetch: undefined });
  await session.getToken();
  const { authFetch } = await import("../../src/index.ts");
  const get = authFetch(session);
  for (const name of ["one", "two"]) {
    const patched = vi.fn<typeof fetch>(async () => json({ name }));
    vi.stubGlobal("fetch", patched);
    expect((await client.GET("/trips")).data).toEqual({ name });
    expect(await (await get("https://api.example.com/trips")).json()).toEqual({ name });
    expect(patched).toHaveBeenCalledTimes(2);
  }
  expect(api.data()).toEqual([]);
});

test("token endpoints look the global fetch up for every request too", async () => {
  const { session, api } = open({ fetch: undefined });
  vi.stubGlobal("fetch", api.fetch);
  await session.getToken();
  expect(api.logins()).toBe(1);
});
