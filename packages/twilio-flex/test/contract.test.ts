import { contractOf, startMock, walk } from "@freshkey-tools/contract";
import type { AuthMock } from "@freshkey/auth-mock";
import { memoryStore, type TokenStore } from "@freshkey/auth-runtime";
import { expect, test, vi } from "vitest";
import { createTwilioFlexClient, createTwilioFlexSession, type components, type MintCredentials, type TwilioFlexClient } from "../src/index.ts";
import { twilioFlex } from "./subject.ts";

// Prism takes a second to load, and longer on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const accountSid = "AC00000000000000000000000000000000";
const instanceSid = "GO00000000000000000000000000000000";
const account = { accountSid, authToken: "fake:auth:token", instanceSid };
const ada: components["schemas"]["ProvisionUserRequest"] = {
  username: "ada",
  email: "ada@example.com",
  full_name: "Ada Example",
  roles: ["agent"],
  worker: { attributes: { language: "english" } },
};

const mockOfAccount = () => startMock("twilio-flex", { credentials: [account] });

function clientOf(mock: AuthMock, more: Partial<MintCredentials> = { username: "user1" }, store?: TokenStore): TwilioFlexClient {
  return createTwilioFlexClient({ credentials: { ...account, ...more }, server: mock.url, clock: mock.clock, store });
}

async function configure(flex: TwilioFlexClient): Promise<void> {
  const { data } = await flex.GET("/v1/Configuration");
  expect(data?.account_sid).toBe(accountSid);
}

function bought(mock: AuthMock): { lookups: number; mints: number } {
  return { lookups: mock.calls("listUsers"), mints: mock.calls("createUserToken") };
}

async function exercise(mock: AuthMock): Promise<void> {
  const flex = clientOf(mock, { username: "ada" });
  const InstanceSid = instanceSid;
  const provisioned = await flex.POST("/v4/Instances/{InstanceSid}/Users/Provision", { params: { path: { InstanceSid } }, body: ada });
  const FlexUserSid: string = provisioned.data?.flex_user_sid ?? "";
  expect(FlexUserSid).toMatch(/^FU[0-9a-f]{32}$/);
  await configure(flex);
  const session = await flex.GET("/api/v1/Session");
  expect(session.response.status).toBe(200);
  const fetched = await flex.GET("/v4/Instances/{InstanceSid}/Users/{FlexUserSid}", { params: { path: { InstanceSid, FlexUserSid } } });
  expect(fetched.data).toMatchObject({ flex_user_sid: FlexUserSid, full_name: "Ada Example" });
  const token = await flex.session.getToken();
  const Token = token.reveal();
  const info = await flex.POST("/v1/Accounts/{AccountSid}/Tokens/Info", { params: { path: { AccountSid: accountSid } }, body: { Token } });
  const expiration: string | undefined = info.data?.expiration;
  expect(expiration).toMatch(/^\d{4}-\d\d-\d\dT/);
}

test("every operation of the document goes through the client, and both sides keep to the document", async () => {
  expect(await contractOf("twilio-flex", walk(twilioFlex))).toEqual([]);
});

test.each([
  ["a member of a body", (text: string) => text.replaceAll("full_name", "fullName"), /^provisionUser: request: body: .*fullName/],
  ["a field of a form", (text: string) => text.replaceAll(/\bToken:(?= |\n +type)/g, "Jwe:").replace("required: [Token]", "required: [Jwe]"), /^validateToken: request: body\.Token: /],
  ["the name of a token's header", (text: string) => text.replace("name: x-flex-jwe", "name: x-jwe"), /^getSession: request: request: nothing fills flexJwe/],
])("a mock of another contract disagrees with the client: %s", async (_, edit, finding) => {
  expect(await contractOf("twilio-flex", exercise, edit)).toContainEqual(expect.stringMatching(finding));
});

test("for a day of calls every hour the user is looked up once and a token is minted each time", async () => {
  const mock = await mockOfAccount();
  const flex = clientOf(mock);
  for (let hour = 0; hour < 24; hour++) {
    await configure(flex);
    mock.advance("PT1H");
  }
  expect(bought(mock)).toEqual({ lookups: 1, mints: 24 });
});

