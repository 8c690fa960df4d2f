import { expect, test } from "vitest";
import type { AuthMock } from "../src/index.ts";
import { bearer, post, postForm, realSpec, start } from "./mock.ts";

interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly expires_in: number;
}

async function tokensOf(answer: Promise<Response>): Promise<Tokens> {
  expect((await answer).status).toBe(200);
  return (await (await answer).json()) as Tokens;
}

const logIn = (mock: AuthMock): Promise<Tokens> => tokensOf(postForm(`${mock.url}/auth/password`, { username: "ada", password: "fake" }));
const refresh = (mock: AuthMock, { refresh_token }: Tokens): Promise<Response> => postForm(`${mock.url}/auth/refresh`, { refresh_token });

async function sendTrips(mock: AuthMock, { access_token }: Tokens): Promise<number> {
  const headers = { "content-type": "application/json", ...bearer(access_token) };
  return (await fetch(`${mock.url}/trips/insertOrUpdate`, { method: "PUT", headers, body: '{"trips":[{"tripId":"trip-1"}]}' })).status;
}

test("near the session's maximum a refresh succeeds without gaining time", async () => {
  const mock = await start(realSpec("simacan"), { startAt: Date.UTC(2030, 0, 1), sessionMaximum: "PT90M" });
  const first = await logIn(mock);
  const end = mock.clock.now() + 90 * 60_000;
  expect(first.expires_in).toBe(3600);
  mock.advance("PT50M");
  const second = await tokensOf(refresh(mock, first));
  mock.advance("PT10M");
  const third = await tokensOf(refresh(mock, second));
  expect(second.expires_in).toBeLessThanOrEqual(2400);
  expect(third.expires_in).toBeLessThanOrEqual(1800);
  const ends = mock.tokens().map(({ expiresAt }) => expiresAt ?? 0);
  expect(Math.max(...ends)).toBeLessThanOrEqual(end);
  // Both refreshes promise the very same moment.
  expect(new Set(ends.slice(2)).size).toBe(1);
});

test("when the maximum is reached everything is refused, and a login begins anew", async () => {
  const mock = await start(realSpec("simacan"), { sessionMaximum: 90 * 60_000 });
  const first = await logIn(mock);
  mock.advance("PT50M");
  const second = await tokensOf(refresh(mock, first));
  mock.advance("PT39M");
  expect(await sendTrips(mock, second)).toBe(200);
  mock.advance("PT1M");
  expect(await sendTrips(mock, second)).toBe(401);
  expect((await refresh(mock, second)).status).toBe(401);
  expect((await logIn(mock)).expires_in).toBe(3600);
});

test("a token that dies of no age dies of the maximum", async () => {
  const mock = await start(realSpec("flex-insights"), { sessionMaximum: "PT15M" });
  const login = await post(`${mock.url}/gdc/account/login`, { postUserLogin: { login: "ada@example.com", password: "fake", remember: 0, verify_level: 2 } });
  const { userLogin } = (await login.json()) as { userLogin: { token: string } };
  const renew = (): Promise<Response> => fetch(`${mock.url}/gdc/account/token`, { headers: { "x-gdc-authsst": userLogin.token } });
  mock.advance("PT10M");
  expect((await renew()).status).toBe(200);
  const [sst] = mock.tokens("sst");
  expect(mock.tokens("tt")[0]?.expiresAt).toBe(sst?.expiresAt);
  mock.advance("PT5M");
  expect((await renew()).status).toBe(401);
});

test("a maximum that is no time is told", async () => {
  for (const sessionMaximum of ["8h", 0, -1, Number.NaN]) await expect(start(realSpec("simacan"), { sessionMaximum })).rejects.toThrow(/sessionMaximum is .*Write a duration such as "PT8H", or ms\./);
});
