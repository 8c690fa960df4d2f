import { getEventListeners } from "node:events";
import { afterEach, describe, expect, test } from "vitest";
import { createApiClient, staticSession } from "../../src/index.ts";
import { failure, rest, times, until } from "../support/time.ts";
import { operations, servers, type paths } from "../wire/support/api.ts";
import { open } from "../wire/support/open.ts";
import { listen, reply, type Server } from "../wire/support/server.ts";

let server: Server | undefined;
afterEach(() => server?.close());

const never = new Promise<Response>(() => {});
const isTimeout = { name: "TimeoutError", message: "The call took longer than 5000 ms." };
const pass = { middleware: [{ onRequest: () => undefined }] };
/** A body that begins and does not end. */
const half = () => new Response(new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode('{"name":')) }));

describe.each([
  ["without middleware", {}],
  ["with middleware", pass],
])("%s", (_, how) => {
  test("a call whose answer does not come rejects with the platform's TimeoutError, and its fetch is aborted", async () => {
    const { api, client, clock } = open({}, { timeout: 5000 });
    let signal: AbortSignal | null | undefined;
    api.on("/trips", ({ input, init }) => {
      signal = input instanceof Request ? input.signal : init?.signal;
      return never;
    });
    const error = failure(client.GET("/trips", how));
    await until(() => api.data().length === 1);
    clock.advance(4999);
    await rest();
    expect(signal?.aborted).toBe(false);
    clock.advance(1);
    expect(await error).toMatchObject(isTimeout);
    expect(await error).toBeInstanceOf(DOMException);
    expect([signal?.aborted, signal?.reason.name]).toEqual([true, "TimeoutError"]);
    expect(clock.pending()).toBe(0);
  });

  test("a body that begins and does not end counts too", async () => {
    const { api, client, clock } = open({}, { timeout: 5000 });
    api.on("/trips", () => half());
    const error = failure(client.GET("/trips", how));
    await until(() => api.data().length === 1);
    await rest();
    clock.advance(5000);
    expect(await error).toMatchObject(isTimeout);
  });

  test("waiting for a token counts too, and the renewal goes on for others", async () => {
    const { api, client, clock, session } = open({ timeout: 60_000 }, { timeout: 5000 });
    let answer: (response: Response) => void = () => {};
    api.on("/token", () => new Promise<Response>((resolve) => (answer = resolve)));
    const error = failure(client.GET("/trips", how));
    await until(() => api.logins() === 1);
    clock.advance(5000);
    expect(await error).toMatchObject(isTimeout);
    const other = session.getToken();
    answer(Response.json({ access_token: "canary-access", session_token: "canary-session", expires_in: 3600 }));
    expect((await other).reveal()).toBe("canary-access");
    expect([api.logins(), api.data().length]).toEqual([1, 0]);
  });

  test("a call says its own: shorter, longer, or no end", async () => {
    const { api, client, clock } = open({}, { timeout: 5000 });
    await client.GET("/trips", how);
    let answer: (response: Response) => void = () => {};
    api.on("/trips", () => new Promise<Response>((resolve) => (answer = resolve)));
    const short = failure(client.GET("/trips", { ...how, timeout: 10 }));
    clock.advance(10);
    expect(await short).toMatchObject({ name: "TimeoutError", message: "The call took longer than 10 ms." });
    const long = failure(client.GET("/trips", { ...how, timeout: 7000 }));
    const endless = client.GET("/trips", { ...how, timeout: Infinity });
    await until(() => api.data().length === 4);
    clock.advance(6999);
    await rest();
    clock.advance(1);
    expect(await long).toMatchObject({ name: "TimeoutError" });
    clock.advance(1e9);
    answer(Response.json([]));
    expect(await endless).toMatchObject({ ok: true });
  });

  test("the caller's abort wins over the timeout, with the caller's reason", async () => {
    const { api, client, clock } = open({}, { timeout: 5000 });
    api.on("/trips", () => never);
    const controller = new AbortController();
    const error = failure(client.GET("/trips", { ...how, signal: controller.signal }));
    await until(() => api.data().length === 1);
    controller.abort(new Error("the visitor left"));
    expect((await error).message).toBe("the visitor left");
    expect([clock.pending(), getEventListeners(controller.signal, "abort").length]).toEqual([0, 0]);
  });

  test("a signal that is aborted already lets nothing be sent", async () => {
    const { api, client, clock } = open({}, { timeout: 5000 });
    expect(await failure(client.GET("/trips", { ...how, signal: AbortSignal.abort() }))).toMatchObject({ name: "AbortError" });
    expect([api.sent.length, clock.pending()]).toEqual([0, 0]);
  });

  test("a thousand calls on one signal leave no listener on it, with and without a timeout, also when they fail", async () => {
    const { api, client, clock } = open();
    const { signal } = new AbortController();
    api.on("/trips/lost", () => new TypeError("fetch failed"));
    for (const timeout of [undefined, 5000]) {
      for (const trip of ["found", "lost"]) await Promise.allSettled(times(250, () => client.GET("/trips/{trip}", { ...how, params: { path: { trip } }, signal, timeout })));
      expect(getEventListeners(signal, "abort")).toHaveLength(0);
    }
    expect([api.data().length, clock.pending()]).toEqual([1000, 0]);
  });
});

