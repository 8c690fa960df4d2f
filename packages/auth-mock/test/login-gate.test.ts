import { expect, test } from "vitest";
import type { AuthMock, AuthMockOptions } from "../src/index.ts";
import { basic, post, postForm, realSpec, start } from "./mock.ts";

const credentials = [
  { login: "ada@example.com", password: "fake-password" },
  { login: "bob@example.com", password: "fake-password-of-bob" },
];

const insights = (options: Partial<AuthMockOptions> = {}): Promise<AuthMock> => start(realSpec("flex-insights"), { credentials, ...options });

function logIn(mock: AuthMock, password: string, login = "ada@example.com", verify_level = 2): Promise<Response> {
  return post(`${mock.url}/gdc/account/login`, { postUserLogin: { login, password, remember: 0, verify_level } });
}

async function fail(mock: AuthMock, times: number): Promise<number[]> {
  const statuses: number[] = [];
  for (let count = 0; count < times; count += 1) statuses.push((await logIn(mock, "fake-typo")).status);
  return statuses;
}

test("after five refused logins in a row an account is shut out, the right password too", async () => {
  const mock = await insights();
  expect(await fail(mock, 6)).toEqual([401, 401, 401, 401, 401, 429]);
  const answer = await logIn(mock, "fake-password");
  expect([answer.status, answer.headers.get("retry-after"), await answer.json()]).toEqual([429, "30", { parameters: [], component: "Account::Login", message: "Too many invalid logins" }]);
  expect(mock.journal.at(-1)?.violations).toEqual([{ side: "request", location: "credentials", message: "there were too many failed logins" }]);
  expect(mock.tokens()).toEqual([]);
});

test("Retry-After counts down by the mock's clock, and then the right password works", async () => {
  const mock = await insights();
  await fail(mock, 5);
  mock.advance("PT20S");
  expect((await logIn(mock, "fake-password")).headers.get("retry-after")).toMatch(/^(9|10)$/);
  mock.advance("PT10S");
  expect((await logIn(mock, "fake-password")).status).toBe(200);
});

test("a gate that has opened counts anew", async () => {
  const mock = await insights();
  await fail(mock, 5);
  mock.advance("PT30S");
  expect(await fail(mock, 6)).toEqual([401, 401, 401, 401, 401, 429]);
});

test("what comes while the gate is shut does not keep it shut", async () => {
  const mock = await insights();
  await fail(mock, 5);
  mock.advance("PT29S");
  expect(await fail(mock, 3)).toEqual([429, 429, 429]);
  mock.advance("PT1S");
  expect((await logIn(mock, "fake-password")).status).toBe(200);
});

test("a success in between sets the count back", async () => {
  const mock = await insights();
  await fail(mock, 4);
  expect((await logIn(mock, "fake-password")).status).toBe(200);
  expect(await fail(mock, 5)).toEqual([401, 401, 401, 401, 401]);
});

test("one account's typos shut out no other, and no other chain", async () => {
  const mock = await insights();
  await fail(mock, 5);
  expect((await logIn(mock, "fake-password-of-bob", "bob@example.com")).status).toBe(200);
  expect((await logIn(mock, "fake-password", "ada@example.com", 0)).status).toBe(200);
});

test("the right password for a user that is not there is no failed login", async () => {
  const mock = await start(realSpec("twilio-flex"), { failedLogins: 2 });
  const mint = (): Promise<Response> => post(`${mock.url}/v4/Instances/GO1/Users/FU00000000000000000000000000000009/Tokens`, {}, basic("AC1", "fake"));
  expect([(await mint()).status, (await mint()).status, (await mint()).status]).toEqual([404, 404, 404]);
});

test("a malformed login is no failed login", async () => {
  const mock = await insights();
  for (let count = 0; count < 6; count += 1) expect((await post(`${mock.url}/gdc/account/login`, { postUserLogin: {} })).status).toBe(400);
  expect((await logIn(mock, "fake-password")).status).toBe(200);
});

