import { inspect } from "node:util";
import { validateAuthResponse, type AuthorizationServer } from "oauth4webapi";
import { describe, expect, test, vi } from "vitest";
import type { SignInRefusal, SsoSignIn, SsoSignInOptions } from "../../src/sso/index.ts";
import { createSsoSignIn } from "../../src/sso/index.ts";
import { accountSid, grants, home, instanceSid, openPage, refusalOf, type Page } from "./page.ts";

vi.setConfig({ testTimeout: 60_000 });

type Address = URL | string;

interface Case {
  readonly name: string;
  readonly reason: SignInRefusal;
  /** Changes what comes back, or what waits for it. */
  readonly change: (back: URL, page: Page) => Address | void | Promise<Address | void>;
  /** Another sign-in completes it. */
  readonly by?: (page: Page) => SsoSignIn;
  /** An independent judge refuses it too: it sees only the address and the state that was sent. */
  readonly judged?: true;
}

const set = (members: Readonly<Record<string, string>>) => (back: URL) => {
  for (const [name, value] of Object.entries(members)) back.searchParams.set(name, value);
};
const drop = (name: string) => (back: URL) => back.searchParams.delete(name);
/** Changes the sign-in that waits in the tab's storage. */
const edit =
  (change: (pending: Record<string, unknown>) => void) =>
  (_: URL, { stored }: Page) => {
    const [[key, text]] = [...stored] as [[string, string]];
    const all = JSON.parse(text) as Record<string, unknown>[];
    change(all.at(-1) ?? {});
    stored.set(key, JSON.stringify(all));
  };
const replaceState = () => {
  throw new DOMException("The history is full: https://app.example.com/?code=canary", "SecurityError");
};
const by = (changes: object) => (page: Page) => page.again(changes as Partial<SsoSignInOptions>);

const cases: readonly Case[] = [
  { name: "no state", reason: "state_missing", change: drop("state"), judged: true },
  { name: "an empty state", reason: "state_missing", change: set({ state: "" }), judged: true },
  { name: "a state that nobody made", reason: "state_unknown", change: set({ state: "somebody-elses-state" }), judged: true },
  { name: "a state that is cut off", reason: "state_unknown", change: (back) => set({ state: (back.searchParams.get("state") ?? "").slice(0, -1) })(back), judged: true },
  { name: "a state with something behind it", reason: "state_unknown", change: (back) => set({ state: `${back.searchParams.get("state")}=` })(back), judged: true },
  {
    name: "the state of another tab",
    reason: "state_unknown",
    change: async (_, { stored, leave }) => {
      const mine = new Map(stored);
      stored.clear();
      const theirs = await leave();
      stored.clear();
      for (const [key, value] of mine) stored.set(key, value);
      return theirs;
    },
    judged: true,
  },
  { name: "a state twice", reason: "malformed_redirect", change: (back) => back.searchParams.append("state", back.searchParams.get("state") ?? ""), judged: true },
  { name: "a code twice", reason: "malformed_redirect", change: (back) => back.searchParams.append("code", "another-code") },
  { name: "no code", reason: "code_missing", change: drop("code") },
  { name: "an empty code", reason: "code_missing", change: set({ code: "" }) },
  { name: "a code with a line break", reason: "malformed_redirect", change: set({ code: "a\r\nb" }) },
  { name: "a code of a megabyte", reason: "malformed_redirect", change: set({ code: "c".repeat(1_000_000) }) },
  { name: "the person who pressed Cancel", reason: "denied", change: (back) => (drop("code")(back), set({ error: "access_denied" })(back)), judged: true },
  { name: "an error beside a code", reason: "denied", change: set({ error: "server_error" }), judged: true },
  { name: "an error that nobody knows", reason: "denied", change: (back) => (drop("code")(back), set({ error: "<script>alert(1)</script>" })(back)), judged: true },
  { name: "an error without a state", reason: "state_missing", change: (back) => (drop("code")(back), drop("state")(back), set({ error: "access_denied" })(back)), judged: true },
  { name: "another issuer", reason: "profile_mismatch", change: set({ iss: "https://evil.example.net" }), judged: true },
  { name: "another profile in the redirect", reason: "profile_mismatch", change: set({ ssoProfileSid: "JQ00000000000000000000000000000666" }) },
  { name: "a page that is not in the list", reason: "redirect_refused", change: (back) => new URL(`https://app.example.com/elsewhere${back.search}`) },
  { name: "another origin", reason: "redirect_refused", change: (back) => new URL(`https://evil.example.net/callback${back.search}`) },
  { name: "another page of the list than the sign-in named", reason: "redirect_mismatch", change: (back) => new URL(`https://app.example.com/other${back.search}`) },
  { name: "a tab whose storage was cleared", reason: "state_unknown", change: (_, { stored }) => stored.clear() },
  { name: "a tab whose storage holds rubbish", reason: "state_unknown", change: (_, { stored }) => stored.forEach((__, key) => stored.set(key, "{[rubbish")) },
  { name: "a verifier that is lost", reason: "verifier_lost", change: edit((pending) => delete pending["codeVerifier"]) },
  { name: "a verifier that is too short", reason: "verifier_lost", change: edit((pending) => (pending["codeVerifier"] = "a".repeat(42))) },
  { name: "a verifier that is too long", reason: "verifier_lost", change: edit((pending) => (pending["codeVerifier"] = "a".repeat(129))) },
  { name: "a verifier of no such alphabet", reason: "verifier_lost", change: edit((pending) => (pending["codeVerifier"] = "ä".repeat(64))) },
  { name: "the verifier of another sign-in", reason: "nonce_mismatch", change: edit((pending) => (pending["codeVerifier"] = "a".repeat(64))) },
  { name: "the nonce of another sign-in", reason: "nonce_mismatch", change: edit((pending) => (pending["nonce"] = "n".repeat(32))) },
  { name: "a nonce that is lost", reason: "nonce_mismatch", change: edit((pending) => delete pending["nonce"]) },
  { name: "the client of another configuration", reason: "nonce_mismatch", change: edit((pending) => (pending["clientId"] = "client-of-somebody")) },
  { name: "a redirect target that was changed meanwhile", reason: "redirect_mismatch", change: edit((pending) => (pending["redirectUrl"] = "https://evil.example.net/callback")) },
  { name: "the profile of another sign-in", reason: "profile_mismatch", change: edit((pending) => (pending["place"] = String(pending["place"]).replace(/JQ0+/, "JQ1"))) },
  { name: "a page for another profile", reason: "profile_mismatch", change: () => {}, by: by({ credentials: { accountSid, ssoProfileSid: "JQ00000000000000000000000000000001" } }) },
  { name: "a page for another account", reason: "profile_mismatch", change: () => {}, by: by({ credentials: { accountSid: "AC11111111111111111111111111111111" } }) },
  { name: "a page for the Console's login", reason: "profile_mismatch", change: () => {}, by: by({ chain: "console", credentials: { accountSid, instanceSid } }) },
  { name: "a sign-in that was begun more than an hour ago", reason: "expired", change: (_, { mock }) => mock.advance("PT61M") },
  { name: "an address bar that cannot be cleaned", reason: "address_bar", change: () => void vi.stubGlobal("history", { replaceState }) },
  { name: "an address that is none", reason: "malformed_redirect", change: (back) => `/callback${back.search}` },
];

