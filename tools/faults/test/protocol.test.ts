import { retry } from "@freshkey/auth-runtime/retry";
import { createFlexChargeClient } from "@freshkey/flexcharge";
import { createFlexInsightsClient } from "@freshkey/flex-insights";
import { createSimacanClient } from "@freshkey/simacan";
import { startAuthMock } from "@freshkey/auth-mock";
import { expect, onTestFinished, test } from "vitest";
import { failure, openFlexInsights, openSimacan, password, until } from "./opened.ts";

const trip = { body: { trips: [{ tripId: "trip-1" }] } };

test("P1: When everything answers 401 the chain is climbed once, link by link, and the caller gets the API's own 401", async () => {
  const { mock, send } = await openFlexInsights();
  mock.fault({ kind: "storm", on: "data", times: Infinity });
  expect((await send()).response.status).toBe(401);
  expect([mock.calls("login"), mock.calls("getTemporaryToken"), mock.calls("getBootstrap")]).toEqual([1, 2, 2]);
  for (let call = 0; call < 50; call += 1) expect((await send()).response.status).toBe(401);
  expect([mock.calls("login"), mock.calls("getTemporaryToken")]).toEqual([1, 2]);
});

test("P2: An endpoint that always answers 401 is left alone for a minute, and does not disturb the others", async () => {
  const { client, mock, send } = await openFlexInsights();
  mock.fault({ kind: "status", status: 401, on: "getAccount", times: Infinity });
  for (let call = 0; call < 20; call += 1) {
    expect((await client.GET("/gdc/app/account/bootstrap/account")).response.status).toBe(401);
    expect((await send()).ok).toBe(true);
  }
  expect(mock.calls("getTemporaryToken")).toBe(2);
  mock.advance("PT1M1S");
  await client.GET("/gdc/app/account/bootstrap/account");
  expect(mock.calls("getTemporaryToken")).toBe(3);
});

test("P3: A 403 is the caller's: nothing is renewed and nothing is sent again", async () => {
  const { mock, send } = await openFlexInsights();
  mock.fault({ kind: "status", status: 403, on: "data", times: 3 });
  for (let call = 0; call < 3; call += 1) expect((await send()).response.status).toBe(403);
  expect([mock.calls("getTemporaryToken"), mock.calls("getBootstrap")]).toEqual([1, 3]);
});

test.each([
  ["names the token", { "www-authenticate": 'Bearer error="invalid_token"' }],
  ["names another scheme", { "www-authenticate": "Negotiate" }],
  ["names nothing", {}],
  ["is no challenge at all", { "www-authenticate": ',;=" ", ,' }],
])("P4: A 401 whose challenge %s leads to one renewal and one replay", async (_, headers) => {
  const { mock, send } = await openSimacan();
  mock.fault({ kind: "status", status: 401, headers, on: "data" });
  expect((await send()).ok).toBe(true);
  expect([mock.calls("createTokens"), mock.calls("refreshTokens"), mock.calls("insertOrUpdateTripsJson")]).toEqual([1, 1, 2]);
});

test("P6: 429 with Retry-After: a data call waits if its time allows it, a login never waits by itself", async () => {
  const { mock } = await openSimacan();
  const client = createSimacanClient({ credentials: { username: "ada", password }, server: mock.url, clock: mock.clock, retry: retry() });
  expect((await client.PUT("/trips/insertOrUpdate", trip)).ok).toBe(true);
  mock.fault({ kind: "retryAfter", value: "5", on: "data" });
  const call = client.PUT("/trips/insertOrUpdate", trip);
  await until(() => mock.calls("insertOrUpdateTripsJson") === 2);
  // The mock's time goes on by itself: a busy machine may take two seconds of it.
  mock.advance("PT3S");
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(mock.calls("insertOrUpdateTripsJson")).toBe(2);
  mock.advance("PT3S");
  expect((await call).ok).toBe(true);
  mock.fault({ kind: "retryAfter", value: "5", on: "data" });
  expect((await client.PUT("/trips/insertOrUpdate", { ...trip, timeout: 4_000 })).response.status).toBe(429);

  const other = await openSimacan();
  other.mock.fault({ kind: "retryAfter", value: "5", on: "createTokens" });
  expect(await failure(other.send())).toMatchObject({ name: "TokenEndpointError", code: "rate_limited", retryAfter: 5 });
  expect(other.mock.calls("createTokens")).toBe(1);
});

