import { expect, test, vi } from "vitest";
import { authFetch, AuthError, TokenEndpointError, type AccessToken } from "../../src/index.ts";
import { rest } from "../support/time.ts";
import { open, openWithDeadToken } from "./support/open.ts";
import { bytesOf, json } from "./support/stub.ts";

const url = "https://api.example.com/trips/7";
const formData = () => {
  const form = new FormData();
  form.append("name", "Delft \u00e9");
  form.append("photo", new Blob([Uint8Array.of(0, 13, 10, 255)], { type: "image/png" }), "photo.png");
  return form;
};
type Body = { readonly name: string; readonly make: () => BodyInit | null; readonly headers?: Record<string, string> };
const bodies: readonly Body[] = [
  { name: "no body", make: () => null },
  { name: "a string", make: () => "caf\u00e9\r\n\u0000" },
  { name: "JSON", make: () => JSON.stringify({ name: "Delft", deep: [1, { a: null }] }), headers: { "content-type": "application/json" } },
  { name: "an encoded form", make: () => "a=1&b=%20", headers: { "content-type": "application/x-www-form-urlencoded" } },
  {
    name: "URLSearchParams",
    make: () =>
      new URLSearchParams([
        ["a", "1"],
        ["a", "2 3"],
      ]),
  },
  { name: "FormData", make: formData },
  { name: "a Blob", make: () => new Blob([Uint8Array.of(0, 255, 10)], { type: "image/png" }) },
  { name: "an ArrayBuffer", make: () => Uint8Array.of(1, 0, 254).buffer },
  { name: "bytes", make: () => Uint8Array.of(1, 0, 254) },
];
const rows = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"].flatMap((method) =>
  bodies.filter(({ name }) => name === "no body" || !/GET|HEAD/.test(method)).map((body) => ({ ...body, method })),
);

test.each(rows)("authFetch: a 401 to $method with $name leads to one renewal and one replay of the same bytes", async ({ method, make, headers }) => {
  const { api, get } = await openWithDeadToken();
  const response = await get(url, { method, body: make(), ...(headers && { headers }) });
  expect(response.status).toBe(200);
  const [bytes, type] = await bytesOf(make(), headers?.["content-type"] ?? null);
  expect(api.data().map((one) => [one.method, one.bytes, one.type])).toEqual([
    [method, bytes, type],
    [method, bytes, type],
  ]);
  expect(api.data().map((one) => one.headers.get("authorization"))).toEqual(["Bearer canary-access-1", "Bearer canary-access-2"]);
  expect([api.logins(), api.renewals()]).toEqual([1, 1]);
});

test.each(rows)("authFetch: a Request, $method with $name, is replayed with the same bytes", async ({ method, make, headers }) => {
  const { api, get } = await openWithDeadToken();
  const request = new Request(url, { method, body: make(), headers: { "x-own": "1", ...headers } });
  const type = request.headers.get("content-type");
  expect((await get(request)).status).toBe(200);
  const [bytes] = await bytesOf(make(), null);
  const sent = api.data();
  expect(sent).toHaveLength(2);
  for (const one of sent) {
    expect(one.method).toBe(method);
    expect(one.bytes.replaceAll(/boundary=.*|------?formdata-[^\r]*|-*BOUNDARY(--)?/g, "")).toBe(bytes.replaceAll(/-*BOUNDARY(--)?/g, ""));
    expect(one.headers.get("x-own")).toBe("1");
    expect(one.headers.get("content-type")).toBe(type);
  }
  expect(sent[0]?.bytes).toBe(sent[1]?.bytes);
  expect(api.renewals()).toBe(1);
});

test("authFetch: an init given with a Request wins over it, on the replay too", async () => {
  const { api, get } = await openWithDeadToken();
  const request = new Request(url, { method: "POST", body: "old", headers: { "x-own": "old" } });
  await get(request, { method: "PUT", body: "new", headers: { "x-own": "new" } });
  expect(api.data().map((one) => [one.method, one.bytes, one.headers.get("x-own")])).toEqual([
    ["PUT", "new", "new"],
    ["PUT", "new", "new"],
  ]);
});

