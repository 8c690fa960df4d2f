import { memoryStore, type Session } from "@freshkey/auth-runtime";
import { describe, expect, test, vi } from "vitest";
import { createTwilioFlexClient, createTwilioFlexSession } from "../../src/index.ts";
import { accountSid, grants, home, instanceSid, openPage, profile, refusalOf } from "./page.ts";

vi.setConfig({ testTimeout: 60_000 });

const status = async (session: Session, server: string) => (await createTwilioFlexClient({ session, server }).GET("/v1/Configuration")).response.status;
// A second, as is usual, is short on a busy machine.
const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 30_000 });
const chains = [
  ["single sign-on", { credentials: { accountSid } }],
  ["single sign-on with a named profile", { credentials: { accountSid, ssoProfileSid: profile, appType: "SinglePageApp" } }],
  ["the Console", { chain: "console", credentials: { accountSid, instanceSid } }],
] as const;

describe.each(chains)("by %s", (_, options) => {
  test("a person signs in, calls work, and tokens renew themselves with a refresh token that is new each time", async () => {
    const { mock, signIn, leave } = await openPage(options);
    expect(await signIn.complete(home)).toBe(undefined);
    const session = (await signIn.complete(await leave())) as Session;
    expect(await status(session, mock.url)).toBe(200);
    for (let renewal = 1; renewal < 4; renewal += 1) {
      mock.advance("PT1H");
      expect(await status(session, mock.url)).toBe(200);
      expect(grants(mock)).toBe(1 + renewal);
    }
    const spent = mock.journal.filter(({ operationId }) => operationId === "exchangeFlexToken").map(({ request }) => JSON.parse(request.body).refresh_token);
    expect(new Set(spent).size).toBe(4);
    expect(mock.journal.flatMap(({ violations }) => violations)).toEqual([]);
  });
});

test("the address bar is clean before anything is sent, and keeps what is not the sign-in's", async () => {
  const { mock, signIn, shown, leave } = await openPage();
  const back = await leave();
  back.searchParams.set("tab", "2");
  back.hash = "#top";
  const sent = mock.journal.length;
  const done = signIn.complete(back);
  expect([shown, mock.journal.length]).toEqual([[`${home}?tab=2#top`], sent]);
  expect(await done).toBeDefined();
});

test("a page that asks twice at once, as React does in strict mode, exchanges the code once and gets one session", async () => {
  const { mock, signIn, again, leave } = await openPage();
  const back = await leave();
  const other = again();
  const sessions = await Promise.all([signIn.complete(back), signIn.complete(back), other.complete(back), other.complete(home)]);
  expect(new Set(sessions).size).toBe(1);
  expect([grants(mock), sessions[0] !== undefined]).toEqual([1, true]);
});

test("the way back in the history and a reload give the person who is signed in, and exchange nothing", async () => {
  const { mock, again, leave, signIn } = await openPage({ store: memoryStore() });
  const back = await leave();
  const session = (await signIn.complete(back)) as Session;
  expect(await signIn.complete(back)).toBe(session);
  const reloaded = await again().complete(home);
  expect(await status(reloaded as Session, mock.url)).toBe(200);
  expect((await again().complete(back)) !== undefined).toBe(true);
  expect(grants(mock)).toBe(1);
});

test("without a store that is named nothing outlives the page, and the tab's storage keeps no secret of a sign-in that is done", async () => {
  const { mock, again, leave, signIn, stored } = await openPage();
  const back = await leave();
  const waiting = [...stored.values()].join();
  await signIn.complete(back);
  expect(await again().complete(home)).toBe(undefined);
  const kept = [...stored.values()].join();
  expect(kept).not.toMatch(/nonce|codeVerifier/);
  expect(waiting).toMatch(/nonce.*codeVerifier/);
  for (const { value } of mock.tokens()) expect(kept).not.toContain(value);
});

