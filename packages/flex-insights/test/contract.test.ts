import { contractOf, startMock, walk } from "@freshkey-tools/contract";
import type { AuthMock } from "@freshkey/auth-mock";
import { authFetch, memoryStore, type TokenStore } from "@freshkey/auth-runtime";
import { describe, expect, test, vi } from "vitest";
import { createFlexInsightsClient, type FlexInsightsClient } from "../src/index.ts";
import { flexInsights, flexInsightsInCookies } from "./subject.ts";

// Prism takes a second to load, and longer on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

type Chain = "default" | "cookies";

const credentials = { login: "ada@example.com", password: "fake-password" };
const workspace = "workspace0000000000000000example";
const report = { params: { path: { workspace } }, body: { report_req: { report: `/gdc/md/${workspace}/obj/42` } } };
const file = { params: { path: { workspace, downloadId: "download-example" }, query: { q: "query-example", c: "check-example" } } };

const mockOfAccount = () => startMock("flex-insights", { credentials: [credentials] });

function clientOf(mock: AuthMock, chain: Chain, store?: TokenStore): FlexInsightsClient {
  return createFlexInsightsClient({ chain, credentials, server: mock.url, clock: mock.clock, store });
}

async function start(insights: FlexInsightsClient): Promise<string> {
  const { data } = await insights.POST("/gdc/app/projects/{workspace}/execute/raw", report);
  const uri: string | undefined = data?.uri;
  expect(uri).toMatch(/^\/gdc\/projects\//);
  return uri ?? "";
}

function bought(mock: AuthMock): { logins: number; tts: number } {
  return { logins: mock.calls("login"), tts: mock.calls("getTemporaryToken") };
}

function exerciseOf(chain: Chain): (mock: AuthMock) => Promise<void> {
  return async (mock) => {
    const insights = clientOf(mock, chain);
    const uri = await start(insights);
    const { data } = await insights.GET("/gdc/projects/{workspace}/execute/raw/{downloadId}", file);
    expect(data).toMatch(/^"Date","Agent","Handled"\r\n/);
    const followed = await authFetch(insights.session, { clock: mock.clock })(new URL(uri, mock.url));
    expect(await followed.text()).toBe(data);
    await insights.session.signOut();
  };
}

describe.each<Chain>(["default", "cookies"])("chain %s", (chain) => {
  const exercise = exerciseOf(chain);

  test("every operation of the document goes through the client, and both sides keep to the document", async () => {
    expect(await contractOf("flex-insights", walk(chain === "cookies" ? flexInsightsInCookies : flexInsights))).toEqual([]);
  });

  test.each([
    ["a member of the login", (text: string) => text.replaceAll("remember", "rememberMe"), /^login: request: body\.postUserLogin: .*rememberMe/],
    ["a member of a call", (text: string) => text.replaceAll("report_req", "report_request"), /^executeRawReport: request: body: .*report_request/],
    [
      "the name of the TT cookie",
      (text: string) => text.replace("in: cookie\n      name: GDCAuthTT", "in: cookie\n      name: GDCAuthTemporary"),
      /^executeRawReport: request: request: nothing fills ttCookie/,
    ],
    ["the type of an answer", (text: string) => text.replace(/(RawReportStarted"\n +example:\n +uri: )\S+/, "$142"), /^executeRawReport: response: body\.uri/],
  ])("a mock of another contract disagrees with the client: %s", async (_, edit, finding) => {
    expect(await contractOf("flex-insights", exercise, edit)).toContainEqual(expect.stringMatching(finding));
  });

  test("for a day of calls every ten minutes the password is sent once", async () => {
    const mock = await mockOfAccount();
    const insights = clientOf(mock, chain);
    for (let call = 0; call < 6 * 24; call++) {
      await start(insights);
      mock.advance("PT10M");
    }
    expect(bought(mock)).toEqual({ logins: 1, tts: 6 * 24 });
  });

  test("near its end a TT is renewed in the background", async () => {
    const mock = await mockOfAccount();
    const insights = clientOf(mock, chain);
    await start(insights);
    mock.advance("PT9M");
    await start(insights);
    expect(mock.journal.filter(({ operationId }) => operationId === "executeRawReport").at(-1)?.request.headers["cookie"]).toMatch(/^GDCAuthTT=tt-1-/);
    await expect.poll(() => bought(mock)).toEqual({ logins: 1, tts: 2 });
  });

  test("fifty calls on a dead TT cost one TT and no login", async () => {
    const mock = await mockOfAccount();
    const insights = clientOf(mock, chain);
    await start(insights);
    mock.revokeAll("tt");
    await Promise.all(Array.from({ length: 50 }, () => start(insights)));
    expect(bought(mock)).toEqual({ logins: 1, tts: 2 });
  });

  test("a dead SST costs one login", async () => {
    const mock = await mockOfAccount();
    const insights = clientOf(mock, chain);
    await start(insights);
    mock.revokeAll();
    await start(insights);
    expect(bought(mock)).toEqual({ logins: 2, tts: 3 });
    expect(mock.journal.map(({ operationId, status }) => `${operationId} ${status}`)).toEqual([
      "login 200",
      "getTemporaryToken 200",
      "executeRawReport 201",
      "executeRawReport 401",
      "getTemporaryToken 401",
      "login 200",
      "getTemporaryToken 200",
      "executeRawReport 201",
    ]);
  });

  test("the SST never reaches a report", async () => {
    const mock = await mockOfAccount();
    await start(clientOf(mock, chain));
    const [sst] = mock.tokens("sst");
    const reports = mock.journal.filter(({ path }) => !path.startsWith("/gdc/account/"));
    expect(reports).toHaveLength(1);
    expect(JSON.stringify(reports)).not.toContain(sst?.value);
  });

  test("sign-out ends the SST at the path that the login gave", async () => {
    const mock = await mockOfAccount();
    const insights = clientOf(mock, chain);
    await start(insights);
    await insights.session.signOut();
    expect(mock.journal.at(-1)).toMatchObject({ method: "DELETE", path: "/gdc/account/login/0123456789abcdef", status: 204 });
    expect(mock.tokens().map(({ state }) => state)).toEqual(["revoked", "revoked"]);
    const sent = mock.journal.length;
    await expect(start(insights)).rejects.toMatchObject({ name: "ReauthenticationRequiredError", code: "signed_out" });
    expect(mock.journal).toHaveLength(sent);
  });

  test("a wrong password is a typed error and is sent once", async () => {
    const mock = await startMock("flex-insights", { credentials: [{ ...credentials, password: "fake-other-password" }] });
    const insights = clientOf(mock, chain);
    const refused = { name: "ReauthenticationRequiredError", code: "credentials_refused" };
    await expect(start(insights)).rejects.toMatchObject(refused);
    await expect(start(insights)).rejects.toMatchObject(refused);
    expect(mock.journal).toHaveLength(1);
  });

  test("two sessions on one memoryStore log in once", async () => {
    const mock = await mockOfAccount();
    const store = memoryStore();
    await Promise.all([start(clientOf(mock, chain, store)), start(clientOf(mock, chain, store))]);
    expect(bought(mock)).toEqual({ logins: 1, tts: 1 });
  });
});

test("an account that is not verified is a typed error", async () => {
  const mock = await mockOfAccount();
  mock.respondOnce("login", { status: 403, body: { resendRegistration: { uri: "/gdc/account/registration/resend", rsr_token: "fake-rsr" } } });
  await expect(start(clientOf(mock, "default"))).rejects.toMatchObject({ name: "ReauthenticationRequiredError", code: "credentials_refused" });
});

test("after a 429 no login is sent before its time", async () => {
  const mock = await mockOfAccount();
  const insights = clientOf(mock, "default");
  mock.respondOnce("login", { status: 429, headers: { "retry-after": "60" } });
  const limited = { name: "TokenEndpointError", code: "rate_limited", endpoint: "POST /gdc/account/login" };
  await expect(start(insights)).rejects.toMatchObject({ ...limited, retryAfter: 60 });
  await expect(start(insights)).rejects.toMatchObject(limited);
  expect(mock.journal).toHaveLength(1);
  mock.advance("PT1M");
  await start(insights);
});

test("a TT that dies while a report is computed is renewed", async () => {
  const mock = await mockOfAccount();
  const insights = clientOf(mock, "default");
  const uri = await start(insights);
  const poll = async () => await insights.GET("/gdc/projects/{workspace}/execute/raw/{downloadId}", file);
  mock.respondOnce("downloadRawReport", { status: 202, body: { uri } });
  const pending = await poll();
  expect([pending.response.status, pending.data]).toEqual([202, { uri }]);
  mock.revokeAll("tt");
  expect((await poll()).response.status).toBe(200);
  expect(bought(mock)).toEqual({ logins: 1, tts: 2 });
});