test("P9: A 429 that says no time closes that token endpoint for a minute, for all who call", async () => {
  const { mock, send } = await openSimacan();
  mock.fault({ kind: "status", status: 429, on: "createTokens" });
  for (let second = 0; second < 59; second += 1) {
    await Promise.all([failure(send()), failure(send())]);
    mock.advance("PT1S");
  }
  expect(mock.calls("createTokens")).toBe(1);
  mock.advance("PT2S");
  expect((await send()).ok).toBe(true);
});

test("P11: A refresh that is refused with 400 invalid_grant costs one login", async () => {
  const { events, mock, send } = await openSimacan();
  await send();
  mock.advance("PT1H");
  mock.fault({ kind: "status", status: 400, body: { error: "invalid_grant" }, on: "refreshTokens" });
  expect((await send()).ok).toBe(true);
  expect(events.find(({ type }) => type === "climbed")?.reason).toBe("refused");
  expect([mock.calls("refreshTokens"), mock.calls("createTokens")]).toEqual([1, 2]);
});

test("P12: A refresh that is refused with 401 costs one login, once", async () => {
  const { events, mock, send } = await openSimacan();
  await send();
  mock.revokeAll("refreshToken");
  mock.advance("PT1H");
  expect((await Promise.all([send(), send(), send()])).every(({ ok }) => ok)).toBe(true);
  expect(events.find(({ type }) => type === "climbed")?.reason).toBe("refused");
  expect([mock.calls("refreshTokens"), mock.calls("createTokens")]).toEqual([1, 2]);
});

test("P13: A token request that is called wrong (400 invalid_client) is a typed error: no climb to the password, no loop", async () => {
  const { mock, send } = await openFlexInsights();
  await send();
  mock.advance("PT10M");
  mock.fault({ kind: "status", status: 400, body: { error: "invalid_client" }, on: "getTemporaryToken", times: Infinity });
  for (let call = 0; call < 20; call += 1) expect(await failure(send())).toMatchObject({ name: "TokenEndpointError", code: "unexpected_status", status: 400 });
  expect([mock.calls("login"), mock.calls("getTemporaryToken")]).toEqual([1, 2]);
});

test("P14: A refresh that fails ahead of time disturbs no call, and nobody logs in while the old token lives", async () => {
  const { events, mock, send } = await openSimacan();
  await send();
  mock.fault({ kind: "status", status: 503, on: "refreshTokens", times: Infinity });
  mock.advance("PT57M");
  expect((await send()).ok).toBe(true);
  await until(() => events.some(({ type }) => type === "failed"));
  for (let call = 0; call < 10; call += 1) expect((await send()).ok).toBe(true);
  expect(mock.calls("createTokens")).toBe(1);
  mock.advance("PT3M");
  expect((await send()).ok).toBe(true);
  expect([mock.calls("refreshTokens"), mock.calls("createTokens")]).toEqual([1, 2]);
});

test.each(["bearer", "BEARER", "mac", undefined])("P18: Whatever an answer calls its token (token_type %s), it goes out as the document says", async (type) => {
  const { mock, send } = await openSimacan();
  mock.respondOnce("createTokens", { status: 200, body: { access_token: "fake-access", refresh_token: "fake-refresh", expires_in: 3600, ...(type && { token_type: type }) } });
  await send().catch(() => undefined);
  expect(mock.journal.find(({ operationId }) => operationId === "insertOrUpdateTripsJson")?.request.headers["authorization"]).toBe("Bearer fake-access");
});

test("P19: When the whole family is revoked there is one climb; if that is refused too, all who wait are told to sign in, and one login was tried", async () => {
  const { mock, send } = await openSimacan();
  await send();
  mock.revokeAll();
  expect((await Promise.all(Array.from({ length: 20 }, send))).every(({ ok }) => ok)).toBe(true);
  expect([mock.calls("refreshTokens"), mock.calls("createTokens")]).toEqual([1, 2]);
  mock.revokeAll();
  mock.fault({ kind: "status", status: 401, on: "createTokens", times: Infinity });
  const errors = await Promise.all(Array.from({ length: 20 }, () => failure(send())));
  expect(new Set(errors.map(({ name, code }) => `${name} ${code}`))).toEqual(new Set(["ReauthenticationRequiredError credentials_refused"]));
  expect([mock.calls("refreshTokens"), mock.calls("createTokens")]).toEqual([2, 3]);
});

