import { expect, test } from "vitest";
import type { AuthMock } from "../src/index.ts";
import { basic, start } from "./mock.ts";
import { account, challengeOf, flex, instance, profile, visit } from "./sign-in.ts";

// Recorded with the vendor's SDK 3.0.0: names, order and lengths are its own. The texts are ours, and fake.
const verifier = "fake-verifier-of-48-bytes-as-64-characters-00000000000000000000_-";
const nonce = "fake-nonce-of-24-bytes-000000000";
const callback = "http://localhost:5173/flex?tab=1";
const state = Buffer.from(JSON.stringify({ connection_name: "fake-client", redirect_url: callback })).toString("base64url");

const json = { "content-type": "application/json" };

async function send(mock: AuthMock, body: string): Promise<{ status: number; body: any }> {
  const answer = await fetch(`${mock.url}/v1/Flex/OAuth/Tokens`, { method: "POST", headers: json, body });
  return { status: answer.status, body: await answer.json() };
}

/** Takes the address that `getLoginDetails` makes, and gives the code. */
async function codeAt(mock: AuthMock, before: string, after: string): Promise<string> {
  const address = `${mock.url}/v1/Flex/Authorize?${before}redirectUrl=${encodeURIComponent(callback)}&nonce=${nonce}&codeChallenge=${challengeOf(verifier)}&state=${state}${after}`;
  const { status, back } = await visit(address);
  expect([status, back?.origin, back?.searchParams.get("tab"), back?.searchParams.get("state")]).toEqual([302, "http://localhost:5173", "1", state]);
  return back?.searchParams.get("code") ?? "";
}

const violations = (mock: AuthMock) => mock.journal.flatMap(({ violations: found }) => found);

test("the Flex SDK's own sign-in passes, byte for byte, with its renewals and its stray bracket", async () => {
  const mock = await start(flex);
  const config = await fetch(`${mock.url}/v1/Flex/Authentication/Config?AccountSid=${account}&FlexInstanceSid=&RuntimeDomain=&SSOProfileSid=&AppType=SinglePageApp`);
  expect(((await config.json()) as any).config_list.find((one: any) => one.active).connection_name).toBe(profile);

  const code = await codeAt(mock, "", `&appType=SinglePageApp&ssoProfileSid=${profile}`);
  const first = await send(mock, `{"sso_profile_sid":"${profile}","code":"${code}","code_verifier":"${verifier}","nonce":"${nonce}","grant_type":"AuthorizationCode"}`);
  expect([first.status, Object.keys(first.body).sort()]).toEqual([200, ["access_token", "refresh_token", "token_info"]]);

  const second = await send(mock, `{"refresh_token":"${first.body.refresh_token}","sso_profile_sid":"${profile}","grant_type":"RefreshToken"}`);
  // What its session loop sends.
  const third = await send(mock, `{"refresh_token":"${second.body.refresh_token}","sso_profile_sid":"${profile}","is_console_login":false,"grant_type":"RefreshToken"}`);
  expect([second.status, third.status]).toEqual([200, 200]);

  const jwe: string = third.body.access_token;
  const authorization = `${basic("token", jwe).authorization})`;
  const form = { authorization, "content-type": "application/x-www-form-urlencoded" };
  const info = await fetch(`${mock.url}/v1/Accounts/${account}/Tokens/Info`, { method: "POST", headers: form, body: `Token=${jwe}` });
  expect([info.status, await info.json()]).toMatchObject([200, { expiration: third.body.token_info.expiration, roles: ["agent"], identity: "user1" }]);
  expect((await fetch(`${mock.url}/v1/Configuration?UiVersion=undefined`, { headers: { authorization } })).status).toBe(200);
  expect((await fetch(`${mock.url}/api/v1/Session`, { headers: { "x-flex-jwe": jwe } })).status).toBe(200);
  expect(violations(mock)).toEqual([]);
});

test("the Flex SDK's sign-in with the Console passes too", async () => {
  const mock = await start(flex);
  const code = await codeAt(mock, "isConsoleLogin=true&", `&ssoProfileSid=false&accountSid=${account}&instanceSid=${instance}`);
  const first = await send(
    mock,
    `{"account_sid":"${account}","instance_sid":"${instance}","is_console_login":true,"code":"${code}","code_verifier":"${verifier}","nonce":"${nonce}","grant_type":"AuthorizationCode"}`,
  );
  expect([first.status, first.body.token_info.flex_instance_sid]).toEqual([200, instance]);
  expect(violations(mock)).toEqual([]);
});