test("a thousand calls over a real connection on one signal leave no listener on it", async () => {
  server = await listen((_, response) => reply(response, 200, []));
  const client = createApiClient<paths>({ session: staticSession("canary", { origins: [server.url] }), operations, servers, server: server.url });
  const { signal } = new AbortController();
  for (let turn = 0; turn < 40; turn += 1) await Promise.all(times(25, () => client.GET("/public", { signal })));
  expect(server.arrived).toHaveLength(1000);
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});

test("of a stream only the headers are waited for; the caller's abort still ends it", async () => {
  const { api, client, clock } = open({}, { timeout: 5000 });
  const controller = new AbortController();
  let signal: AbortSignal | null | undefined;
  api.on("/trips", ({ init }) => {
    signal = init?.signal;
    return half();
  });
  const { data } = await client.GET("/trips", { parseAs: "stream", signal: controller.signal });
  clock.advance(60_000);
  expect(signal?.aborted).toBe(false);
  expect(new TextDecoder().decode((await data?.getReader().read())?.value)).toBe('{"name":');
  controller.abort();
  expect(signal?.aborted).toBe(true);
});

test("a stream needs no signal of the caller's for that", async () => {
  const { api, client, clock } = open({}, { timeout: 5000 });
  api.on("/trips", () => half());
  expect((await client.GET("/trips", { parseAs: "stream" })).ok).toBe(true);
  expect(clock.pending()).toBe(0);
  api.on("/trips", () => never);
  const error = failure(client.GET("/trips", { parseAs: "stream" }));
  await until(() => clock.pending() === 1);
  clock.advance(5000);
  expect(await error).toMatchObject(isTimeout);
});

test("the replay after a 401 has only what is left of the time", async () => {
  const { api, client, clock } = open({ timeout: 60_000 }, { timeout: 5000 });
  await client.GET("/trips");
  api.killAccess();
  api.on("/token/renewal", () => {
    clock.advance(3000);
    return undefined;
  });
  api.on("/trips", ({ headers }) => (api.alive.has(headers.get("authorization")?.slice(7) ?? "") ? never : undefined));
  const error = failure(client.GET("/trips"));
  await until(() => api.data().length === 3);
  clock.advance(1999);
  await rest();
  clock.advance(1);
  expect(await error).toMatchObject(isTimeout);
});

test("without timeout and signal a call sets no timer and makes no AbortController", async () => {
  const { client, clock, api, session } = open();
  await session.getToken();
  await client.GET("/trips");
  expect([clock.pending(), api.data()[0]?.init?.signal ?? undefined]).toEqual([0, undefined]);
});

test("middleware that never comes back does not outlast the timeout", async () => {
  const { api, client, clock } = open({}, { timeout: 5000 });
  const error = failure(client.GET("/trips", { middleware: [{ onRequest: () => never as never }] }));
  clock.advance(5000);
  expect(await error).toMatchObject(isTimeout);
  expect(api.data()).toEqual([]);
});

test("over a real connection a server that says nothing is left, and its socket closed", async () => {
  let isClosed = false;
  server = await listen((_, __, raw) => raw.socket.on("close", () => (isClosed = true)));
  const client = createApiClient<paths>({ session: staticSession("canary", { origins: [server.url] }), operations, servers, server: server.url, timeout: 200 });
  expect(await failure(client.GET("/public"))).toMatchObject({ name: "TimeoutError" });
  await until(() => isClosed, "the socket to be closed");
});

test("timeout and retry of a call are the client's: fetch is told neither", async () => {
  const { api, client } = open({}, { timeout: 5000 });
  await client.GET("/trips", { timeout: 10, retry: true });
  expect(api.data()[0]?.init).toMatchObject({ redirect: "manual", timeout: undefined, retry: undefined });
});