const redirectUrls = [home, "https://app.example.com/other"];

test.each(cases)("refused before any code, verifier or token is sent: $name", async ({ reason, change, by: other, judged }) => {
  const page = await openPage({ redirectUrls });
  const back = await page.leave();
  const state = back.searchParams.get("state") ?? "";
  const code = back.searchParams.get("code") ?? "";
  const address = (await change(back, page)) ?? back;
  const error = await refusalOf((other?.(page) ?? page.signIn).complete(address));
  expect([error.name, error.code, error.reason]).toEqual(["SignInError", "sign_in_failed", reason]);
  expect(grants(page.mock)).toBe(0);
  for (const { path, query, request } of page.mock.journal.filter(({ operationId }) => operationId !== "authorizeFlex")) expect(`${path}?${query} ${request.body}`).not.toContain(code);
  for (const secret of [code, state, "<script>", "canary"]) expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(secret);
  if (reason !== "address_bar" && address instanceof URL) expect(page.shown.map((shown) => new URL(shown).search)).toEqual([""]);
  const issuer: AuthorizationServer = { issuer: new URL(page.mock.url).origin };
  const verdict = (): unknown => validateAuthResponse(issuer, { client_id: "client-example" }, new URL(address), state);
  if (judged) expect(verdict).toThrow();
});

test("what is refused is not refused because everything is: the same redirect, untouched, is taken", async () => {
  const page = await openPage({ redirectUrls });
  const back = await page.leave();
  expect(() => validateAuthResponse({ issuer: new URL(page.mock.url).origin }, { client_id: "client-example" }, back, back.searchParams.get("state") ?? "")).not.toThrow();
  expect(await page.signIn.complete(back)).toBeDefined();
  expect(grants(page.mock)).toBe(1);
});

test("a state is good once: its second use exchanges nothing, whatever code comes with it", async () => {
  const page = await openPage();
  const back = await page.leave();
  const session = await page.signIn.complete(back);
  await session?.signOut();
  set({ code: "another-code" })(back);
  expect((await refusalOf(page.signIn.complete(back))).reason).toBe("state_used");
  expect((await refusalOf(page.again().complete(back))).reason).toBe("state_used");
  expect(grants(page.mock)).toBe(1);
});

