import { afterAll, beforeAll, expect, test } from "vitest";
import { startAuthMock, type AuthMock } from "../src/index.ts";
import { start } from "./mock.ts";
import { account, challengeOf, codeBody, codeFor, configure, exchange, flex, instance, makeSecrets, pageOf, renew, signIn, told, visit } from "./sign-in.ts";

// One for all: each test signs in anew, and looks at its own tokens.
let mock: AuthMock;
beforeAll(async () => {
  mock = await startAuthMock({ spec: flex });
});
afterAll(() => mock.close());

const refusedCode = { status: 401, body: { code: 45003, status: 401 } };

test.each<[string, Record<string, unknown>, string]>([
  ["another verifier", { code_verifier: "verifier-of-another-0000000000000000000000000" }, "the verifier is not what the challenge was made of"],
  ["the challenge in the verifier's place", { code_verifier: "challenge" }, "the verifier is not what the challenge was made of"],
  ["another nonce", { nonce: "nonce-of-another" }, "the nonce is not the one that the sign-in began with"],
  ["another profile", { sso_profile_sid: "JQ00000000000000000000000000000009" }, "the code was given for another ssoProfileSid"],
  ["a made-up code", { code: "code-that-nobody-gave" }, "the code was never given out"],
])("a code is refused with %s", async (_, changes, why) => {
  const before = mock.tokens().length;
  const secrets = makeSecrets();
  const code = await codeFor(mock, secrets);
  const wrong = changes["code_verifier"] === "challenge" ? { code_verifier: secrets.challenge } : changes;
  expect(await exchange(mock, codeBody(code, secrets, wrong))).toMatchObject(refusedCode);
  expect(told(mock)).toBe(why);
  expect(mock.tokens()).toHaveLength(before);
});

test.each([42, 129])("a verifier of %i characters is none, even if its hash is the challenge", async (length) => {
  const verifier = "fake-".repeat(30).slice(0, length);
  const secrets = { ...makeSecrets(), verifier, challenge: challengeOf(verifier) };
  expect(await exchange(mock, codeBody(await codeFor(mock, secrets), secrets))).toMatchObject(refusedCode);
  expect(told(mock)).toBe("the verifier is not what the challenge was made of");
});

test("a wrong try spends the code: nobody guesses twice", async () => {
  const secrets = makeSecrets();
  const code = await codeFor(mock, secrets);
  await exchange(mock, codeBody(code, secrets, { nonce: "nonce-of-another" }));
  expect((await exchange(mock, codeBody(code, secrets))).status).toBe(401);
});

test("a code that comes a second time costs what it gave", async () => {
  const secrets = makeSecrets();
  const code = await codeFor(mock, secrets);
  const first = await exchange(mock, codeBody(code, secrets));
  const second = await renew(mock, first.refresh);
  expect(await exchange(mock, codeBody(code, secrets))).toMatchObject(refusedCode);
  expect(told(mock)).toBe("the code was used before, so what it gave is revoked");
  expect([await configure(mock, first.access), await configure(mock, second.access), (await renew(mock, second.refresh)).status]).toEqual([401, 401, 401]);
});

test("a code lives for a minute of the mock's clock", async () => {
  const secrets = [makeSecrets(), makeSecrets()] as const;
  const codes = [await codeFor(mock, secrets[0]), await codeFor(mock, secrets[1])] as const;
  mock.advance("PT50S");
  expect((await exchange(mock, codeBody(codes[0], secrets[0]))).status).toBe(200);
  mock.advance("PT10S");
  expect((await exchange(mock, codeBody(codes[1], secrets[1]))).status).toBe(401);
  expect(told(mock)).toBe("the code is expired");
});

test("a code of one way to sign in is no code of the other", async () => {
  const secrets = makeSecrets();
  const body = { account_sid: account, instance_sid: instance, is_console_login: true, code_verifier: secrets.verifier, nonce: secrets.nonce, grant_type: "AuthorizationCode" };
  expect(await exchange(mock, { ...body, code: await codeFor(mock, secrets) })).toMatchObject(refusedCode);
  expect(told(mock)).toBe("the code was given for another sign-in");
});

test.each(["accountSid", "instanceSid"])("a code of the Console is refused with another %s", async (name) => {
  const secrets = makeSecrets();
  const login = { accountSid: account, instanceSid: instance };
  const code = await codeFor(mock, secrets, { isConsoleLogin: true, ssoProfileSid: "false", ...login });
  const other = { ...login, [name]: "another" };
  const body = { account_sid: other.accountSid, instance_sid: other.instanceSid, is_console_login: true, code, code_verifier: secrets.verifier, nonce: secrets.nonce, grant_type: "AuthorizationCode" };
  expect(await exchange(mock, body)).toMatchObject(refusedCode);
  expect(told(mock)).toBe(`the code was given for another ${name}`);
});

