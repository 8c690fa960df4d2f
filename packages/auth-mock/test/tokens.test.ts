import { expect, test } from "vitest";
import type { AuthMock } from "../src/index.ts";
import { bearer, post, postForm, realSpec, start } from "./mock.ts";

const flexcharge = realSpec("flexcharge");
const simacan = realSpec("simacan");
const keys = { AppKey: "key-1", AppSecret: "fake-secret/+=" };

async function mint(mock: AuthMock): Promise<string> {
  const answer = await post(`${mock.url}/oauth2/token`, keys);
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { accessToken: string }).accessToken;
}

async function getOrder(mock: AuthMock, headers: Record<string, string>): Promise<number> {
  return (await fetch(`${mock.url}/orders/order-1`, { headers })).status;
}

async function logIn(mock: AuthMock): Promise<{ access_token: string; refresh_token: string; expires_in: number }> {
  const answer = await postForm(`${mock.url}/auth/password`, { username: "ada", password: "fake:password&=" });
  expect(answer.status).toBe(200);
  return (await answer.json()) as never;
}

function refresh(mock: AuthMock, token: string): Promise<Response> {
  return postForm(`${mock.url}/auth/refresh`, { refresh_token: token });
}

async function sendTrips(mock: AuthMock, token: string): Promise<number> {
  const answer = await fetch(`${mock.url}/trips/insertOrUpdate`, {
    method: "PUT",
    headers: { "content-type": "application/json", ...bearer(token) },
    body: '{"trips":[{"tripId":"trip-1"}]}',
  });
  return answer.status;
}

test("every token is a new one and works where its scheme is asked for", async () => {
  const mock = await start(flexcharge);
  const [one, two] = [await mint(mock), await mint(mock)];
  expect(one).toMatch(/^accessToken-1-[\w-]{22}$/);
  expect(two).toMatch(/^accessToken-2-[\w-]{22}$/);
  expect([await getOrder(mock, bearer(one)), await getOrder(mock, bearer(two))]).toEqual([200, 200]);
});

test("a token that was never issued is refused, though it is there", async () => {
  const mock = await start(flexcharge);
  await mint(mock);
  expect(await getOrder(mock, bearer("accessToken-1-made-up"))).toBe(401);
  expect(mock.journal.at(-1)?.violations).toEqual([{ side: "request", location: "accessToken", message: "the accessToken was never issued" }]);
});

test("a call without a token is refused", async () => {
  const mock = await start(flexcharge);
  expect(await getOrder(mock, {})).toBe(401);
});

test("a token dies by the mock's clock, and the answer said when", async () => {
  const mock = await start(flexcharge, { startAt: Date.UTC(2030, 0, 1) });
  const answer = await post(`${mock.url}/oauth2/token`, keys);
  const { accessToken, expires } = (await answer.json()) as { accessToken: string; expires: number };
  expect(mock.tokens()).toEqual([{ name: "accessToken", value: accessToken, state: "live", expiresAt: expires }]);
  mock.advance(expires - mock.clock.now() - 5_000);
  expect(await getOrder(mock, bearer(accessToken))).toBe(200);
  mock.advance("PT5S");
  expect(await getOrder(mock, bearer(accessToken))).toBe(401);
  expect(mock.tokens("accessToken")[0]?.state).toBe("expired");
});

test("expires_in counts the remaining seconds of the lifetime", async () => {
  const mock = await start(simacan);
  expect((await logIn(mock)).expires_in).toBe(3600);
});

test("the Date header comes from the mock's clock", async () => {
  const mock = await start(simacan, { startAt: Date.UTC(2030, 0, 1) });
  mock.advance("P1D");
  const answer = await postForm(`${mock.url}/auth/password`, { username: "ada", password: "fake" });
  expect(answer.headers.get("date")).toMatch(/^Wed, 02 Jan 2030 00:00:/);
});

test("the scheme of Authorization counts in any case, unless the mock is strict", async () => {
  const mock = await start(flexcharge);
  expect(await getOrder(mock, { authorization: `bEaReR ${await mint(mock)}` })).toBe(200);
  const strict = await start(flexcharge, { leniency: "strict" });
  const token = await mint(strict);
  expect([await getOrder(strict, { authorization: `bearer ${token}` }), await getOrder(strict, bearer(token))]).toEqual([401, 200]);
});

test("revoke() ends one token, revokeAll() all of a name", async () => {
  const mock = await start(simacan);
  const [one, two] = [await logIn(mock), await logIn(mock)];
  mock.revoke(one.access_token);
  expect([await sendTrips(mock, one.access_token), await sendTrips(mock, two.access_token)]).toEqual([401, 200]);
  mock.revokeAll("accessToken");
  expect(await sendTrips(mock, two.access_token)).toBe(401);
  expect((await refresh(mock, two.refresh_token)).status).toBe(200);
  mock.revokeAll();
  expect(mock.tokens().map(({ state }) => state)).not.toContain("live");
});

test("a strict refresh token is good for one exchange", async () => {
  const mock = await start(simacan);
  const first = await logIn(mock);
  const answer = await refresh(mock, first.refresh_token);
  const second = (await answer.json()) as typeof first;
  expect(second.refresh_token).not.toBe(first.refresh_token);
  expect(await sendTrips(mock, second.access_token)).toBe(200);
  expect(mock.tokens("refreshToken").map(({ state }) => state)).toEqual(["spent", "live"]);
});

test("a refresh token that comes again costs its whole family, and no other", async () => {
  const mock = await start(simacan);
  const [mine, others] = [await logIn(mock), await logIn(mock)];
  const next = (await (await refresh(mock, mine.refresh_token)).json()) as typeof mine;
  expect((await refresh(mock, mine.refresh_token)).status).toBe(401);
  expect(await sendTrips(mock, mine.access_token)).toBe(401);
  expect(await sendTrips(mock, next.access_token)).toBe(401);
  expect((await refresh(mock, next.refresh_token)).status).toBe(401);
  expect(await sendTrips(mock, others.access_token)).toBe(200);
});

test("a spent or expired refresh token gives nothing", async () => {
  const mock = await start(simacan);
  const { refresh_token } = await logIn(mock);
  mock.advance("P1D");
  expect((await refresh(mock, refresh_token)).status).toBe(401);
  expect(mock.tokens("accessToken")).toHaveLength(1);
});

test("an access token is no refresh token, and the other way round", async () => {
  const mock = await start(simacan);
  const { access_token, refresh_token } = await logIn(mock);
  expect((await refresh(mock, access_token)).status).toBe(401);
  expect(await sendTrips(mock, refresh_token)).toBe(401);
});

test("a token of one API is nothing to another on the same port", async () => {
  const mock = await start([flexcharge, simacan]);
  expect(await sendTrips(mock, await mint(mock))).toBe(401);
  expect(await getOrder(mock, bearer((await logIn(mock)).access_token))).toBe(401);
});

test("with a fixed list only those credentials are taken", async () => {
  const mock = await start(flexcharge, { credentials: [{ appKey: "key-1", appSecret: "fake-secret/+=" }] });
  await mint(mock);
  expect((await post(`${mock.url}/oauth2/token`, { ...keys, AppSecret: "another" })).status).toBe(401);
  expect((await post(`${mock.url}/oauth2/token`, { ...keys, AppKey: "key-2" })).status).toBe(401);
  expect(mock.tokens()).toHaveLength(1);
});

test("a fixed entry without the secret takes no secret at all", async () => {
  const mock = await start(flexcharge, { credentials: [{ appKey: "key-1" }] });
  expect((await post(`${mock.url}/oauth2/token`, keys)).status).toBe(401);
});
