import type { Middleware } from "openapi-fetch";
import { expect, test, vi } from "vitest";
import { open, openWithDeadToken } from "./support/open.ts";
import { json } from "./support/stub.ts";

const Real = globalThis.Request;
const noting = (seen: Request[]): Middleware => ({
  onRequest({ request }) {
    seen.push(request);
  },
});

test("middleware, of a client or of one call, runs on real Requests", async () => {
  const { api, client } = open();
  const seen: Request[] = [];
  client.use(noting(seen));
  await client.GET("/trips", { params: { query: { page: 1 } } });
  await client.POST("/trips", { body: { name: "Delft" }, middleware: [noting(seen)] });
  expect(seen).toHaveLength(3);
  for (const request of seen) expect(request).toBeInstanceOf(Real);
  expect(seen.map(({ method, url, redirect }) => [method, url, redirect])).toEqual([
    ["GET", "https://api.example.com/trips?page=1", expect.any(String)],
    ["POST", "https://api.example.com/trips", expect.any(String)],
    ["POST", "https://api.example.com/trips", expect.any(String)],
  ]);
  expect(api.data().map((one) => [one.method, one.bytes, one.type])).toEqual([
    ["GET", "", null],
    ["POST", '{"name":"Delft"}', "application/json"],
  ]);
});

test("per-call middleware of a client without any runs on real Requests, the next call is light again", async () => {
  const { api, client } = open();
  const seen: Request[] = [];
  await client.GET("/trips", { middleware: [noting(seen)] });
  expect(seen[0]).toBeInstanceOf(Real);
  await client.GET("/trips");
  expect(typeof api.data()[1]?.input).toBe("string");
});

test("a middleware that builds a new Request with other headers keeps method and body, through renewal and replay", async () => {
  const { api, client } = await openWithDeadToken();
  client.use({
    onRequest({ request }) {
      const headers = new Headers(request.headers);
      headers.set("x-trace", "7");
      return new Request(request, { headers });
    },
  });
  expect((await client.PUT("/trips/{trip}", { params: { path: { trip: 7 } }, body: { name: "Delft" } })).response.status).toBe(200);
  const both = ["PUT", '{"name":"Delft"}', "application/json", "7"];
  expect(api.data().map((one) => [one.method, one.bytes, one.type, one.headers.get("x-trace")])).toEqual([both, both]);
  expect(api.data().map((one) => one.headers.get("authorization"))).toEqual(["Bearer canary-access-1", "Bearer canary-access-2"]);
  expect(api.renewals()).toBe(1);
});

test("a middleware that changes headers in place is heard, on the replay too", async () => {
  const { api, client } = await openWithDeadToken();
  client.use({
    onRequest({ request }) {
      request.headers.set("x-trace", "8");
      return request;
    },
  });
  await client.POST("/trips", { body: { name: "Delft" } });
  expect(api.data().map((one) => [one.bytes, one.headers.get("x-trace")])).toEqual([
    ['{"name":"Delft"}', "8"],
    ['{"name":"Delft"}', "8"],
  ]);
});

test.each(["JSON", "form", "blob", "multipart"])("with middleware, a 401 still leads to one renewal and one replay of the same %s bytes", async (body) => {
  const { api, client } = await openWithDeadToken();
  const form = new FormData();
  form.set("name", "Delft");
  client.use({ onRequest() {} });
  const { response } = await {
    JSON: () => client.POST("/trips", { body: { name: "Delft" } }),
    form: () => client.POST("/forms", { body: { name: "Delft" } }),
    blob: () => client.POST("/uploads", { body: new Blob(["Delft"]) }),
    multipart: () => client.POST("/attachments", { body: form }),
  }[body as "JSON"]();
  expect(response.status).toBe(200);
  const [first, second] = api.data();
  expect(api.data()).toHaveLength(2);
  expect(first?.bytes).toContain("Delft");
  expect(second?.bytes).toBe(first?.bytes);
  expect(second?.type).toBe(first?.type);
  if (body === "multipart") expect(first?.type).toMatch(/boundary=/);
  expect(api.renewals()).toBe(1);
});

test("with middleware a stream body is not replayed", async () => {
  const { api, client } = await openWithDeadToken();
  client.use({ onRequest() {} });
  const { response } = await client.POST("/uploads", { body: new Blob(["once"]).stream() as never, duplex: "half" } as never);
  expect(response.status).toBe(401);
  expect(api.data()).toHaveLength(1);
});