test.each([
  ["of another profile", { sso_profile_sid: "JQ00000000000000000000000000000009" }],
  ["of the Console", { sso_profile_sid: undefined, account_sid: account, instance_sid: instance, is_console_login: true }],
])("a refresh token is refused for somebody %s, and stays good for its own", async (_, changes) => {
  const { refresh } = await signIn(mock);
  expect(await renew(mock, refresh, changes)).toMatchObject(refusedCode);
  expect(told(mock)).toBe("the refreshToken was given to somebody else");
  expect((await renew(mock, refresh)).status).toBe(200);
});

test("a Flex token is no refresh token, and a refresh token no Flex token", async () => {
  const { access, refresh } = await signIn(mock);
  expect([(await renew(mock, access)).status, await configure(mock, refresh)]).toEqual([401, 401]);
});

test.each([
  ["javascript:", "javascript:alert(1)", "a redirect target is https, or http on this machine"],
  ["data:", "data:text/html,fake", "a redirect target is https, or http on this machine"],
  ["http beyond this machine", "http://app.example.com/callback", "a redirect target is https, or http on this machine"],
  ["a host that only begins like this machine", "http://127.0.0.1.example.com/", "a redirect target is https, or http on this machine"],
  ["a scheme of an app", "com.example.app:/callback", "a redirect target is https, or http on this machine"],
  ["a user name", "https://app.example.com@evil.example.com/", "a redirect target holds no user name and no password"],
  ["a fragment", "https://app.example.com/#/callback", "a redirect target has no fragment"],
  ["a path without a host", "/callback", "the redirect target is no absolute URL"],
])("nobody is sent on to %s", async (_, redirectUrl, why) => {
  const { status, back } = await visit(pageOf(mock, makeSecrets(), { redirectUrl }));
  expect([status, back, told(mock)]).toEqual([400, undefined, why]);
});

test.each(["http://localhost:5173/", "http://127.0.0.1:5173/callback", "http://[::1]:5173/", "http://app.localhost/?kept=yes"])(
  "a page of this machine may be come back to: %s",
  async (redirectUrl) => {
    const { status, back } = await visit(pageOf(mock, makeSecrets(), { redirectUrl }));
    expect([status, back?.origin, back?.searchParams.get("kept")]).toEqual([302, new URL(redirectUrl).origin, redirectUrl.includes("kept") ? "yes" : null]);
  },
);

test.each<[string, Record<string, unknown>]>([
  ["without a target", { redirectUrl: undefined }],
  ["without a challenge", { codeChallenge: undefined }],
  ["with a challenge that is no SHA-256", { codeChallenge: "fake" }],
  ["without a nonce", { nonce: undefined }],
  ["with an empty nonce", { nonce: "" }],
  ["without a state", { state: undefined }],
  ["without a profile", { ssoProfileSid: undefined }],
  ["with a word that nobody knows", { response_type: "code" }],
  ["as a person of the Console without an account", { isConsoleLogin: true, ssoProfileSid: "false" }],
  ["as a person of the Console with a profile", { isConsoleLogin: true, accountSid: account, instanceSid: instance }],
])("a sign-in does not begin %s", async (_, changes) => {
  const { status, back } = await visit(pageOf(mock, makeSecrets(), changes));
  expect([status, back]).toEqual([400, undefined]);
  expect(mock.journal.at(-1)?.violations.length).toBeGreaterThan(0);
});

test.each(["redirectUrl", "nonce", "codeChallenge", "state", "ssoProfileSid"])("%s is refused when it is there twice: two readers would read two things", async (name) => {
  const { status, back } = await visit(`${pageOf(mock, makeSecrets())}&${name}=https%3A%2F%2Fevil.example.com%2F`);
  expect([status, back]).toEqual([400, undefined]);
  expect(mock.journal.at(-1)?.violations).toEqual([{ side: "request", location: `query.${name.toLowerCase()}`, message: expect.stringContaining("must be string") }]);
});

test.each<[string, Record<string, unknown>]>([
  ["no profile", { sso_profile_sid: undefined }],
  ["an empty profile", { sso_profile_sid: "" }],
  ["no verifier", { code_verifier: undefined }],
  ["no nonce", { nonce: undefined }],
  ["the name that RFC 6749 gives the grant", { grant_type: "authorization_code" }],
  ["a code and a refresh token", { refresh_token: "fake" }],
])("an exchange with %s is malformed, and spends nothing", async (_, changes) => {
  const secrets = makeSecrets();
  const code = await codeFor(mock, secrets);
  expect(await exchange(mock, codeBody(code, secrets, changes))).toMatchObject({ status: 400, body: { code: 45004 } });
  expect((await exchange(mock, codeBody(code, secrets))).status).toBe(200);
});

test("refused codes shut nobody out", async () => {
  const strict = await start(flex, { failedLogins: 1 });
  for (let count = 0; count < 3; count += 1) expect((await exchange(strict, codeBody("code-that-nobody-gave", makeSecrets()))).status).toBe(401);
  expect((await signIn(strict)).status).toBe(200);
});