test("with the user's SID nobody is looked up", async () => {
  const mock = await mockOfAccount();
  const params = { path: { InstanceSid: instanceSid }, query: { Username: "user1" } };
  const { data } = await clientOf(mock).GET("/v4/Instances/{InstanceSid}/Users", { params });
  await configure(clientOf(mock, { flexUserSid: data?.users[0]?.flex_user_sid }));
  expect(bought(mock)).toEqual({ lookups: 1, mints: 1 });
});

test("a token lives as long as its ttl asks for", async () => {
  const mock = await mockOfAccount();
  const flex = clientOf(mock, { username: "user1", ttl: 60 });
  const { expiresAt = 0 } = await flex.session.getToken();
  expect(Math.abs(expiresAt - (mock.tokens("flexToken")[0]?.expiresAt ?? 0))).toBeLessThan(5000);
  mock.advance("PT40S");
  await configure(flex);
  expect(bought(mock).mints).toBe(1);
  mock.advance("PT20S");
  await configure(flex);
  expect(bought(mock).mints).toBe(2);
  expect(mock.journal.filter(({ status }) => status === 401)).toEqual([]);
});

test("near its end a token is minted in the background", async () => {
  const mock = await mockOfAccount();
  const flex = clientOf(mock);
  await configure(flex);
  mock.advance("PT58M");
  await configure(flex);
  await expect.poll(() => bought(mock)).toEqual({ lookups: 1, mints: 2 });
});

test("fifty calls on a refused token cost one mint", async () => {
  const mock = await mockOfAccount();
  const flex = clientOf(mock);
  await configure(flex);
  mock.revokeAll();
  await Promise.all(Array.from({ length: 50 }, () => configure(flex)));
  expect(bought(mock)).toEqual({ lookups: 1, mints: 2 });
});

test("calls that manage users carry the account, calls of a user carry the token and never the AuthToken", async () => {
  const mock = await mockOfAccount();
  await exercise(mock);
  const account = `Basic ${btoa(`${accountSid}:fake:auth:token`)}`;
  const carried = (operationId: string) => mock.journal.filter((exchange) => exchange.operationId === operationId).map(({ request }) => request.headers["authorization"]);
  for (const operationId of ["listUsers", "createUserToken", "provisionUser", "fetchUser"]) expect(carried(operationId)).toEqual([account]);
  const [token] = mock.tokens("flexToken");
  for (const operationId of ["getConfiguration", "validateToken"]) expect(carried(operationId)).toEqual([`Basic ${btoa(`token:${token?.value}`)}`]);
  expect(carried("getSession")).toEqual([undefined]);
});

test("without a user name and a user SID there is no token for anybody, and nothing is sent", async () => {
  const mock = await mockOfAccount();
  const flex = clientOf(mock, {});
  await expect(flex.GET("/v1/Configuration")).rejects.toMatchObject({ name: "AuthError", code: "missing_credentials" });
  expect(mock.journal).toEqual([]);
  const { data } = await flex.POST("/v4/Instances/{InstanceSid}/Users/Provision", { params: { path: { InstanceSid: instanceSid } }, body: ada });
  expect(data?.username).toBe("ada");
});

test("a name that nobody has is a typed error, and is not looked up again at once", async () => {
  const mock = await mockOfAccount();
  const flex = clientOf(mock, { username: "nobody" });
  const unknown = { name: "TokenEndpointError", code: "malformed_answer", status: 200 };
  await expect(configure(flex)).rejects.toMatchObject(unknown);
  await expect(configure(flex)).rejects.toMatchObject(unknown);
  expect(bought(mock)).toEqual({ lookups: 1, mints: 0 });
});

test("a user who is gone is looked up by name once more", async () => {
  const mock = await mockOfAccount();
  const flex = clientOf(mock);
  await configure(flex);
  mock.advance("PT1H");
  mock.respondOnce("createUserToken", { status: 404, body: { code: 20404, message: "not found", status: 404 } });
  await configure(flex);
  expect(bought(mock)).toEqual({ lookups: 2, mints: 3 });
});

