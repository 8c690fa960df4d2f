import { contractOf, startMock, walk } from "@freshkey-tools/contract";
import type { AuthMock } from "@freshkey/auth-mock";
import { memoryStore, type TokenStore } from "@freshkey/auth-runtime";
import { expect, test, vi } from "vitest";
import { createSimacanClient, type components, type SimacanClient } from "../src/index.ts";
import { simacan as subject } from "./subject.ts";

// Prism takes a second to load, and longer on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const credentials = { username: "ada", password: "fake-password" };
const trip = { trips: [{ tripId: "trip-1" }] };

const mockOfAccount = () => startMock("simacan", { credentials: [credentials] });

function clientOf(mock: AuthMock, store?: TokenStore): SimacanClient {
  return createSimacanClient({ credentials, server: mock.url, clock: mock.clock, store });
}

async function send(simacan: SimacanClient): Promise<void> {
  const { response } = await simacan.PUT("/trips/insertOrUpdate", { body: trip });
  expect(response.status).toBe(200);
}

function logins(mock: AuthMock): { passwords: number; refreshes: number } {
  return { passwords: mock.calls("createTokens"), refreshes: mock.calls("refreshTokens") };
}

async function exercise(mock: AuthMock): Promise<void> {
  const simacan = clientOf(mock);
  const json = await simacan.PUT("/trips/insertOrUpdate", { body: trip });
  expect(json.data).toEqual({});
  const csv = await simacan.POST("/trips/insertOrUpdate", { body: "tripId;stopId\r\ntrip-1;stop-1\r\n" });
  expect(csv.response.status).toBe(200);
  const xml = await simacan.POST("/trips/insertOrUpdate", { body: "<trips/>", headers: { "content-type": "text/xml" } });
  expect(xml.response.status).toBe(200);
  mock.advance("PT1H");
  await send(simacan);
  const asked = await simacan.POST("/auth/password", { body: credentials });
  const tokens: components["schemas"]["Tokens"] | undefined = asked.data;
  expect(tokens).toMatchObject({ token_type: "bearer", expires_in: 3600 });
}

test("every operation of the document goes through the client, and both sides keep to the document", async () => {
  expect(await contractOf("simacan", walk(subject))).toEqual([]);
});

test.each([
  ["a member of a body", (text: string) => text.replaceAll("tripId", "tripNumber"), /^insertOrUpdateTripsJson: request: body\.trips\.0: .*tripNumber/],
  [
    "a field of a form",
    (text: string) => text.replace("required: [username, password]\n      properties:\n        username:", "required: [user, password]\n      properties:\n        user:"),
    /^createTokens: request: body: .*user/,
  ],
  [
    "the place of the token",
    (text: string) => text.replace("type: http\n      scheme: bearer\n      bearerFormat: JWT", "type: apiKey\n      in: header\n      name: x-token"),
    /^insertOrUpdateTripsJson: request/,
  ],
])("a mock of another contract disagrees with the client: %s", async (_, edit, finding) => {
  expect(await contractOf("simacan", exercise, edit)).toContainEqual(expect.stringMatching(finding));
});

test("tokens are asked for on the Auth API's host, trips go to the planning host", async () => {
  const mock = await mockOfAccount();
  const urls: string[] = [];
  const fetch: typeof globalThis.fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    urls.push(`${url.host}${url.pathname}`);
    return mock.fetch(`${mock.url}${url.pathname.replace("/api/v1", "")}`, init);
  };
  await send(createSimacanClient({ credentials, clock: mock.clock, fetch }));
  expect(urls).toEqual(["auth-service.services.simacan.com/api/v1/auth/password", "planning-receive-api.services.simacan.com/trips/insertOrUpdate"]);
});

test("for a week of calls every hour the password is sent once, and no refresh token twice", async () => {
  const mock = await mockOfAccount();
  const simacan = clientOf(mock);
  for (let hour = 0; hour < 7 * 24; hour++) {
    await send(simacan);
    mock.advance("PT1H");
  }
  expect(logins(mock)).toEqual({ passwords: 1, refreshes: 7 * 24 - 1 });
  const states = mock.tokens("refreshToken").map(({ state }) => state);
  expect(states).toEqual([...Array<string>(states.length - 1).fill("spent"), "live"]);
});

