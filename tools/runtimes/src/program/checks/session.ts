import { authFetch, createSession, isAuthError, memoryStore, staticSession } from "@freshkey/auth-runtime";
import { describeSession } from "@freshkey/auth-runtime/describe";
import { retry } from "@freshkey/auth-runtime/retry";
import { defineTokenChain } from "@freshkey/auth-runtime/chain";
import { errorOf, NotHereError, same, tellsNone, type Check } from "../check.ts";
import { advance, anew, counts, fault, mockClock, revoke, seen } from "../mock.ts";
import { place } from "../place.ts";
import { flexCharge, secrets, simacan } from "../subjects.ts";
import { createSimacanClient } from "@freshkey/simacan";

const trips = `${place.server}/trips/insertOrUpdate`;
const body = JSON.stringify({ trips: [{ tripId: "trip-1" }] });
// Node 20 has no navigator.
const isWorker = globalThis.navigator?.userAgent === "Cloudflare-Workers";
const headers = { "content-type": "application/json" };
const credentials = { username: "ada", password: "fake-right-secret" };

/** The same address where nobody listens. */
const nowhere = (url: string): string => url.replace(place.server, place.nowhere);

/** What sessions and `authFetch` do on every runtime. */
export const sessionChecks: readonly Check[] = [
  { name: "strict rotation: three renewals, each refresh token spent once", run: rotate },
  { name: "strict rotation: a refresh that met no server costs no login", run: unsent },
  { name: "strict rotation: a lost answer costs one login, and no token is sent twice", run: lost },
  { name: "two sessions on one memoryStore: one login, one renewal", run: shared },
  { name: "a renewal ahead of time keeps nobody waiting, and is handed to waitUntil", run: ahead },
  { name: "authFetch(staticSession): carries the token; a 401 is the caller's", run: fixed },
  { name: "authFetch: a Request with a body is replayed whole", run: replay },
  { name: "authFetch: a stream is not replayed; the next call has a new token", run: stream },
  { name: "a token goes to no other origin", run: origin },
  { name: "a caller who leaves gets the own reason; the others their data", run: leave },
  { name: "a call that takes too long: TimeoutError", run: slow },
  { name: "a token endpoint that never answers: a typed timeout", run: hang },
  { name: "nobody listens: a typed network error", run: down },
  { name: "a token endpoint that redirects is not followed", run: redirect },
  { name: "429 from a token endpoint: a typed error, nothing more is sent", run: limited },
  { name: "retry() sends again after a 503", run: again },
  { name: "describeSession tells no secret", run: describe },
  { name: "signOut closes the session", run: signOut },
];

async function rotate(): Promise<void> {
  await anew();
  const clock = await mockClock();
  const { call } = simacan.open({ clock });
  await call();
  for (let turn = 0; turn < 3; turn += 1) {
    await advance(clock, simacan.life);
    same((await call()).status, 200, "status");
  }
  const spent = await seen("refreshTokens");
  same([spent.length, new Set(spent.map(({ request }) => request.body)).size, spent.every(({ status }) => status === 200)], [3, 3, true], "refresh tokens");
  same(await counts(simacan.data), { createTokens: 1, refreshTokens: 3 }, "token requests");
}

async function unsent(): Promise<void> {
  await anew();
  const clock = await mockClock();
  let isDown = false;
  const { call } = simacan.open({ clock, fetch: (url, init) => fetch(isDown ? nowhere(String(url)) : url, init) });
  await call();
  await advance(clock, simacan.life);
  isDown = true;
  same((await errorOf(call())).code, "network", "code");
  isDown = false;
  await advance(clock, 60);
  same((await call()).status, 200, "status");
  const asked = await counts(simacan.data);
  // Safe there, too: what may have been sent counts as spent.
  if (isWorker && asked["createTokens"] === 2) throw new NotHereError("workerd says the same of a refused connection and of a lost answer, so it costs a login");
  same(asked, { createTokens: 1, refreshTokens: 1 }, "token requests");
}

async function lost(): Promise<void> {
  await anew();
  const clock = await mockClock();
  const { call } = simacan.open({ clock });
  await call();
  await advance(clock, simacan.life);
  await fault("lost", { on: "refreshTokens" });
  same((await call()).status, 200, "status");
  same(await counts(simacan.data), { createTokens: 2, refreshTokens: 1 }, "token requests");
}

async function shared(): Promise<void> {
  await anew();
  const clock = await mockClock();
  const store = memoryStore();
  const both = [simacan.open({ clock, store }), simacan.open({ clock, store })];
  await Promise.all(both.map(({ call }) => call()));
  same(await counts(simacan.data), { createTokens: 1 }, "token requests");
  await advance(clock, simacan.life);
  await Promise.all(both.map(({ call }) => call()));
  same(await counts(simacan.data), { createTokens: 1, refreshTokens: 1 }, "token requests");
}

async function ahead(): Promise<void> {
  await anew();
  const clock = await mockClock();
  const works: Promise<unknown>[] = [];
  const { call, session } = simacan.open({ clock, waitUntil: (work) => works.push(work) });
  await call();
  const before = await session.getToken();
  works.length = 0;
  await advance(clock, simacan.life - 120);
  const during = await session.getToken();
  same([during === before, works.length], [true, 1], "the same token, and work in the background");
  await works[0];
  same([(await session.getToken()) === before, await counts(simacan.data)], [false, { createTokens: 1, refreshTokens: 1 }], "a new token, and token requests");
}