test.each([
  { method: "POST", call: "JSON", bytes: '{"name":"Delft"}', type: "application/json" },
  { method: "PUT", call: "JSON", bytes: '{"name":"Delft"}', type: "application/json" },
  { method: "PATCH", call: "JSON", bytes: '{"name":"Delft"}', type: "application/json" },
  { method: "POST", call: "form", bytes: "name=Delft&tag=a&tag=b", type: "application/x-www-form-urlencoded" },
  { method: "POST", call: "blob", bytes: "\x00\xff", type: "application/octet-stream" },
  { method: "POST", call: "buffer", bytes: "\x00\xff", type: "application/octet-stream" },
  { method: "POST", call: "csv", bytes: "a;b\n1;2", type: "text/csv" },
])("a client: a 401 to $method with a $call body leads to one renewal and one replay of the same bytes", async ({ method, call, bytes, type }) => {
  const { api, client } = await openWithDeadToken();
  const params = { path: { trip: 7 } };
  const body = { name: "Delft" };
  const { response } = await {
    JSON: () => (method === "POST" ? client.POST("/trips", { body }) : method === "PUT" ? client.PUT("/trips/{trip}", { params, body }) : client.PATCH("/trips/{trip}", { params, body })),
    form: () => client.POST("/forms", { body: { name: "Delft", tag: ["a", "b"] } }),
    blob: () => client.POST("/uploads", { body: new Blob([Uint8Array.of(0, 255)]) }),
    buffer: () => client.POST("/uploads", { body: Uint8Array.of(0, 255).buffer }),
    csv: () => client.POST("/tables", { body: "a;b\n1;2" }),
  }[call as "JSON"]();
  expect(response.status).toBe(200);
  expect(api.data().map((one) => [one.method, one.bytes, one.type])).toEqual([
    [method, bytes, type],
    [method, bytes, type],
  ]);
  expect(api.renewals()).toBe(1);
});

test("a client: FormData is replayed with all its parts and a boundary", async () => {
  const { api, client } = await openWithDeadToken();
  expect((await client.POST("/attachments", { body: formData() })).response.status).toBe(200);
  const [bytes, type] = await bytesOf(formData(), null);
  expect(api.data().map((one) => [one.bytes, one.type])).toEqual([
    [bytes, type],
    [bytes, type],
  ]);
});

const stream = () => new Blob(["once"]).stream();
async function* pieces() {
  yield new TextEncoder().encode("once");
}

test.each([
  { name: "a ReadableStream", make: stream },
  { name: "an async iterable", make: pieces },
])("B1: $name is not replayed: the 401 reaches the caller, the token is renewed in the background, an event says why", async ({ make }) => {
  for (const way of ["authFetch", "client"] as const) {
    const { api, get, client, events, session } = await openWithDeadToken();
    const body = make() as BodyInit;
    const response =
      way === "authFetch" ? await get(url, { method: "POST", body, duplex: "half" } as RequestInit) : (await client.POST("/uploads", { body: body as never, duplex: "half" } as never)).response;
    expect(response.status).toBe(401);
    expect(api.data()).toHaveLength(1);
    await session.getToken();
    expect(api.renewals()).toBe(1);
    expect(events).toContainEqual(expect.objectContaining({ type: "rejected", reason: expect.stringMatching(/body .*not replayed/) }));
    // The caller's body of the answer was left alone.
    if (way === "authFetch") expect(await response.json()).toEqual({ problem: "token" });
  }
});

test("a stream that a client's own serializer makes is not replayed either", async () => {
  const { api, client } = await openWithDeadToken();
  const { response } = await client.POST("/trips", { body: { name: "Delft" }, bodySerializer: stream, duplex: "half" } as never);
  expect(response.status).toBe(401);
  expect(api.data()).toHaveLength(1);
});

test("when the background renewal after a one-shot body fails, no rejection goes unhandled", async () => {
  const { api, get } = await openWithDeadToken();
  const unhandled = vi.fn();
  process.on("unhandledRejection", unhandled);
  api.on("/token", () => json({}, { status: 500 }));
  expect((await get(url, { method: "POST", body: stream(), duplex: "half" } as RequestInit)).status).toBe(401);
  await rest();
  process.off("unhandledRejection", unhandled);
  expect(api.renewals()).toBe(1);
  expect(unhandled).not.toHaveBeenCalled();
});

test("B3: authFetch refuses a Request whose body is gone, before anything is sent", async () => {
  const { api, get } = await openWithDeadToken();
  const request = new Request(url, { method: "POST", body: "x" });
  await request.text();
  await expect(get(request)).rejects.toMatchObject({ name: "AuthError", code: "body_used" });
  expect(api.data()).toEqual([]);
});