test("a sign-out in one tab ends the sessions of the others, tokens in memory included", async () => {
  const store = memoryStore();
  const { mock, events, again, leave, signIn } = await openPage({ store });
  const [first, second] = [(await signIn.complete(await leave())) as Session, (await again().complete(home)) as Session];
  expect([await status(first, mock.url), await status(second, mock.url)]).toEqual([200, 200]);
  await first.signOut();
  await until(() => expect(second.current()).toBe(undefined));
  await expect(second.getToken()).rejects.toMatchObject({ name: "ReauthenticationRequiredError", code: "signed_out" });
  expect(
    events
      .filter(({ type }) => type === "signed_out")
      .map(({ reason }) => reason ?? "here")
      .sort(),
  ).toEqual(["elsewhere", "here"]);
  expect([await signIn.complete(home), await again().complete(home), grants(mock)]).toEqual([undefined, undefined, 1]);
  // And the next sign-in works in the same page.
  const next = (await signIn.complete(await leave())) as Session;
  expect(await status(next, mock.url)).toBe(200);
});

test("somebody else who signs in ends the other tabs' sessions; the same person does not", async () => {
  const store = memoryStore();
  const { mock, again, leave, signIn } = await openPage({ store });
  const first = (await signIn.complete(await leave())) as Session;
  const before = (await first.getToken()).reveal();
  const tab = again();
  const second = (await tab.complete(await leave(tab))) as Session;
  const after = (await second.getToken()).reveal();
  // The same person: the first tab's own token lives on.
  expect([(await first.getToken()).reveal(), after === before]).toEqual([before, false]);
  const info = {
    access_token: "fake-flex-token-of-bob",
    refresh_token: "fake-refresh-token-of-bob",
    token_info: { account_sid: accountSid, flex_user_sid: "FU-bob", expiration: "2099-01-01T00:00:00Z" },
  };
  mock.respondOnce("exchangeFlexToken", { status: 200, body: info });
  const third = again();
  const bob = (await third.complete(await leave(third))) as Session;
  await until(() => expect([first.current(), second.current()]).toEqual([undefined, undefined]));
  expect((await bob.getToken()).reveal()).toBe("fake-flex-token-of-bob");
});

test("somebody else who signs in without leaving the page ends the session that was there; the same person does not", async () => {
  const { mock, events, leave, signIn } = await openPage();
  const ada = (await signIn.complete(await leave())) as Session;
  const again = (await signIn.complete(await leave())) as Session;
  expect([await status(ada, mock.url), await status(again, mock.url)]).toEqual([200, 200]);
  mock.respondOnce("exchangeFlexToken", {
    status: 200,
    body: { access_token: "fake-flex-token-of-bob", token_info: { account_sid: accountSid, flex_user_sid: "FU-bob", expiration: "2099-01-01T00:00:00Z" } },
  });
  const bob = (await signIn.complete(await leave())) as Session;
  expect([(await bob.getToken()).reveal(), ada.current(), again.current()]).toEqual(["fake-flex-token-of-bob", undefined, undefined]);
  expect(events.filter(({ type, reason }) => type === "signed_out" && reason === "elsewhere").length).toBe(2);
});

test("whoever signs in elsewhere after a sign-out is found, also on a store that tells of nothing", async () => {
  const { watch: _, ...store } = memoryStore();
  const { mock, again, leave, signIn } = await openPage({ store });
  const first = (await signIn.complete(await leave())) as Session;
  const other = again();
  await ((await other.complete(home)) as Session).signOut();
  await other.complete(await leave(other));
  const found = (await signIn.complete(home)) as Session;
  expect(found).toBeDefined();
  expect(await status(found, mock.url)).toBe(200);
  await expect(first.getToken()).rejects.toMatchObject({ code: "signed_out" });
});

