import { expect, test } from "vitest";
import { open } from "./support/open.ts";
import { json, stub } from "./support/stub.ts";

test("a body goes out as JSON by default", async () => {
  const { api, client } = open();
  await client.POST("/trips", { body: { name: "caf\u00e9", seats: 0 } });
  expect(api.data()[0]).toMatchObject({ bytes: Buffer.from('{"name":"caf\u00e9","seats":0}').toString("latin1"), type: "application/json" });
});

test("no body, no content type", async () => {
  const { api, client } = open();
  await client.GET("/trips");
  await client.DELETE("/trips/{trip}", { params: { path: { trip: 7 } } });
  expect(api.data().map(({ bytes, type, init }) => [bytes, type, init?.body])).toEqual([
    ["", null, undefined],
    ["", null, undefined],
  ]);
});

test("a form operation sends a form: no undefined, no null, an array repeated", async () => {
  const { api, client } = open();
  await client.POST("/forms", { body: { name: "a b&c=d", note: undefined, seats: 0, tag: ["x", null, undefined, "y"] } });
  await client.POST("/forms", { body: { name: "\u00e9", note: null, tag: [] } });
  await client.POST("/forms", { body: { name: "" } });
  expect(api.data().map(({ bytes, type }) => [bytes, type])).toEqual([
    ["name=a+b%26c%3Dd&seats=0&tag=x&tag=y", "application/x-www-form-urlencoded"],
    ["name=%C3%A9", "application/x-www-form-urlencoded"],
    ["name=", "application/x-www-form-urlencoded"],
  ]);
});

test.each([
  [
    "URLSearchParams",
    () =>
      new URLSearchParams([
        ["name", "Delft"],
        ["tag", "x"],
        ["tag", "y"],
      ]),
  ],
  ["a ready string", () => "name=Delft&tag=x&tag=y"],
])("a form operation takes %s as it is", async (_, make) => {
  const { api, client } = open();
  await client.POST("/forms", { body: make() as never });
  expect(api.data()[0]).toMatchObject({ bytes: "name=Delft&tag=x&tag=y", type: expect.stringMatching(/^application\/x-www-form-urlencoded/) });
});

test.each(["application/x-www-form-urlencoded; charset=utf-8", "application/x-www-form-urlencoded;charset=UTF-8", "Application/X-WWW-Form-Urlencoded"])(
  "a form stays a form when the caller writes its type as %s",
  async (type) => {
    const { api, client } = open();
    await client.POST("/forms", { body: { name: "Delft" }, headers: { "Content-Type": type } });
    expect(api.data()[0]).toMatchObject({ bytes: "name=Delft", type });
  },
);

test.each(["application/json; charset=utf-8", "application/vnd.example+json", "Application/JSON"])("JSON stays JSON when the caller writes its type as %s", async (type) => {
  const { api, client } = open();
  await client.POST("/trips", { body: { name: "Delft" }, headers: { "content-type": type } });
  expect(api.data()[0]).toMatchObject({ bytes: '{"name":"Delft"}', type });
});

test("CSV and XML texts pass through under their own type", async () => {
  const { api, client } = open();
  await client.POST("/tables", { body: 'a;"b"\r\n1;2' });
  await client.POST("/documents", { body: "<trip/>" });
  expect(api.data().map(({ bytes, type }) => [bytes, type])).toEqual([
    ['a;"b"\r\n1;2', "text/csv"],
    ["<trip/>", "text/xml"],
  ]);
});

test("bytes pass through under their own type", async () => {
  const { api, client } = open();
  await client.POST("/uploads", { body: new Blob([Uint8Array.of(0, 255)]) });
  await client.POST("/uploads", { body: Uint8Array.of(0, 255).buffer });
  await client.POST("/uploads", { body: new Blob(["x"], { type: "image/png" }), headers: { "content-type": "image/png" } });
  expect(api.data().map(({ bytes, type }) => [bytes, type])).toEqual([
    ["\x00\xff", "application/octet-stream"],
    ["\x00\xff", "application/octet-stream"],
    ["x", "image/png"],
  ]);
});

test("FormData keeps its own boundary, in a multipart operation and in a JSON one", async () => {
  const { api, client } = open();
  const form = new FormData();
  form.set("name", "Delft");
  await client.POST("/attachments", { body: form });
  await client.POST("/trips", { body: form as never });
  for (const { type, bytes } of api.data()) {
    expect(type).toMatch(/^multipart\/form-data; ?boundary=/);
    expect(bytes).toContain('name="name"\r\n\r\nDelft');
  }
});

test.each([
  ["an object", { "content-type": "text/plain" }],
  ["an object in other case", { "Content-Type": "text/plain" }],
  ["Headers", new Headers({ "content-type": "text/plain" })],
])("the caller's own content type wins, given as %s", async (_, headers) => {
  const { api, client } = open();
  await client.POST("/tables", { body: "a;b", headers: headers as Record<string, string> });
  expect(api.data()[0]).toMatchObject({ bytes: "a;b", type: "text/plain" });
});

test("headers given as a Headers object reach every kind of operation", async () => {
  const { api, client } = open();
  const headers = new Headers({ "x-own": "1" }) as never;
  await client.GET("/trips", { headers });
  await client.POST("/trips", { body: { name: "Delft" }, headers });
  await client.POST("/forms", { body: { name: "Delft" }, headers });
  await client.POST("/tables", { body: "a", headers });
  expect(api.data().map((one) => one.headers.get("x-own"))).toEqual(["1", "1", "1", "1"]);
});

