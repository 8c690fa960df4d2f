import { inspect } from "node:util";
import { afterEach, beforeEach, expect, test, vi, type MockInstance } from "vitest";
import {
  authFetch,
  authMiddleware,
  createApiClient,
  createSession,
  isAuthError,
  memoryStore,
  staticSession,
  type AuthEvent,
  type Session,
  type SessionOptions,
  type TokenChain,
} from "../../src/index.ts";
import { basic, endSession } from "../../src/chain/index.ts";
import { testClock } from "../support/clock.ts";
import { chain, credentials, operations, servers, type Credentials, type paths } from "./support/api.ts";
import { leak } from "./support/leak.ts";
import { json, stub, type Stub } from "./support/stub.ts";

const printed: string[] = [];
const spies: MockInstance[] = [];
beforeEach(() => {
  printed.length = 0;
  for (const name of ["log", "info", "warn", "error", "debug", "trace"] as const) spies.push(vi.spyOn(console, name).mockImplementation((...all) => void printed.push(inspect(all))));
});
afterEach(() => {
  for (const spy of spies.splice(0)) spy.mockRestore();
});

interface Scene {
  readonly api: Stub;
  readonly clock: ReturnType<typeof testClock>;
  readonly events: AuthEvent[];
  session(options?: Partial<SessionOptions<Credentials>>): Session;
  get(): typeof fetch;
}
function scene(): Scene {
  const api = stub();
  const clock = testClock();
  const events: AuthEvent[] = [];
  let opened: Session | undefined;
  const session: Scene["session"] = (options) => (opened ??= createSession(chain, { credentials, fetch: api.fetch, clock, onEvent: (event) => events.push(event), ...options }));
  return { api, clock, events, session, get: () => authFetch(session(), { fetch: api.fetch, clock }) };
}
const url = "https://api.example.com/trips";
const secretive = (status: number, headers: Record<string, string> = {}) =>
  json({ error: "canary-answer", access_token: "canary-answer" }, { status, headers: { "x-note": "canary-answer", ...headers } });
const failure = (message: string, code?: string) => Object.assign(new TypeError(message), { cause: Object.assign(new Error("canary-cause"), { code }), body: "canary-body" });
/** A scheme or token whose value no header may carry. */
const keyChain = (value: Partial<TokenChain<{ readonly key: string }>>): TokenChain<{ readonly key: string }> => ({
  name: "key",
  servers,
  credentials: ["key"],
  principal: [],
  tokens: {},
  grants: [],
  schemes: { key: { credentials: ["key"], header: ({ key }) => ["x-api-key", key] } },
  ...value,
});
const given = keyChain({ tokens: { key: { given: ({ key }) => key, renew: "onRefusal" } }, schemes: { key: { token: "key", header: (value) => ["x-api-key", value] } } });