test.each(["full", "down"])("a person who signs in while the store is %s is found each time the page asks, as long as the token lives", async (how) => {
  const inner = memoryStore();
  const fail = async (): Promise<never> => {
    throw new Error("canary");
  };
  let fails = true;
  const store: typeof inner = { ...inner, swap: async (...all) => (fails ? fail() : inner.swap(...all)), load: async (key) => (fails && how === "down" ? fail() : inner.load(key)) };
  const { mock, leave, signIn } = await openPage({ store });
  const session = (await signIn.complete(await leave())) as Session;
  expect(await signIn.complete(home)).toBe(session);
  fails = false;
  expect([(await signIn.complete(home)) === session, await status(session, mock.url), grants(mock)]).toEqual([true, 200, 1]);
  mock.advance("PT61M");
  expect(await signIn.complete(home)).toBe(undefined);
  const next = (await signIn.complete(await leave())) as Session;
  expect(await status(next, mock.url)).toBe(200);
});

test("the end that the vendor sets to a session is told while the last token lives", async () => {
  const { mock, events, leave, signIn } = await openPage({}, { sessionMaximum: "PT90M" });
  const session = (await signIn.complete(await leave())) as Session;
  const told = () => events.filter(({ type }) => type === "session_maximum").length;
  mock.advance("PT58M");
  await status(session, mock.url);
  await until(() => expect(grants(mock)).toBe(2));
  expect(told()).toBe(0);
  mock.advance("PT29M");
  expect(await status(session, mock.url)).toBe(200);
  await until(() => expect(told()).toBe(1));
  expect(await status(session, mock.url)).toBe(200);
  mock.advance("PT4M");
  await expect(session.getToken()).rejects.toMatchObject({ name: "ReauthenticationRequiredError" });
  expect(await signIn.complete(home)).toBe(undefined);
});

test("validate says whose token it is, and renews a refused one once", async () => {
  const { mock, leave, signIn } = await openPage();
  const session = (await signIn.complete(await leave())) as Session;
  expect(await signIn.validate()).toMatchObject({ account_sid: accountSid });
  mock.revoke((await session.getToken()).reveal());
  expect(await signIn.validate()).toMatchObject({ account_sid: accountSid });
  expect([mock.calls("validateToken"), grants(mock)]).toEqual([3, 2]);
  mock.fault({ kind: "status", status: 503, on: "validateToken" });
  await expect(signIn.validate()).rejects.toMatchObject({ name: "TokenEndpointError", code: "unexpected_status", status: 503 });
});

test("the profile is the account's active one, unless one is named", async () => {
  const { mock, signIn } = await openPage();
  const page = new URL(await signIn.start());
  expect(page.searchParams.get("ssoProfileSid")).toBe(profile);
  const state = JSON.parse(atob((page.searchParams.get("state") ?? "").replaceAll("-", "+").replaceAll("_", "/")));
  expect(state).toMatchObject({ connection_name: "client-example", redirect_url: home });
  expect(mock.calls("getAuthenticationConfig")).toBe(1);
});

test("a Flex token that you have goes the same way, without a sign-in", async () => {
  const { mock, leave, signIn } = await openPage();
  const flexToken = (await ((await signIn.complete(await leave())) as Session).getToken()).reveal();
  const session = createTwilioFlexSession({ chain: "given", credentials: { flexToken }, server: mock.url });
  expect(await status(session, mock.url)).toBe(200);
});

test("where the tab has no storage a sign-in waits in memory", async () => {
  const { signIn, leave } = await openPage();
  vi.stubGlobal("sessionStorage", undefined);
  expect(await signIn.complete(await leave())).toBeDefined();
});

test("a page without WebCrypto is told so", async () => {
  const { signIn } = await openPage();
  vi.stubGlobal("crypto", { getRandomValues: <T>(bytes: T): T => bytes });
  expect((await refusalOf(signIn.start())).reason).toBe("insecure_page");
});

test("two accounts in one tab do not mix", async () => {
  const { mock, again, leave, signIn } = await openPage({ store: memoryStore() });
  const console = again({ chain: "console", credentials: { accountSid, instanceSid } } as never);
  const [mine, theirs] = [await leave(), await leave(console)];
  const [one, two] = [(await signIn.complete(mine)) as Session, (await console.complete(theirs)) as Session];
  expect((await one.getToken()).reveal()).not.toBe((await two.getToken()).reveal());
  await one.signOut();
  expect([await signIn.complete(home), await console.complete(home), grants(mock)]).toEqual([undefined, two, 2]);
});