test("headers of the client and of the call are merged, the call's win, null takes one away", async () => {
  const { api, client } = open({}, { headers: { "x-client": "c", "x-both": "c", "x-gone": "c" } });
  await client.POST("/forms", { body: { name: "Delft" }, headers: { "x-both": "call", "x-gone": null } });
  const { headers } = api.data()[0] as { headers: Headers };
  expect([headers.get("x-client"), headers.get("x-both"), headers.get("x-gone")]).toEqual(["c", "call", null]);
});

test("a serializer of the caller's own is used, per client and per call", async () => {
  const bodySerializer = () => "own";
  const perClient = open({}, { bodySerializer });
  await perClient.client.POST("/trips", { body: { name: "Delft" } });
  const perCall = open();
  await perCall.client.POST("/forms", { body: { name: "Delft" }, bodySerializer });
  expect([perClient.api.data()[0]?.bytes, perCall.api.data()[0]?.bytes]).toEqual(["own", "own"]);
});

test("query values: numbers, arrays repeated, undefined left out; a serializer of one's own per client", async () => {
  const { api, client } = open();
  await client.GET("/trips", { params: { query: { page: 0, tag: ["a b", "c&d"] } } });
  await client.GET("/trips", { params: { query: { page: undefined as never } } });
  const own = open({}, { querySerializer: { array: { style: "form", explode: false } } });
  await own.client.GET("/trips", { params: { query: { tag: ["a", "b"] } } });
  expect([...api.data(), ...own.api.data()].map(({ url }) => url.split("example.com")[1])).toEqual(["/trips?page=0&tag=a%20b&tag=c%26d", "/trips", "/trips?tag=a,b"]);
});

const report = (response: () => Response) => {
  const opened = open();
  opened.api.on("/reports", response);
  return opened.client.GET("/reports/{report}", { params: { path: { report: "r" } } });
};

test("an operation that may answer CSV gives its text, and parsed JSON where the answer is JSON", async () => {
  expect((await report(() => new Response("a;b\n1;2", { headers: { "content-type": "text/csv" } }))).data).toBe("a;b\n1;2");
  expect((await report(() => json({ name: "Delft" }))).data).toEqual({ name: "Delft" });
  expect((await report(() => new Response('{"a":1}', { headers: { "content-type": "application/problem+json; charset=utf-8" } }))).data).toEqual({ a: 1 });
  expect((await report(() => new Response('{"a":1}', { headers: { "content-type": "text/csv" } }))).data).toBe('{"a":1}');
  expect((await report(() => new Response("plain", { headers: {} }))).data).toBe("plain");
});

test("errors of such an operation are parsed as JSON where they are JSON", async () => {
  const { error, data } = await report(() => json({ problem: "none" }, { status: 404 }));
  expect([error, data]).toEqual([{ problem: "none" }, undefined]);
});

test("an empty answer of such an operation is no error", async () => {
  expect((await report(() => new Response(null, { status: 204 }))).data).toBeUndefined();
  expect((await report(() => new Response("", { headers: { "content-type": "application/json" } }))).response.status).toBe(200);
});

test("parseAs given by the caller wins", async () => {
  const { api, client } = open();
  api.on("/reports", () => json({ name: "Delft" }));
  api.on("/trips", () => json([{ name: "Delft" }]));
  const init = { params: { path: { report: "r" } } };
  expect((await client.GET("/reports/{report}", { ...init, parseAs: "text" })).data).toBe('{"name":"Delft"}');
  expect(await ((await client.GET("/reports/{report}", { ...init, parseAs: "blob" })).data as unknown as Blob).text()).toBe('{"name":"Delft"}');
  expect((await client.GET("/trips", { parseAs: "text" })).data).toBe('[{"name":"Delft"}]');
  const { data } = await client.GET("/trips", { parseAs: "stream" });
  expect(data).toBeInstanceOf(ReadableStream);
});

test("204 and an empty body give neither data nor error", async () => {
  const { api, client } = open();
  api.on("/trips/", () => new Response(null, { status: 204 }));
  const { data, error, response } = await client.DELETE("/trips/{trip}", { params: { path: { trip: 7 } } });
  expect([data, error, response.status]).toEqual([undefined, undefined, 204]);
});

test("an operation with a server of its own goes there, with its token", async () => {
  const { api, client } = open();
  await client.GET("/files/{file}", { params: { path: { file: "f" } } });
  await client.GET("/trips");
  expect(api.data().map(({ url, headers }) => [url, headers.get("authorization")])).toEqual([
    ["https://files.example.com/files/f", "Bearer canary-access-1"],
    ["https://api.example.com/trips", "Bearer canary-access-1"],
  ]);
});

test("requestInitExt reaches fetch, per attempt", async () => {
  const dispatcher = { name: "own" };
  const { api, client } = open({}, { requestInitExt: { dispatcher } });
  await client.GET("/trips");
  api.killAccess();
  await client.GET("/trips");
  expect(api.data().map(({ init }) => (init as { dispatcher?: unknown }).dispatcher)).toEqual([dispatcher, dispatcher, dispatcher]);
});

test("a per-call signal, credentials mode and cache reach fetch", async () => {
  const { api, client } = open();
  const { signal } = new AbortController();
  await client.GET("/trips", { signal, cache: "no-store", credentials: "omit" });
  expect(api.data()[0]?.init).toMatchObject({ signal, cache: "no-store", credentials: "omit" });
});

test("the stub itself tells a dead token from a living one", async () => {
  expect((await stub().fetch("https://api.example.com/trips")).status).toBe(401);
});