test("a refused redirect has used its sign-in up", async () => {
  const page = await openPage();
  const back = await page.leave();
  const bad = new URL(back);
  drop("code")(bad);
  expect((await refusalOf(page.signIn.complete(bad))).reason).toBe("code_missing");
  expect((await refusalOf(page.signIn.complete(back))).reason).toBe("state_used");
  expect(grants(page.mock)).toBe(0);
});

test("a foreign redirect in the same tab does not cost the person their own sign-in", async () => {
  const page = await openPage();
  const back = await page.leave();
  expect((await refusalOf(page.signIn.complete(`${home}?code=theirs&state=theirs`))).reason).toBe("state_unknown");
  expect(await page.signIn.complete(back)).toBeDefined();
});

test.each([
  ["a code that the vendor does not know", (page: Page) => void page.mock.fault({ kind: "status", status: 401, on: "exchangeFlexToken" })],
  ["a code that is expired", (page: Page) => page.mock.advance("PT2M")],
])("the vendor's refusal is typed: %s", async (_, prepare) => {
  const page = await openPage();
  const back = await page.leave();
  prepare(page);
  expect(await refusalOf(page.signIn.complete(back))).toMatchObject({ name: "SignInError", reason: "code_refused" });
  expect([await page.signIn.complete(home), grants(page.mock)]).toEqual([undefined, 1]);
});

test("tokens of another account are not taken", async () => {
  const page = await openPage();
  const back = await page.leave();
  page.mock.respondOnce("exchangeFlexToken", {
    status: 200,
    body: { access_token: "fake-flex-token", refresh_token: "fake-refresh-token", token_info: { account_sid: "AC99999999999999999999999999999999" } },
  });
  expect((await refusalOf(page.signIn.complete(back))).reason).toBe("profile_mismatch");
  expect(await page.signIn.complete(home)).toBe(undefined);
});

describe("a redirect target", () => {
  const account = { accountSid };
  test.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "http://app.example.com/",
    "//app.example.com/",
    "/callback",
    "https://user:word@app.example.com/",
    "https://app.example.com/#top",
    "https://app.example.com/?code=1",
    "",
  ])("%s may be in no list", (target) => {
    expect(() => createSsoSignIn({ credentials: account, redirectUrls: [target] })).toThrow(expect.objectContaining({ name: "SignInError", reason: "redirect_refused" }));
  });

  test.each([
    "javascript:alert(1)",
    "https://evil.example.net/callback",
    "https://app.example.com/callback/",
    "https://app.example.com/callback?next=1",
    "https://app.example.com.evil.example.net/callback",
    "https://app.example.com:8443/callback",
  ])("%s is not the one in the list, so nobody is sent there", async (redirectUrl) => {
    const { mock, signIn, stored } = await openPage();
    expect((await refusalOf(signIn.start({ redirectUrl }))).reason).toBe("redirect_refused");
    expect([mock.journal.length, stored.size]).toEqual([0, 0]);
  });

  test.each(["http://localhost:5173/", "http://127.0.0.1:8080/callback", "https://app.example.com/callback?app=1"])("%s may be one", (target) => {
    expect(() => createSsoSignIn({ credentials: account, redirectUrls: [target] })).not.toThrow();
  });

  test("none at all is no list", () => {
    expect(() => createSsoSignIn({ credentials: account, redirectUrls: [] })).toThrow(expect.objectContaining({ reason: "redirect_refused" }));
  });
});

test.each(["javascript:alert(1)", "http://evil.example.net"])("nobody is sent to a server of %s", (server) => {
  expect(() => createSsoSignIn({ credentials: { accountSid }, redirectUrls: [home], server })).toThrow(expect.objectContaining({ name: "AuthError" }));
});

test.each([
  ["no active one", [{ account_sid: accountSid, connection_name: "JQ0", client_id: "client", active: false }]],
  ["only another account's", [{ account_sid: "AC9", connection_name: "JQ0", client_id: "client", active: true }]],
  ["none", []],
])("without a configuration nobody is sent away: %s", async (_, list) => {
  const { mock, signIn, stored } = await openPage();
  mock.respondOnce("getAuthenticationConfig", { status: 200, body: { config_list: list } });
  expect((await refusalOf(signIn.start())).reason).toBe("no_configuration");
  expect(stored.size).toBe(0);
});

test("a page with parameters of its own is none that people come back to", async () => {
  const { signIn, shown } = await openPage({ redirectUrls });
  for (const address of ["https://app.example.com/shop?code=SUMMER", "https://app.example.com/map?state=CA", `${home}?tab=2`]) expect(await signIn.complete(address)).toBe(undefined);
  expect(shown).toEqual([]);
});
