import { expect, test } from "vitest";
import type { AuthMock } from "../src/index.ts";
import { basic, post, realSpec, start } from "./mock.ts";

const spec = realSpec("twilio-flex");
const account = basic("AC1", "fake:auth:token");

async function findUser(mock: AuthMock, query: string): Promise<{ status: number; users: { flex_user_sid: string; username: string }[] }> {
  const answer = await fetch(`${mock.url}/v4/Instances/GO1/Users${query}`, { headers: account });
  return { status: answer.status, users: [], ...((await answer.json()) as object) };
}

async function mint(mock: AuthMock, body: object = {}): Promise<{ access_token: string; token_info: Record<string, unknown> }> {
  const { users } = await findUser(mock, "?Username=user1");
  const answer = await post(`${mock.url}/v4/Instances/GO1/Users/${users[0]?.flex_user_sid}/Tokens`, body, account);
  expect(answer.status).toBe(201);
  return (await answer.json()) as never;
}

async function configure(mock: AuthMock, authorization: string): Promise<number> {
  return (await fetch(`${mock.url}/v1/Configuration`, { headers: { authorization } })).status;
}

test("user1 is there from the start and gets a token", async () => {
  const mock = await start(spec);
  const { access_token, token_info } = await mint(mock);
  expect(token_info["username"]).toBe("user1");
  expect(await configure(mock, basic("token", access_token).authorization)).toBe(200);
  const session = await fetch(`${mock.url}/api/v1/Session`, { headers: { "x-flex-jwe": access_token } });
  expect(session.status).toBe(200);
});

test("a password with colons is one password", async () => {
  const mock = await start(spec, { credentials: [{ accountSid: "AC1", authToken: "fake:auth:token", instanceSid: "GO1" }] });
  expect((await findUser(mock, "?Username=user1")).status).toBe(200);
  const wrong = await fetch(`${mock.url}/v4/Instances/GO1/Users?Username=user1`, { headers: basic("AC1", "fake:auth") });
  expect(wrong.status).toBe(401);
});

test("the stray bracket that the vendor's own SDK sends is let pass", async () => {
  const mock = await start(spec);
  const { access_token } = await mint(mock);
  expect(await configure(mock, `${basic("token", access_token).authorization})`)).toBe(200);
});

test("ttl shortens the life of the token", async () => {
  const mock = await start(spec, { startAt: Date.UTC(2030, 0, 1) });
  const { access_token, token_info } = await mint(mock, { ttl: 60 });
  expect(Date.parse(String(token_info["expiration"]))).toBe(mock.tokens()[0]?.expiresAt);
  mock.advance("PT50S");
  expect(await configure(mock, basic("token", access_token).authorization)).toBe(200);
  mock.advance("PT10S");
  expect(await configure(mock, basic("token", access_token).authorization)).toBe(401);
});

test("an expired Flex token does not pass for an account", async () => {
  const mock = await start(spec);
  expect(await configure(mock, basic("token", "made-up").authorization)).toBe(401);
  expect(await configure(mock, account.authorization)).toBe(200);
});

test("a list of users without a name is refused: it would mint for the first user of the account", async () => {
  const mock = await start(spec);
  expect((await findUser(mock, "")).status).toBe(400);
});

test("an unknown name gives an empty list, an unknown SID 404", async () => {
  const mock = await start(spec);
  expect(await findUser(mock, "?Username=nobody")).toMatchObject({ status: 200, users: [] });
  const nobody = `${mock.url}/v4/Instances/GO1/Users/FU00000000000000000000000000000009`;
  expect((await fetch(nobody, { headers: account })).status).toBe(404);
  expect((await post(`${nobody}/Tokens`, {}, account)).status).toBe(404);
});

test("a provisioned user can be found, fetched and updated", async () => {
  const mock = await start(spec);
  const provision = (full_name: string): Promise<Response> =>
    post(`${mock.url}/v4/Instances/GO1/Users/Provision`, { username: "ada", email: "ada@example.com", full_name, roles: ["agent"], worker: {} }, account);
  const created = await provision("Ada");
  expect(created.status).toBe(201);
  const { flex_user_sid } = (await created.json()) as { flex_user_sid: string };
  expect(flex_user_sid).toMatch(/^FU[0-9a-f]{32}$/);
  const updated = await provision("Ada L.");
  expect([updated.status, await updated.json()]).toMatchObject([200, { flex_user_sid, full_name: "Ada L." }]);
  expect((await findUser(mock, "?Username=ada")).users).toMatchObject([{ flex_user_sid, username: "ada", full_name: "Ada L." }]);
  const fetched = await fetch(`${mock.url}/v4/Instances/GO1/Users/${flex_user_sid}`, { headers: account });
  expect(await fetched.json()).toMatchObject({ flex_user_sid, username: "ada" });
  const minted = await post(`${mock.url}/v4/Instances/GO1/Users/${flex_user_sid}/Tokens`, {}, account);
  expect(await minted.json()).toMatchObject({ token_info: { flex_user_sid, username: "ada", identity: "ada" } });
  expect((await fetch(`${mock.url}/v4/Instances/GO2/Users/${flex_user_sid}`, { headers: account })).status).toBe(404);
  expect(mock.journal.flatMap(({ violations }) => violations).filter(({ side }) => side === "response")).toEqual([]);
});
