import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, describe, expect, test, vi } from "vitest";
import { retry } from "../../src/client/retry.ts";
import { failure, until } from "../support/time.ts";
import { open as openApi, type Opened } from "../wire/support/open.ts";
import { listen, reply, type Server } from "../wire/support/server.ts";
import { busy, move, open, waits } from "./support/retrying.ts";

let server: Server | undefined;
afterEach(() => server?.close());

const trip = { params: { path: { trip: 1 } } };
const body = { name: "Delft" };
type Client = Opened["client"];

describe("which calls", () => {
  test.each([408, 429, 500, 502, 503, 504])("%i is asked again, and the caller sees only the answer that came of it", async (status) => {
    const opened = await open();
    opened.api.on("/trips", (_, nth) => (nth === 1 ? busy({}, status) : undefined));
    const result = opened.client.GET("/trips");
    await move(opened, 250);
    expect(await result).toMatchObject({ ok: true, status: 200 });
    expect(opened.api.data()).toHaveLength(2);
  });

  test.each([400, 403, 404, 409, 410, 422, 501, 505])("%i is the caller's at once", async (status) => {
    const { api, client, clock } = await open();
    api.on("/trips", () => busy({}, status));
    expect(await client.GET("/trips")).toMatchObject({ ok: false, status });
    expect([api.data().length, clock.pending()]).toEqual([1, 0]);
  });

  test("a network error is tried again; the last one is the caller's, untouched", async () => {
    const opened = await open();
    const lost = [1, 2, 3].map((nth) => new TypeError(`fetch failed ${nth}`));
    opened.api.on("/trips", (_, nth) => lost[nth - 1]);
    const error = failure(opened.client.GET("/trips"));
    await move(opened, 250);
    await until(() => opened.api.data().length === 2);
    await move(opened, 500);
    expect(await error).toBe(lost[2]);
    expect(opened.api.data()).toHaveLength(3);
  });

  test.each<[string, (client: Client) => Promise<unknown>]>([
    ["GET", (client) => client.GET("/trips/{trip}", trip)],
    ["HEAD", (client) => client.HEAD("/trips/{trip}", trip)],
    ["PUT", (client) => client.PUT("/trips/{trip}", { ...trip, body })],
    ["DELETE", (client) => client.DELETE("/trips/{trip}", trip)],
    ["OPTIONS", (client) => client.OPTIONS("/trips/{trip}", trip)],
    ["POST that says retry: true", (client) => client.POST("/trips", { body, retry: true })],
    ["PATCH that says retry: true", (client) => client.PATCH("/trips/{trip}", { ...trip, body, retry: true })],
    ["POST with an Idempotency-Key", (client) => client.POST("/trips", { body, headers: { "Idempotency-Key": "one" } })],
    ["POST with a vendor's idempotency key", (client) => client.POST("/trips", { body, headers: { "X-Idempotency-Key": "one" } })],
  ])("%s is sent again, with the same body", async (_, perform) => {
    const opened = await open();
    opened.api.on("/trips", (__, nth) => (nth === 1 ? busy() : undefined));
    const result = perform(opened.client);
    await move(opened, 250);
    expect(await result).toMatchObject({ ok: true });
    const [one, two] = opened.api.data();
    expect([two?.method, two?.url, two?.bytes, two?.type]).toEqual([one?.method, one?.url, one?.bytes, one?.type]);
    expect(opened.api.data()).toHaveLength(2);
  });

  test.each<[string, (client: Client) => Promise<unknown>]>([
    ["POST", (client) => client.POST("/trips", { body })],
    ["PATCH", (client) => client.PATCH("/trips/{trip}", { ...trip, body })],
    ["GET that says retry: false", (client) => client.GET("/trips", { retry: false })],
    ["PUT whose body is a stream", (client) => client.PUT("/trips/{trip}", { ...trip, body: new Blob(["x"]).stream() as never, bodySerializer: (stream: unknown) => stream, duplex: "half" })],
    ["POST whose body is a stream, though it says retry: true", (client) => client.POST("/uploads", { body: new Blob(["x"]).stream() as never, duplex: "half", retry: true })],
  ])("%s is sent once", async (_, perform) => {
    const { api, client, clock } = await open();
    for (const path of ["/trips", "/uploads"]) api.on(path, () => busy());
    expect(await perform(client)).toMatchObject({ ok: false, status: 503 });
    for (const path of ["/trips", "/uploads"]) api.on(path, () => new TypeError("fetch failed"));
    expect(api.data()).toHaveLength(1);
    expect(await failure(perform(client))).toMatchObject({ message: "fetch failed" });
    expect([api.data().length, clock.pending()]).toEqual([2, 0]);
  });

  test("without retry every call is sent once; a call cannot ask for what the client has not", async () => {
    const { api, client } = await open({}, { retry: false });
    api.on("/trips", () => busy());
    expect(await client.GET("/trips", { retry: true })).toMatchObject({ status: 503 });
    expect(api.data()).toHaveLength(1);
  });
});