test("P20: An empty token cookie is no token: it is bought anew with the long-lived one", async () => {
  const { mock } = await openFlexInsights();
  const client = createFlexInsightsClient({ chain: "cookies", credentials: { login: "ada@example.com", password }, server: mock.url, clock: mock.clock });
  const send = () => client.GET("/gdc/app/account/bootstrap");
  expect((await send()).ok).toBe(true);
  const before = mock.calls("getTemporaryToken");
  mock.fault({ kind: "status", status: 401, headers: { "set-cookie": "GDCAuthTT=; path=/gdc; expires=Thu, 01 Jan 1970 00:00:00 GMT" }, on: "data" });
  expect((await send()).ok).toBe(true);
  expect([mock.calls("login"), mock.calls("getTemporaryToken")]).toEqual([1, before + 1]);
  mock.advance("PT10M");
  mock.fault({ kind: "status", status: 200, headers: { "set-cookie": "GDCAuthTT=; path=/gdc" }, body: { userToken: {} }, on: "getTemporaryToken" });
  expect(await failure(send())).toMatchObject({ name: "TokenEndpointError", code: "malformed_answer" });
});

test("P21: How long the long-lived token lives is the server's to say: nobody logs in before it refuses it", async () => {
  const { mock, send } = await openFlexInsights();
  for (let day = 0; day < 14; day += 1) {
    expect((await send()).ok).toBe(true);
    mock.advance("P1D");
  }
  expect(mock.calls("login")).toBe(1);
  expect((await send()).ok).toBe(true);
  expect(mock.calls("login")).toBe(2);
  const refused = mock.journal.filter(({ operationId, status }) => operationId === "getTemporaryToken" && status === 401);
  expect(refused.length).toBe(1);
});

test("P22: The long-lived token never goes on a data path, the short-lived one never to buy tokens", async () => {
  const { client, mock, send } = await openFlexInsights();
  for (let round = 0; round < 3; round += 1) {
    await send();
    mock.advance("PT10M");
  }
  await client.session.signOut();
  const ssts = mock.tokens("sst").map(({ value }) => value);
  const tts = mock.tokens("tt").map(({ value }) => value);
  expect([ssts.length, tts.length]).toEqual([1, 4]);
  for (const { operationId, request } of mock.journal) {
    const carried = JSON.stringify(request);
    if (operationId === "getBootstrap") expect(ssts.some((value) => carried.includes(value))).toBe(false);
    if (operationId === "getTemporaryToken" || operationId === "login") expect(tts.some((value) => carried.includes(value))).toBe(false);
  }
});

test("P23: A login that answers 200 and says `success: false` is an error, and its token is not used", async () => {
  const mock = await startAuthMock({ spec: new URL("../../../specs/flexcharge.openapi.yaml", import.meta.url) });
  onTestFinished(() => mock.close());
  const client = createFlexChargeClient({ credentials: { appKey: "key-1", appSecret: password }, server: mock.url, clock: mock.clock });
  mock.respondOnce("createToken", { status: 200, body: { success: false, accessToken: "fake-access", expires: mock.clock.now() + 600_000, errors: [] } });
  const send = () => client.GET("/orders/{orderId}", { params: { path: { orderId: "order-1" } } });
  expect(await failure(send())).toMatchObject({ name: "TokenEndpointError", code: "malformed_answer", status: 200 });
  expect(mock.calls("getOrder")).toBe(0);
});

test("P24: A token with less than was asked for is used as it is; what it may not do comes back as the API's 403", async () => {
  const { mock, send } = await openSimacan();
  mock.respondOnce("createTokens", { status: 200, body: { access_token: "fake-narrow", refresh_token: "fake-refresh", expires_in: 3600, token_type: "bearer", scope: "read" } });
  mock.fault({ kind: "status", status: 403, headers: { "www-authenticate": 'Bearer error="insufficient_scope"' }, on: "data" });
  expect((await send()).response.status).toBe(403);
  expect([mock.calls("createTokens"), mock.calls("refreshTokens"), mock.calls("insertOrUpdateTripsJson")]).toEqual([1, 0, 1]);
});

test("P25: A server that asks for a nonce with its 401 gets it on the replay, from a fetch of the caller's own", async () => {
  let nonce: string | undefined;
  const { mock, send } = await openSimacan({
    fetch: async (input, init) => {
      const headers = new Headers(init?.headers);
      if (nonce !== undefined) headers.set("dpop", `fake-proof-with-${nonce}`);
      const response = await fetch(input, { ...init, headers });
      nonce = response.headers.get("dpop-nonce") ?? nonce;
      return response;
    },
  });
  mock.fault({ kind: "status", status: 401, headers: { "www-authenticate": 'DPoP error="use_dpop_nonce"', "dpop-nonce": "n-1" }, on: "data" });
  expect((await send()).ok).toBe(true);
  expect(mock.journal.filter(({ operationId }) => operationId === "insertOrUpdateTripsJson").map(({ request }) => request.headers["dpop"])).toEqual([undefined, "fake-proof-with-n-1"]);
});