test("a storm of 401s shuts nobody out", async () => {
  const mock = await start(realSpec("twilio-flex"), { failedLogins: 2 });
  const find = async (): Promise<number> => (await fetch(`${mock.url}/v4/Instances/GO1/Users?Username=user1`, { headers: basic("AC1", "fake") })).status;
  mock.fault({ kind: "storm", times: 3 });
  expect([await find(), await find(), await find(), await find()]).toEqual([401, 401, 401, 200]);
});

test("failedLogins moves the gate, and Infinity takes it away", async () => {
  expect(await fail(await insights({ failedLogins: 2 }), 3)).toEqual([401, 401, 429]);
  expect(new Set(await fail(await insights({ failedLogins: Number.POSITIVE_INFINITY }), 40))).toEqual(new Set([401]));
  await expect(insights({ failedLogins: 0 })).rejects.toThrow(/failedLogins is 0\. Write a number from 1 on/);
});

test("where the document knows no 429, a problem document says it", async () => {
  const mock = await start(realSpec("flexcharge"), { credentials: [{ appKey: "key-1", appSecret: "fake-secret" }], failedLogins: 1 });
  const mint = (AppSecret: string): Promise<Response> => post(`${mock.url}/oauth2/token`, { AppKey: "key-1", AppSecret });
  expect((await mint("fake-typo")).status).toBe(401);
  const answer = await mint("fake-secret");
  expect([answer.status, answer.headers.get("retry-after"), answer.headers.get("content-type")]).toEqual([429, "30", "application/problem+json"]);
});

test("a password in Basic is gated as well, in Twilio's words", async () => {
  const mock = await start(realSpec("twilio-flex"), { credentials: [{ accountSid: "AC1", authToken: "fake", instanceSid: "GO1", username: "user1" }], failedLogins: 2 });
  const find = (secret: string): Promise<Response> => fetch(`${mock.url}/v4/Instances/GO1/Users?Username=user1`, { headers: basic("AC1", secret) });
  expect([(await find("typo")).status, (await find("typo")).status]).toEqual([401, 401]);
  const answer = await find("fake");
  expect([answer.status, answer.headers.get("retry-after"), await answer.json()]).toMatchObject([429, "30", { code: 20429 }]);
});

test("the secret `wrong` is refused and `locked` gets 429, on every API", async () => {
  const mock = await start(["flex-insights", "flexcharge", "simacan", "twilio-flex"].map(realSpec));
  const tries: ((secret: string) => Promise<Response>)[] = [
    (secret) => logIn(mock, secret),
    (secret) => post(`${mock.url}/oauth2/token`, { AppKey: "key-1", AppSecret: secret }),
    (secret) => postForm(`${mock.url}/auth/password`, { username: "ada", password: secret }),
    (secret) => fetch(`${mock.url}/v4/Instances/GO1/Users?Username=user1`, { headers: basic("AC1", secret) }),
    // No exchange, but a password all the same.
    (secret) => fetch(`${mock.url}/v1/Instances/GO1/Users`, { headers: basic("AC1", secret) }),
  ];
  for (const attempt of tries) {
    expect((await attempt("fake")).status).toBe(200);
    expect((await attempt("wrong")).status).toBe(401);
    const locked = await attempt("locked");
    expect([locked.status, locked.headers.get("retry-after")]).toEqual([429, "30"]);
  }
});

test("only secrets are magic: a user may be called `wrong` or `locked`", async () => {
  const mock = await start(realSpec("simacan"));
  for (const username of ["wrong", "locked"]) expect((await postForm(`${mock.url}/auth/password`, { username, password: "fake" })).status).toBe(200);
});

test("in a fixed list a password may be any word", async () => {
  const mock = await start(realSpec("simacan"), { credentials: [{ username: "ada", password: "locked" }] });
  expect((await postForm(`${mock.url}/auth/password`, { username: "ada", password: "locked" })).status).toBe(200);
});