test("onResponse sees the final answer once, and may replace it", async () => {
  const { client } = await openWithDeadToken();
  const statuses: number[] = [];
  client.use({
    onResponse({ response }) {
      statuses.push(response.status);
      return json({ name: "replaced" });
    },
  });
  expect((await client.GET("/trips")).data).toEqual({ name: "replaced" });
  expect(statuses).toEqual([200]);
});

test("onError is told of a failed renewal, once, with the AuthError", async () => {
  const { api, client } = await openWithDeadToken();
  const errors: unknown[] = [];
  api.on("/token", () => json({}, { status: 500 }));
  client.use({
    onError({ error }) {
      errors.push(error);
    },
  });
  await expect(client.GET("/trips")).rejects.toMatchObject({ code: "unexpected_status" });
  expect(errors).toMatchObject([{ code: "unexpected_status" }]);
});

test("a middleware that answers itself sends nothing, not even a login", async () => {
  const { api, client } = open();
  client.use({ onRequest: () => json({ name: "cached" }) });
  expect((await client.GET("/trips")).data).toEqual({ name: "cached" });
  expect(api.sent).toEqual([]);
});

test("a middleware that brings its own header leaves the call alone", async () => {
  const { api, client } = open();
  client.use({
    onRequest({ request }) {
      request.headers.set("authorization", "Basic own");
    },
  });
  await client.GET("/trips");
  expect(api.sent.map((one) => one.headers.get("authorization"))).toEqual(["Basic own"]);
});

test("a middleware that leads a request to a foreign origin gets no token for it", async () => {
  const { api, client } = open();
  client.use({ onRequest: ({ request }) => new Request(request.url.replace("api.example.com", "evil.example.net"), request) });
  await expect(client.GET("/trips")).rejects.toMatchObject({ code: "foreign_origin" });
  expect(api.sent.filter(({ url }) => url.includes("evil"))).toEqual([]);
});

test("ejecting the last middleware leads back to the light way", async () => {
  const { api, client } = open();
  const one: Middleware = { onRequest() {} };
  const two: Middleware = { onRequest() {} };
  client.use(one, two);
  await client.GET("/trips");
  client.eject(one);
  await client.GET("/trips");
  client.eject(two);
  await client.GET("/trips");
  expect(api.data().map(({ input }) => typeof input)).toEqual(["object", "object", "string"]);
});

test("foreign code never sees the stand-in, also after ejecting what was never used", async () => {
  const { client } = open();
  const seen: Request[] = [];
  client.eject({ onRequest() {} });
  client.use(noting(seen));
  await client.GET("/trips");
  client.eject({ onRequest() {} });
  await client.GET("/trips");
  expect(seen).toHaveLength(2);
  for (const request of seen) expect(request).toBeInstanceOf(Real);
});

test("a middleware used twice and ejected once still runs on a real Request", async () => {
  const { client } = open();
  const seen: Request[] = [];
  const one = noting(seen);
  client.use(one, one);
  client.eject(one);
  await client.GET("/trips");
  expect(seen).toHaveLength(1);
  expect(seen[0]).toBeInstanceOf(Real);
});

test("per-call Request and fetch are used", async () => {
  const { api, client } = await openWithDeadToken();
  const built: string[] = [];
  class Own extends Real {
    constructor(input: RequestInfo | URL, init?: RequestInit) {
      built.push(String(input));
      super(input, init);
    }
  }
  await client.POST("/trips", { body: { name: "Delft" }, Request: Own } as never);
  expect(built).toEqual(["https://api.example.com/trips"]);
  expect(api.data()).toHaveLength(2);
  const fetch = vi.fn(async () => json({ name: "own" }));
  expect((await client.GET("/trips", { fetch })).data).toEqual({ name: "own" });
  expect(fetch).toHaveBeenCalledTimes(1);
  expect(api.data()).toHaveLength(2);
});

test("with middleware, calls at once share one renewal", async () => {
  const { api, client } = await openWithDeadToken();
  client.use({ onRequest() {} });
  const all = await Promise.all(Array.from({ length: 300 }, (_, n) => client.POST("/trips", { body: { name: `n${n}` } })));
  expect(all.every(({ response }) => response.ok)).toBe(true);
  expect(api.renewals()).toBe(1);
  expect(
    api
      .data()
      .map(({ bytes }) => bytes)
      .toSorted(),
  ).toEqual(all.flatMap((_, n) => Array<string>(2).fill(`{"name":"n${n}"}`)).toSorted());
});