const failures: Readonly<Record<string, (scene: Scene) => Promise<unknown>>> = {
  "refused credentials": async ({ api, get }) => (api.on("/token", () => secretive(401)), get()(url)),
  "a closed gate": async ({ api, get }) => {
    api.on("/token", () => secretive(401));
    await get()(url).catch(() => {});
    return get()(url);
  },
  "a login that fails with 500": async ({ api, get }) => (api.on("/token", () => secretive(500)), get()(url)),
  "a login that is rate limited": async ({ api, get }) => (api.on("/token", () => secretive(429, { "retry-after": "canary" })), get()(url)),
  "a login that redirects with secrets in the location": async ({ api, get }) => (api.on("/token", () => secretive(307, { location: "https://evil.example.net/?token=canary" })), get()(url)),
  "a login that answers broken JSON": async ({ api, get }) => (api.on("/token", () => new Response('{"access_token":"canary', { headers: { "content-type": "application/json" } })), get()(url)),
  "a login that answers a token with CR LF": async ({ api, get }) => (api.on("/token", () => json({ access_token: "canary\r\nx: canary", session_token: "canary\u0000" })), get()(url)),
  "a login that nobody answers": async ({ api, get }) => (api.on("/token", () => failure("canary in the message", "ECONNRESET")), get()(url)),
  "a fetch that throws something odd": async ({ api, get }) => (api.on("/token", () => Object.assign(new Error("canary"), { name: "canary", code: "canary", stack: "canary" })), get()(url)),
  "a fetch whose cause has a secret for a code": async ({ api, get }) => (api.on("/token", () => failure("canary in the message", "canary-access-1")), get()(url)),
  "a login that hangs": async ({ api, clock, get }) => {
    api.on("/token", () => new Promise(() => {}));
    const call = get()(url);
    while (!clock.pending()) await new Promise((resolve) => setTimeout(resolve, 1));
    clock.advance(10_001);
    return call;
  },
  "a refused session token and then a refused login": async ({ api, get, session }) => {
    await session().getToken();
    api.killAccess();
    api.on("/token", () => secretive(401));
    return get()(url);
  },
  "a failed renewal of a living session token": async ({ api, get, session }) => {
    await session().getToken();
    api.killAccess();
    api.on("/token/renewal", () => failure("canary"));
    return get()(url);
  },
  "a sign-out that the store cannot take": async ({ session }) => {
    const failing = { ...memoryStore(), load: () => Promise.reject(new Error("canary-store")), swap: () => Promise.reject(new Error("canary-store")) };
    const opened = session({ store: failing });
    await opened.getToken();
    return opened.signOut();
  },
  "a store that fails beside a login that fails": async ({ api, session }) => {
    api.on("/token", () => secretive(401));
    return session({ store: { ...memoryStore(), swap: () => Promise.reject(new Error("canary-store")) } }).getToken();
  },
  "a foreign origin with secrets in the URL": async ({ get }) => get()("https://evil.example.net/?token=canary"),
  "a user name in the URL": async ({ get }) => get()("https://canary:canary@api.example.com/trips"),
  "a used Request": async ({ get }) => {
    const request = new Request(`${url}?token=canary`, { method: "POST", body: "canary" });
    await request.text();
    return get()(request);
  },
  "an opaque redirect": async ({ api, get }) => (api.on("/trips", () => Object.defineProperty(secretive(200), "type", { value: "opaqueredirect" })), get()(url)),
  "a path value that is refused": async ({ api, session }) =>
    createApiClient<paths>({ session: session(), operations, servers, fetch: api.fetch }).GET("/trips/{trip}", { params: { path: { trip: ".." }, query: { token: "canary" } as never } }),
  "an unknown server": async ({ session }) => session({ server: "canary" }),
  "a server with a password": async ({ session }) => session({ server: "https://canary:canary@api.example.com" }),
  "a server over http": async ({ session }) => session({ server: "http://canary.example.com" }),
  "a server with a secret in its query": async ({ session }) => session({ server: "https://api.example.com/?key=canary" }),
  "a region that is none": async ({ session }) => session({ server: { region: "canary/" } }),
  "missing credentials": async ({ session }) => session({ credentials: { username: "", password: "canary" } }),
  "an unknown scheme": async ({ session }) => session().getToken({ scheme: "elsewhere" }),
  "another account": async ({ api, session, get, clock }) => {
    let calls = 0;
    session({ credentials: () => ({ username: `canary-${++calls}`, password: "canary-password" }) });
    await get()(url).catch(() => {});
    api.killAccess();
    clock.advance(90_000_000);
    api.on("/token/renewal", () => secretive(401));
    return get()(url);
  },
  "a session that was signed out": async ({ session, get }) => {
    await session().getToken();
    await session().signOut();
    return get()(url);
  },
  "a key that no header may carry": async ({ api, clock }) =>
    authFetch(createSession(keyChain({}), { credentials: { key: "canary\r\nx: 1" }, fetch: api.fetch, clock }), { fetch: api.fetch, clock })(url),
  "a given token that no header may carry": async ({ api, clock }) =>
    authFetch(createSession(given, { credentials: { key: "canary\r\nx: 1" }, fetch: api.fetch, clock }), { fetch: api.fetch, clock })(url),
  "a given token with a snowman, through a client": async ({ api, clock }) => {
    const session = createSession(given, { credentials: { key: "canary\u2603" }, fetch: api.fetch, clock });
    return createApiClient<paths>({ session, operations: {}, servers, fetch: api.fetch, clock }).GET("/trips");
  },
  "a given token that was refused": async ({ api, clock }) => authFetch(createSession(given, { credentials: { key: "canary-given" }, fetch: api.fetch, clock }), { fetch: api.fetch, clock })(url),
  "a grant that a bad key signs": async ({ api, clock }) => {
    const signing = keyChain({
      tokens: { token: {} },
      schemes: { token: { token: "token", header: (value) => ["authorization", value] }, key: { credentials: ["key"], header: ({ key }) => ["x-api-key", key] } },
      grants: [{ method: "POST", path: "/token", credentials: ["key"], security: ["key"], outputs: { token: ({ body }) => body.access_token } }],
    });
    return createSession(signing, { credentials: { key: "canary\r\nx: 1" }, fetch: api.fetch, clock }).getToken({ scheme: "token" });
  },
  "a header parameter that no header may carry": async ({ api, clock }) => {
    const placing = keyChain({
      tokens: { token: {} },
      schemes: { token: { token: "token", header: (value) => ["authorization", value] } },
      grants: [{ method: "POST", path: "/token", credentials: ["key"], parameters: ({ credentials: { key } }) => ({ header: { "x-key": key } }), outputs: { token: ({ body }) => body.access_token } }],
    });
    return createSession(placing, { credentials: { key: "canary\r\nx: 1" }, fetch: api.fetch, clock }).getToken();
  },
  "a static token that no header may carry": async () => staticSession("canary\n", { origins: ["https://api.example.com"] }),
};