test("near its end the access token is renewed in the background", async () => {
  const mock = await mockOfAccount();
  const simacan = clientOf(mock);
  await send(simacan);
  mock.advance("PT58M");
  await send(simacan);
  expect(mock.journal.at(-1)?.request.headers["authorization"]).toMatch(/^Bearer accessToken-1-/);
  await expect.poll(() => logins(mock)).toEqual({ passwords: 1, refreshes: 1 });
});

test("a 401 costs one refresh and the call is sent again with the same body", async () => {
  const mock = await mockOfAccount();
  const simacan = clientOf(mock);
  await send(simacan);
  mock.revokeAll("accessToken");
  await send(simacan);
  expect(logins(mock)).toEqual({ passwords: 1, refreshes: 1 });
  expect(mock.journal.filter(({ operationId }) => operationId === "insertOrUpdateTripsJson").map(({ status, request }) => [status, request.body])).toEqual([
    [200, JSON.stringify(trip)],
    [401, JSON.stringify(trip)],
    [200, JSON.stringify(trip)],
  ]);
});

test("fifty calls on a dead token cost one refresh", async () => {
  const mock = await mockOfAccount();
  const simacan = clientOf(mock);
  await send(simacan);
  mock.revokeAll("accessToken");
  await Promise.all(Array.from({ length: 50 }, () => send(simacan)));
  expect(logins(mock)).toEqual({ passwords: 1, refreshes: 1 });
});

test("a refused refresh token costs one login with the password", async () => {
  const mock = await mockOfAccount();
  const simacan = clientOf(mock);
  await send(simacan);
  mock.revokeAll();
  await send(simacan);
  expect(logins(mock)).toEqual({ passwords: 2, refreshes: 1 });
});

test("a refresh whose answer is lost counts as spent: one login, and the old refresh token is never sent again", async () => {
  const mock = await mockOfAccount();
  const simacan = clientOf(mock);
  await send(simacan);
  mock.advance("PT1H");
  mock.respondOnce("refreshTokens", { status: 502, body: "Bad gateway" });
  await send(simacan);
  expect(logins(mock)).toEqual({ passwords: 2, refreshes: 1 });
});

test("a wrong password is a typed error and is sent once", async () => {
  const mock = await startMock("simacan", { credentials: [{ ...credentials, password: "fake-other-password" }] });
  const simacan = clientOf(mock);
  const refused = { name: "ReauthenticationRequiredError", code: "credentials_refused" };
  await expect(send(simacan)).rejects.toMatchObject(refused);
  await expect(send(simacan)).rejects.toMatchObject(refused);
  expect(mock.journal).toHaveLength(1);
  mock.advance("PT1M");
  await expect(send(simacan)).rejects.toMatchObject(refused);
  expect(mock.journal).toHaveLength(2);
});

test("after a 429 of the Auth API nothing is sent before its time", async () => {
  const mock = await mockOfAccount();
  const simacan = clientOf(mock);
  mock.respondOnce("createTokens", { status: 429, headers: { "retry-after": "60" } });
  const limited = { name: "TokenEndpointError", code: "rate_limited", endpoint: "POST /auth/password", status: 429 };
  await expect(send(simacan)).rejects.toMatchObject({ ...limited, retryAfter: 60 });
  await expect(send(simacan)).rejects.toMatchObject(limited);
  expect(mock.journal).toHaveLength(1);
  mock.advance("PT1M");
  await send(simacan);
});

test("after sign-out nothing is sent any more", async () => {
  const mock = await mockOfAccount();
  const simacan = clientOf(mock);
  await send(simacan);
  await simacan.session.signOut();
  const sent = mock.journal.length;
  await expect(send(simacan)).rejects.toMatchObject({ name: "ReauthenticationRequiredError", code: "signed_out" });
  expect(mock.journal).toHaveLength(sent);
});

test("two sessions on one memoryStore log in once", async () => {
  const mock = await mockOfAccount();
  const store = memoryStore();
  await Promise.all([send(clientOf(mock, store)), send(clientOf(mock, store))]);
  expect(logins(mock)).toEqual({ passwords: 1, refreshes: 0 });
});