async function fixed(): Promise<void> {
  await anew();
  const { session } = simacan.open();
  const get = authFetch(staticSession((await session.getToken()).reveal(), { origins: [place.server] }));
  same((await get(trips, { method: "PUT", headers, body })).status, 200, "status");
  await revoke("accessToken");
  same((await get(trips, { method: "PUT", headers, body })).status, 401, "status");
  same(await counts(), { createTokens: 1, [simacan.data]: 2 }, "requests");
}

async function replay(): Promise<void> {
  const { session } = simacan.open();
  const send = authFetch(session);
  await session.getToken();
  await revoke("accessToken");
  await anew();
  const answer = await send(new Request(trips, { method: "PUT", headers, body }));
  same([answer.status, (await answer.text()).length > 0], [200, true], "answer");
  same(
    (await seen(simacan.data)).map(({ status, request }) => [status, request.body]),
    [
      [401, body],
      [200, body],
    ],
    "calls",
  );
}

async function stream(): Promise<void> {
  const { session } = simacan.open();
  const send = authFetch(session);
  const streamed = (): RequestInit => ({ method: "PUT", headers, body: new Blob([body]).stream(), duplex: "half" }) as RequestInit;
  same((await send(trips, streamed())).status, 200, "status of a stream");
  await revoke("accessToken");
  await anew();
  same([(await send(trips, streamed())).status, (await send(trips, streamed())).status], [401, 200], "statuses");
  same(await counts(), { refreshTokens: 1, [simacan.data]: 2 }, "requests");
}

async function origin(): Promise<void> {
  const { session } = simacan.open();
  same((await errorOf(authFetch(session)("https://other.example/"))).code, "foreign_origin", "code");
}

async function leave(): Promise<void> {
  await anew();
  const { call } = simacan.open();
  const leaver = new AbortController();
  const [left, stayed] = [errorOf(call({ signal: leaver.signal })), call()];
  leaver.abort(new Error("gone for lunch"));
  same([(await left).message, (await stayed).status, (await counts())["createTokens"]], ["gone for lunch", 200, 1], "reason, status, logins");
}

async function slow(): Promise<void> {
  await anew();
  const { call } = simacan.open();
  await call();
  await fault("hang", { on: simacan.data });
  same((await errorOf(call({ timeout: 200 }))).name, "TimeoutError", "name");
}

async function hang(): Promise<void> {
  await anew();
  await fault("hang", { on: "createTokens" });
  const { session } = simacan.open({ timeout: 200 });
  const error = await errorOf(session.getToken());
  same([isAuthError(error), error.name, error.code, error.endpoint], [true, "TokenEndpointError", "timeout", "POST /auth/password"], "error");
  tellsNone(error, secrets);
}

async function down(): Promise<void> {
  const { session } = simacan.open({ fetch: (url, init) => fetch(nowhere(String(url)), init) });
  const error = await errorOf(session.getToken());
  same([isAuthError(error), error.name, error.code], [true, "TokenEndpointError", "network"], "error");
  tellsNone(error, secrets);
}

async function redirect(): Promise<void> {
  await anew();
  await fault("redirect", { on: "createTokens", to: place.server });
  const error = await errorOf(simacan.open().session.getToken());
  same([error.name, error.code], ["TokenEndpointError", "redirected"], "error");
  tellsNone(error, secrets);
  same(await counts(), { createTokens: 1 }, "requests");
}

async function limited(): Promise<void> {
  await anew();
  await fault("retryAfter", { on: "createToken", value: "30" });
  const { call } = flexCharge.open();
  for (let turn = 0; turn < 2; turn += 1) {
    const error = await errorOf(call());
    same([error.code, error.retryAfter > 20 && error.retryAfter <= 30], ["rate_limited", true], "error");
  }
  same(await counts(), { createToken: 1 }, "requests");
}

async function again(): Promise<void> {
  await anew();
  const client = createSimacanClient({ credentials, server: place.server, retry: retry({ attempts: 2, cap: 50 }) });
  await client.session.getToken();
  await fault("status", { on: simacan.data, status: 503 });
  same((await client.PUT("/trips/insertOrUpdate", { body: { trips: [{ tripId: "trip-1" }] } })).status, 200, "status");
  same((await counts())[simacan.data], 2, "calls");
}

async function describe(): Promise<void> {
  const { session } = simacan.open();
  const token = await session.getToken();
  const told = JSON.stringify([describeSession(session), session, token, String(token)]);
  same([told.includes("usable"), told.includes(token.reveal()), told.includes(credentials.password)], [true, false, false], "state, token, password");
}

async function signOut(): Promise<void> {
  const chain = defineTokenChain<any, { readonly key: string }>()({
    name: "own",
    servers: [{ production: place.server }],
    credentials: ["key"],
    principal: ["key"],
    tokens: { accessToken: { lifetime: 60 } },
    schemes: { bearer: { token: "accessToken", header: (value) => ["authorization", `Bearer ${value}`] } },
    grants: [{ method: "POST", path: "/token", credentials: ["key"], outputs: { accessToken: ({ body }: any) => body.token } } as any],
  });
  const session = createSession(chain, { credentials: { key: "fake" }, fetch: async () => Response.json({ token: "fake-token" }) });
  same((await session.getToken()).header(), ["authorization", "Bearer fake-token"], "header");
  await session.signOut();
  same((await errorOf(session.getToken())).code, "signed_out", "code");
}