test.each(Object.keys(failures))("X5: %s: an AuthError, and no secret in message, stack, causes, inspection, JSON, events, console or URL", async (name) => {
  const one = scene();
  const error = await (failures[name] as (scene: Scene) => Promise<unknown>)(one).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  // Otherwise there would be nothing to look at.
  expect(error).toBeInstanceOf(Error);
  expect(leak(error)).toBeUndefined();
  expect(isAuthError(error)).toBe(true);
  expect(
    leak(
      one.events,
      printed,
      one.api.sent.map((sent) => sent.url),
    ),
  ).toBeUndefined();
  expect(printed).toEqual([]);
});

test("a function for credentials that fails gives its own error, untouched", async () => {
  const own = new Error("vault closed");
  await expect(
    scene()
      .session({ credentials: () => Promise.reject(own) })
      .getToken(),
  ).rejects.toBe(own);
});

test("a sign-out that fails at the vendor shows no secret", async () => {
  const { api, clock } = scene();
  const session = createSession({ ...chain, signOut: { run: endSession, method: "DELETE", path: "/account", security: ["bearer"] } }, { credentials, fetch: api.fetch, clock });
  await session.getToken();
  api.on("/account", () => secretive(500));
  const error = await session.signOut().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ name: "TokenEndpointError", status: 500 });
  expect(leak(error)).toBeUndefined();
});

test("sessions, clients, tokens and stores show nothing: not to inspect, JSON, String or structuredClone", async () => {
  const { api, session, clock, events } = scene();
  const store = memoryStore();
  const opened = session({ store });
  const client = createApiClient<paths>({ session: opened, operations, servers, fetch: api.fetch, clock });
  await client.GET("/cookies");
  await client.GET("/account");
  const tokens = [await opened.getToken(), opened.current("sessionCookie"), opened.current("account"), opened.current("accessCookie")];
  expect(tokens.map((token) => token?.reveal())).toEqual(["canary-access-1", "canary-session-1", basic("ada", "canary-password")[1], "canary-access-1"]);
  const fixed = staticSession("canary-static", { origins: ["https://api.example.com"] });
  const all = { opened, client, tokens, store, fixed, held: fixed.current(), get: authFetch(opened), middleware: authMiddleware(opened), pending: opened.getToken(), events, chain };
  for (const [name, value] of Object.entries(all)) expect([name, leak(value)]).toEqual([name, undefined]);
});

test("what is thrown while a token is held shows none of it: a failing fetch of the caller's own passes through with what it says, no more", async () => {
  const { api, get, session } = scene();
  await session().getToken();
  const own = new TypeError("fetch failed", { cause: new Error("socket hang up") });
  api.on("/trips", () => own);
  const error = await get()(url).catch((reason: unknown) => reason);
  expect(error).toBe(own);
  expect(leak(error)).toBeUndefined();
});

test("the scanner finds a canary wherever it hides", () => {
  const hidden = Object.defineProperty({}, "secret", { value: "canary", enumerable: false });
  for (const value of [
    new Error("canary"),
    new Error("x", { cause: new Error("canary") }),
    { deep: [{ deeper: { canary: 1 } }] },
    hidden,
    new Map([["a", "canary"]]),
    "x canary",
    btoa("canary"),
    Object.assign(new Error("x"), { stack: "canary" }),
    { toJSON: () => "canary" },
    { toString: () => "canary" },
  ])
    expect(leak(value)).toBeDefined();
  expect(leak(new Error("clean"), { a: 1 })).toBeUndefined();
});
