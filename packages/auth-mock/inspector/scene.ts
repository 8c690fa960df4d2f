import type { AuthMock } from "../src/index.ts";

/** A morning at the mock, without chance in it: what the inspector shows in the picture. */
export async function playScene(mock: AuthMock): Promise<void> {
  const grace = await logIn(mock, "grace@example.com");
  const ada = await logIn(mock, "ada@example.com");
  await trip(mock, ada.access);
  mock.advance("PT55M");
  mock.revoke(grace.access);
  await trip(mock, grace.access);
  await post(mock, "/auth/refresh", new URLSearchParams({ refresh_token: grace.refresh }));
  await post(mock, "/auth/refresh", new URLSearchParams({ refresh_token: grace.refresh }));
  let held = ada;
  for (let hour = 0; hour < 5; hour += 1) {
    mock.advance("PT1H");
    await trip(mock, held.access);
    held = await refresh(mock, held.refresh);
    await trip(mock, held.access);
  }
  mock.advance("PT1H");
  const order = await orderToken(mock);
  await insights(mock);
  await trip(mock, held.access);
  held = await refresh(mock, held.refresh);
  await get(mock, "/orders/order-1", order);
  mock.fault({ kind: "retryAfter", value: "2", on: "insertOrUpdateTripsJson" });
  await trip(mock, held.access);
  mock.advance("PT7M");
  await get(mock, "/orders/order-1", order);
  await fetch(`${mock.url}/trips/insertOrUpdate`, { method: "PUT", headers: { "content-type": "application/json", authorization: `Bearer ${held.access}` }, body: '{"trips":[{}]}' });
  mock.fault({ kind: "status", status: 503, on: "data", times: Number.POSITIVE_INFINITY, chance: 0.1, seed: 7 });
  mock.fault({ kind: "lost", on: "refreshTokens" });
  await trip(mock, held.access);
}

interface Pair {
  readonly access: string;
  readonly refresh: string;
}

async function pair(answer: Response): Promise<Pair> {
  const { access_token: access, refresh_token: refresh } = (await answer.json()) as { access_token: string; refresh_token: string };
  return { access, refresh };
}

async function logIn(mock: AuthMock, username: string): Promise<Pair> {
  return pair(await post(mock, "/auth/password", new URLSearchParams({ username, password: "fake-password" })));
}

async function refresh(mock: AuthMock, token: string): Promise<Pair> {
  return pair(await post(mock, "/auth/refresh", new URLSearchParams({ refresh_token: token })));
}

async function orderToken(mock: AuthMock): Promise<string> {
  const answer = await post(mock, "/oauth2/token", JSON.stringify({ AppKey: "shop-1", AppSecret: "fake-secret" }));
  return ((await answer.json()) as { accessToken: string }).accessToken;
}

async function insights(mock: AuthMock): Promise<void> {
  const login = { postUserLogin: { login: "lin@example.com", password: "fake-password", remember: 0, verify_level: 2 } };
  const answer = (await (await post(mock, "/gdc/account/login", JSON.stringify(login))).json()) as { userLogin: { token: string } };
  await fetch(`${mock.url}/gdc/account/token`, { headers: { accept: "application/json", "x-gdc-authsst": answer.userLogin.token } });
}

function trip(mock: AuthMock, token: string): Promise<Response> {
  return fetch(`${mock.url}/trips/insertOrUpdate`, { method: "PUT", headers: { "content-type": "application/json", authorization: `Bearer ${token}` }, body: '{"trips":[{"tripId":"trip-1"}]}' });
}

function get(mock: AuthMock, path: string, token: string): Promise<Response> {
  return fetch(mock.url + path, { headers: { authorization: `Bearer ${token}` } });
}

function post(mock: AuthMock, path: string, body: string | URLSearchParams): Promise<Response> {
  return fetch(mock.url + path, { method: "POST", ...(typeof body === "string" && { headers: { "content-type": "application/json" } }), body });
}