describe("tokens and retries", () => {
  test("a 401 is never retried: it is renewed for and replayed once", async () => {
    const { api, client, clock } = await open();
    api.closed.add("/trips");
    expect(await client.GET("/trips", { retry: true })).toMatchObject({ ok: false, status: 401 });
    expect([api.data().length, api.renewals(), clock.pending()]).toEqual([2, 1, 0]);
  });

  test("the replay after a 401 takes nothing from the attempts", async () => {
    const opened = await open();
    opened.api.killAccess();
    let living = 0;
    opened.api.on("/trips", ({ headers }) => (opened.api.alive.has(headers.get("authorization")?.slice(7) ?? "") && ++living < 3 ? busy() : undefined));
    const result = opened.client.GET("/trips");
    await waits(opened, 250);
    await waits(opened, 500);
    expect(await result).toMatchObject({ ok: true });
    // 401, then 503, 503 and 200 with the new token.
    expect([opened.api.data().length, opened.api.renewals()]).toEqual([4, 1]);
  });

  test("an attempt after a wait carries the token of its own time", async () => {
    const opened = await open();
    opened.api.on("/trips", (_, nth) => (nth === 1 ? busy() : undefined));
    const result = opened.client.GET("/trips");
    await until(() => opened.clock.pending() > 0);
    const token = opened.session.current();
    if (token) await opened.session.reject(token);
    const renewed = await opened.session.getToken();
    await move(opened, 250);
    expect(await result).toMatchObject({ ok: true });
    expect(opened.api.data()[1]?.headers.get("authorization")).toBe(renewed.header()[1]);
  });

  test("what a session throws is not retried: it keeps its own pauses", async () => {
    const { api, client, session, clock } = openApi({}, { retry: retry() });
    api.on("/token", () => busy({ "retry-after": "3" }, 429));
    expect(await failure(client.GET("/trips"))).toMatchObject({ name: "TokenEndpointError", code: "rate_limited" });
    api.on("/token", () => new TypeError("fetch failed"));
    clock.advance(10_000);
    expect(await failure(client.GET("/trips"))).toMatchObject({ name: "TokenEndpointError", code: "network" });
    await session.signOut();
    expect(await failure(client.GET("/trips"))).toMatchObject({ code: "signed_out" });
    expect([api.logins(), api.data().length]).toEqual([2, 0]);
  });

  test("an opaque redirect is not retried", async () => {
    const { api, client } = await open();
    api.on("/trips", () => Object.defineProperty(new Response(null), "type", { value: "opaqueredirect" }));
    expect(await failure(client.GET("/trips"))).toMatchObject({ code: "opaque_redirect" });
    expect(api.data()).toHaveLength(1);
  });
});

test("middleware runs once per call, and sees the request and the last answer", async () => {
  const opened = await open();
  opened.api.on("/trips", (_, nth) => (nth === 1 ? busy() : undefined));
  const seen: string[] = [];
  opened.client.use({ onRequest: ({ request }) => void seen.push(request.method), onResponse: ({ response }) => void seen.push(String(response.status)) });
  const result = opened.client.PUT("/trips/{trip}", { ...trip, body });
  await waits(opened, 250);
  expect(await result).toMatchObject({ ok: true });
  expect(seen).toEqual(["PUT", "200"]);
  expect(opened.api.data().map(({ bytes }) => bytes)).toEqual(['{"name":"Delft"}', '{"name":"Delft"}']);
});

test("a call through a client that retries is sent in the tick of the call, as a URL and an init", async () => {
  const { api, client } = await open();
  const result = client.GET("/trips");
  expect(api.data().map(({ input }) => typeof input)).toEqual(["string"]);
  await result;
});

test("an answer that is not the caller's is cancelled, so that its socket is free", async () => {
  const opened = await open();
  const cancel = vi.fn();
  opened.api.on("/trips", (_, nth) => (nth === 1 ? new Response(new ReadableStream({ cancel }), { status: 503 }) : undefined));
  const result = opened.client.GET("/trips");
  await waits(opened, 250);
  expect(await result).toMatchObject({ ok: true });
  expect(cancel).toHaveBeenCalledTimes(1);
});

test("a process that does nothing else stays alive until the call is through", async () => {
  server = await listen((_, response) => (server?.arrived.length === 1 ? response.writeHead(503, { connection: "close" }).end() : reply(response, 200, [])));
  const source = (file: string) => JSON.stringify(new URL(`../../src/${file}`, import.meta.url).href);
  const program = `
    const { createApiClient, staticSession } = await import(${source("index.ts")});
    const { retry } = await import(${source("client/retry.ts")});
    const origin = ${JSON.stringify(server.url)};
    const client = createApiClient({ session: staticSession("canary", { origins: [origin] }), operations: {}, servers: [{ production: origin }], retry: retry() });
    console.log((await client.GET("/trips")).status);`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--no-warnings", "--conditions=@freshkey/source", "--input-type=module", "--eval", program], {
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
  });
  expect([stdout.trim(), server.arrived.length]).toEqual(["200", 2]);
});