test("a wrong AuthToken is a typed error of the mint and is sent once; as the answer to a call it is the caller's 401", async () => {
  const mock = await startMock("twilio-flex", { credentials: [{ ...account, authToken: "fake-other-token" }] });
  const flex = clientOf(mock);
  const refused = { name: "ReauthenticationRequiredError", code: "credentials_refused" };
  await expect(configure(flex)).rejects.toMatchObject(refused);
  await expect(configure(flex)).rejects.toMatchObject(refused);
  expect(mock.journal).toHaveLength(1);
  const { response, error } = await flex.GET("/v4/Instances/{InstanceSid}/Users", { params: { path: { InstanceSid: instanceSid } } });
  expect([response.status, error]).toMatchObject([401, { code: 20003 }]);
});

test("after a 429 no token is asked for before its time", async () => {
  const mock = await mockOfAccount();
  const flex = clientOf(mock);
  mock.respondOnce("createUserToken", { status: 429, headers: { "retry-after": "60" }, body: { code: 20429, message: "Too many requests", status: 429 } });
  await expect(configure(flex)).rejects.toMatchObject({ name: "TokenEndpointError", code: "rate_limited", retryAfter: 60 });
  await expect(configure(flex)).rejects.toMatchObject({ code: "rate_limited" });
  expect(bought(mock)).toEqual({ lookups: 1, mints: 1 });
  mock.advance("PT1M");
  await configure(flex);
  expect(bought(mock)).toEqual({ lookups: 1, mints: 2 });
});

test("a given token is used as it is; refused, it ends in ReauthenticationRequiredError", async () => {
  const mock = await mockOfAccount();
  const flexToken = (await clientOf(mock).session.getToken()).reveal();
  const flex = createTwilioFlexClient({ chain: "given", credentials: { flexToken }, server: mock.url, clock: mock.clock });
  await configure(flex);
  mock.revoke(flexToken);
  const refused = { name: "ReauthenticationRequiredError", code: "token_refused" };
  await expect(configure(flex)).rejects.toMatchObject(refused);
  const sent = mock.journal.length;
  await expect(configure(flex)).rejects.toMatchObject(refused);
  expect(mock.journal).toHaveLength(sent);
});

test("a function that gives tokens is asked for another when one is refused", async () => {
  const mock = await mockOfAccount();
  const minting = clientOf(mock);
  const tokens = [(await minting.session.getToken()).reveal()];
  const credentials = () => ({ flexToken: tokens.at(-1) ?? "" });
  const flex = createTwilioFlexClient({ chain: "given", credentials, server: mock.url, clock: mock.clock });
  await configure(flex);
  mock.advance("PT1H");
  tokens.push((await minting.session.getToken()).reveal());
  await configure(flex);
  expect(bought(mock).mints).toBe(2);
});

test("a given token on a shared store needs a name for its account", () => {
  const options = { chain: "given", credentials: { flexToken: "fake-token" }, store: memoryStore() } as const;
  expect(() => createTwilioFlexSession(options)).toThrow(expect.objectContaining({ code: "account_needed" }));
  expect(createTwilioFlexSession({ ...options, account: "ada" }).origins).toEqual(["https://flex-api.twilio.com", "https://services.twilio.com", "https://flex.twilio.com"]);
});

test("region and edge choose the hosts", () => {
  const credentials = { ...account, username: "user1" };
  const hosts = (server: { region?: string; edge?: string }) => createTwilioFlexSession({ credentials, server }).origins;
  expect(hosts({ region: "au1", edge: "sydney" })).toEqual(["https://flex-api.sydney.au1.twilio.com", "https://services.sydney.au1.twilio.com", "https://flex.au1.twilio.com"]);
  expect(hosts({ region: "us1" })).toEqual(["https://flex-api.twilio.com", "https://services.twilio.com", "https://flex.twilio.com"]);
});

test("after sign-out nothing is sent any more", async () => {
  const mock = await mockOfAccount();
  const flex = clientOf(mock);
  await configure(flex);
  await flex.session.signOut();
  const sent = mock.journal.length;
  await expect(configure(flex)).rejects.toMatchObject({ name: "ReauthenticationRequiredError", code: "signed_out" });
  expect(mock.journal).toHaveLength(sent);
});

test("two sessions on one memoryStore mint once", async () => {
  const mock = await mockOfAccount();
  const store = memoryStore();
  const user = { username: "user1" };
  await Promise.all([configure(clientOf(mock, user, store)), configure(clientOf(mock, user, store))]);
  expect(bought(mock)).toEqual({ lookups: 1, mints: 1 });
});