test("the replay's answer goes to the caller untouched, a second 401 and its body too", async () => {
  const { api, session, clock } = await openWithDeadToken();
  for (const status of [200, 201, 401, 403, 404, 500, 503]) {
    api.killAccess();
    clock.advance(61_000);
    let answered: Response | undefined;
    api.on("/other", (one) => (one.headers.get("authorization")?.endsWith([...api.alive].at(-1) ?? "-") ? (answered = json({ status }, { status, headers: { "x-own": "1" } })) : undefined));
    const response = await authFetch(session, { fetch: api.fetch, clock })("https://api.example.com/other");
    expect(response).toBe(answered);
    expect(response.bodyUsed).toBe(false);
    expect(await response.json()).toEqual({ status });
  }
});

test.each([200, 204, 301, 400, 403, 404, 407, 429, 500, 503])("an answer %i renews nothing and is not sent again", async (status) => {
  const { api, get, client, session } = await openWithDeadToken();
  await session.getToken();
  api.on("/trips", () => new Response(null, { status }));
  expect((await get(url)).status).toBe(status);
  expect((await client.GET("/trips")).response.status).toBe(status);
  expect(api.data()).toHaveLength(2);
  expect([api.logins(), api.renewals()]).toEqual([1, 0]);
});

test.each(["authFetch", "client"] as const)("%s: the body of the first 401 is cancelled, so that no socket is held", async (way) => {
  const { api, get, client } = await openWithDeadToken();
  const cancel = vi.fn();
  api.on("/trips", (_, nth) => (nth === 1 ? new Response(new ReadableStream({ cancel }), { status: 401 }) : undefined));
  const status = way === "client" ? (await client.GET("/trips")).response.status : (await get("https://api.example.com/trips")).status;
  expect(status).toBe(200);
  expect(cancel).toHaveBeenCalledTimes(1);
});

test.each(["authFetch", "client"] as const)("%s: when renewing fails the call rejects with that AuthError, and the first 401 is cancelled", async (way) => {
  const { api, get, client } = await openWithDeadToken();
  const cancel = vi.fn();
  api.on("/trips", () => new Response(new ReadableStream({ cancel }), { status: 401 }));
  api.on("/token", () => json({}, { status: 500 }));
  const error = await (way === "client" ? client.GET("/trips") : get("https://api.example.com/trips")).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(TokenEndpointError);
  expect(error).toMatchObject({ code: "unexpected_status", endpoint: "POST /token/renewal", status: 500 });
  expect(cancel).toHaveBeenCalledTimes(1);
  expect(api.data()).toHaveLength(1);
});

test("a network failure of the caller's own call passes through untouched", async () => {
  const { api, get, client } = await openWithDeadToken();
  const failure = new TypeError("fetch failed");
  api.on("/trips", () => failure);
  await expect(get(url)).rejects.toBe(failure);
  await expect(client.GET("/trips")).rejects.toBe(failure);
  expect(api.data()).toHaveLength(2);
});

test("what fails on the replay is not sent a third time", async () => {
  const { api, get } = await openWithDeadToken();
  const failure = new TypeError("fetch failed");
  api.on("/trips", (_, nth) => (nth > 1 ? failure : undefined));
  await expect(get(url, { method: "POST", body: "x" })).rejects.toBe(failure);
  expect(api.data()).toHaveLength(2);
});

test.each(["authFetch", "client"] as const)("%s: the caller's abort between the two attempts wins: nothing is sent again", async (way) => {
  const { api, get, client } = await openWithDeadToken();
  const controller = new AbortController();
  const reason = new Error("enough");
  api.on("/token/renewal", () => {
    controller.abort(reason);
    return undefined;
  });
  const { signal } = controller;
  await expect(way === "client" ? client.GET("/trips", { signal }) : get(url, { signal })).rejects.toBe(reason);
  await rest();
  expect(api.data()).toHaveLength(1);
});

test("B7: an abort wins also where a newer token lies ready for the replay", async () => {
  const { api, get, session } = await openWithDeadToken();
  const controller = new AbortController();
  const reason = new Error("enough");
  const renewAndAbort = async () => {
    await session.reject(session.current() as AccessToken);
    await session.getToken();
    controller.abort(reason);
    return json({}, { status: 401 });
  };
  api.on("/trips", renewAndAbort);
  await expect(get(url, { signal: controller.signal })).rejects.toBe(reason);
  expect(api.data()).toHaveLength(1);
});

test("an AuthError is thrown as it is, never wrapped", async () => {
  const { api, get, client } = open();
  api.on("/token", () => json({}, { status: 401 }));
  const errors = await Promise.all([get(url), client.GET("/trips")].map((call) => call.catch((error: unknown) => error)));
  for (const error of errors) {
    expect(error).toBeInstanceOf(AuthError);
    expect(error).toMatchObject({ name: "ReauthenticationRequiredError", code: "credentials_refused" });
  }
});
