import { expect, test } from "vitest";
import { start } from "./mock.ts";
import { account, callback, codeBody, codeFor, configure, exchange, flex, infoOf, instance, makeSecrets, pageOf, profile, renew, signIn, visit } from "./sign-in.ts";

const responses = (mock: Awaited<ReturnType<typeof start>>) => mock.journal.flatMap(({ violations }) => violations);

test("a person is sent away and comes back with a code, the code becomes tokens, and the API takes them", async () => {
  const mock = await start(flex);
  const configuration = await (await fetch(`${mock.url}/v1/Flex/Authentication/Config?AccountSid=${account}`)).json();
  const active = (configuration as any).config_list.find((one: any) => one.active);
  expect(active).toMatchObject({ account_sid: account, connection_name: profile });

  const secrets = makeSecrets();
  const { status, back, headers } = await visit(pageOf(mock, secrets, { ssoProfileSid: active.connection_name, appType: active.app_type }));
  expect([status, `${back?.origin}${back?.pathname}`, back?.searchParams.get("state")]).toEqual([302, callback, secrets.state]);
  expect([headers.get("cache-control"), headers.get("referrer-policy")]).toEqual(["no-store", "no-referrer"]);
  expect([...(back?.searchParams.keys() ?? [])].sort()).toEqual(["code", "state"]);

  const tokens = await exchange(mock, codeBody(back?.searchParams.get("code") ?? "", secrets));
  expect(tokens.status).toBe(200);
  expect(tokens.info).toMatchObject({ account_sid: account, identity: "user1" });
  expect(Date.parse(tokens.info["expiration"])).toBe(mock.tokens("flexToken")[0]?.expiresAt);
  expect(await configure(mock, tokens.access)).toBe(200);
  expect((await fetch(`${mock.url}/api/v1/Session`, { headers: { "x-flex-jwe": tokens.access } })).status).toBe(200);
  expect(responses(mock)).toEqual([]);
});

test("a refresh token is good once: each use replaces both tokens", async () => {
  const mock = await start(flex);
  const first = await signIn(mock);
  mock.advance("PT1H");
  expect(await configure(mock, first.access)).toBe(401);
  const second = await renew(mock, first.refresh);
  const third = await renew(mock, second.refresh);
  expect([second.status, third.status]).toEqual([200, 200]);
  expect(new Set([first, second, third].flatMap(({ access, refresh }) => [access, refresh])).size).toBe(6);
  expect(await configure(mock, third.access)).toBe(200);
  expect(responses(mock).filter(({ side }) => side === "response")).toEqual([]);
});

test("a refresh token that comes a second time costs everything that the sign-in gave", async () => {
  const mock = await start(flex);
  const [first, other] = [await signIn(mock), await signIn(mock)];
  const second = await renew(mock, first.refresh);
  expect((await renew(mock, first.refresh)).status).toBe(401);
  expect([await configure(mock, first.access), await configure(mock, second.access), (await renew(mock, second.refresh)).status]).toEqual([401, 401, 401]);
  expect(await configure(mock, other.access)).toBe(200);
});

test("a person of the Console signs in with an account and an instance", async () => {
  const mock = await start(flex);
  const secrets = makeSecrets();
  const login = { account_sid: account, instance_sid: instance, is_console_login: true };
  const code = await codeFor(mock, secrets, { isConsoleLogin: true, ssoProfileSid: "false", accountSid: account, instanceSid: instance });
  const first = await exchange(mock, { ...login, code, code_verifier: secrets.verifier, nonce: secrets.nonce, grant_type: "AuthorizationCode" });
  expect([first.status, first.info["account_sid"], first.info["flex_instance_sid"]]).toEqual([200, account, instance]);
  const second = await exchange(mock, { ...login, refresh_token: first.refresh, grant_type: "RefreshToken" });
  expect([second.status, await configure(mock, second.access)]).toEqual([200, 200]);
  expect(responses(mock)).toEqual([]);
});

test("with a session maximum a renewal succeeds and gains nothing", async () => {
  const mock = await start(flex, { sessionMaximum: "PT90M" });
  const first = await signIn(mock);
  mock.advance("PT45M");
  const second = await renew(mock, first.refresh);
  mock.advance("PT15M");
  const third = await renew(mock, second.refresh);
  expect(Date.parse(second.info["expiration"]) - Date.parse(first.info["expiration"])).toBe(1_800_000);
  expect(third.info["expiration"]).toBe(second.info["expiration"]);
  mock.advance("PT30M");
  expect([await configure(mock, third.access), (await renew(mock, third.refresh)).status]).toEqual([401, 401]);
});

test("a token tells whose it is and when it dies; a foreign account's is not found, a dead one is refused", async () => {
  const mock = await start(flex);
  const [mine, other] = [await signIn(mock), await signIn(mock)];
  const { status, body } = await infoOf(mock, mine.access);
  expect([status, body]).toMatchObject([200, { account_sid: account, identity: "user1", expiration: mine.info["expiration"] }]);

  const secrets = makeSecrets();
  const login = { account_sid: "AC1", instance_sid: instance, is_console_login: true };
  const code = await codeFor(mock, secrets, { isConsoleLogin: true, ssoProfileSid: "false", accountSid: "AC1", instanceSid: instance });
  const foreign = await exchange(mock, { ...login, code, code_verifier: secrets.verifier, nonce: secrets.nonce, grant_type: "AuthorizationCode" });
  expect([(await infoOf(mock, foreign.access, { of: "AC1" })).status, (await infoOf(mock, foreign.access)).status]).toEqual([200, 404]);

  mock.revoke(other.access);
  expect(await infoOf(mock, other.access, { bearer: mine.access })).toMatchObject({ status: 401, body: { code: 20101 } });
  expect(await infoOf(mock, "made-up", { bearer: mine.access })).toMatchObject({ status: 401, body: { code: 20101 } });
  mock.advance("PT1H");
  const later = await signIn(mock);
  expect(await infoOf(mock, mine.access, { bearer: later.access })).toMatchObject({ status: 401, body: { code: 20104 } });
});

test("a list of credentials says which connections there are", async () => {
  const mock = await start(flex, { credentials: [{ ssoProfileSid: "JQ1" }, { ssoProfileSid: "JQ2" }] });
  const list = async (query = ""): Promise<unknown[]> => {
    const { config_list } = (await (await fetch(`${mock.url}/v1/Flex/Authentication/Config?AccountSid=AC1${query}`)).json()) as any;
    return config_list.filter((one: any) => one.active).map((one: any) => [one.connection_name, one.account_sid]);
  };
  expect(await list()).toEqual([
    ["JQ1", "AC1"],
    ["JQ2", "AC1"],
  ]);
  expect([await list("&SSOProfileSid=JQ2"), await list("&SSOProfileSid=JQ3")]).toEqual([[["JQ2", "AC1"]], []]);
  expect((await visit(pageOf(mock, makeSecrets(), { ssoProfileSid: "JQ3" }))).status).toBe(400);
  const secrets = makeSecrets();
  const tokens = await exchange(mock, codeBody(await codeFor(mock, secrets, { ssoProfileSid: "JQ1" }), secrets, { sso_profile_sid: "JQ1" }));
  expect([tokens.status, tokens.info["account_sid"]]).toEqual([200, "AC1"]);
});
