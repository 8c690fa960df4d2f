import { memoryStore, type TokenStore } from "@freshkey/auth-runtime";
import { startAuthMock, type AuthMock } from "@freshkey/auth-mock";
import { createSsoSignIn, type SsoSignIn, type SsoSignInOptions } from "@freshkey/twilio-flex/sso";
import { expect, onTestFinished, test, vi } from "vitest";
import { failure } from "./opened.ts";

const accountSid = "AC00000000000000000000000000000000";
const home = "https://app.example.com/callback";

interface Tab {
  readonly mock: AuthMock;
  readonly stored: Map<string, string>;
  /** The address bar, and what the mock had been asked when it was set. */
  readonly shown: (readonly [url: string, requests: number])[];
  readonly store: TokenStore;
  open(changes?: object): SsoSignIn;
  /** A sign-in until the person is back. */
  leave(): Promise<URL>;
}

/** A tab with storage, history and an address bar, and the mock of Twilio Flex. */
async function openTab(): Promise<Tab> {
  const mock = await startAuthMock({ spec: new URL("../../../specs/twilio-flex.openapi.yaml", import.meta.url) });
  const stored = new Map<string, string>();
  const shown: (readonly [string, number])[] = [];
  const store = memoryStore();
  vi.stubGlobal("sessionStorage", { getItem: (name: string) => stored.get(name) ?? null, setItem: (name: string, value: string) => void stored.set(name, value) });
  vi.stubGlobal("history", { state: null, replaceState: (_: unknown, __: string, url: URL) => void shown.push([String(url), mock.journal.length]) });
  onTestFinished(async () => {
    vi.unstubAllGlobals();
    await mock.close();
  });
  const open = (changes: object = {}): SsoSignIn => createSsoSignIn({ credentials: { accountSid }, redirectUrls: [home], server: mock.url, clock: mock.clock, store, ...changes } as SsoSignInOptions);
  const leave = async (): Promise<URL> => new URL((await fetch(await open().start(), { redirect: "manual" })).headers.get("location") ?? "");
  return { mock, stored, shown, store, open, leave };
}

/** Why a redirect was refused; and then no code, verifier or token must have gone out. */
async function refusal({ mock }: Tab, signIn: SsoSignIn, back: URL | string): Promise<string> {
  const { name, reason } = await failure(signIn.complete(back));
  expect([name, mock.calls("exchangeFlexToken")]).toEqual(["SignInError", 0]);
  return reason;
}

/** Changes the sign-in that waits in the tab. */
function edit({ stored }: Tab, changes: object): void {
  for (const [key, text] of stored) stored.set(key, JSON.stringify((JSON.parse(text) as object[]).map((pending) => ({ ...pending, ...changes }))));
}

test("X7: A redirect target that is foreign, a script or plain http gets nobody sent to it, and nobody's code taken from it", async () => {
  const tab = await openTab();
  for (const redirectUrl of ["https://evil.example.net/callback", "https://app.example.com/callback/deeper", "javascript:alert(1)", "http://app.example.com/callback"]) {
    expect((await failure(tab.open().start({ redirectUrl }))).reason).toBe("redirect_refused");
  }
  for (const target of ["javascript:alert(1)", "http://app.example.com/callback"]) expect(() => tab.open({ redirectUrls: [target] })).toThrow(expect.objectContaining({ reason: "redirect_refused" }));
  expect([tab.mock.journal.length, tab.stored.size]).toEqual([0, 0]);
  const { search } = await tab.leave();
  expect(await refusal(tab, tab.open(), `https://evil.example.net/callback${search}`)).toBe("redirect_refused");
});

test("X8: A state that is missing, wrong or used gets no code exchanged", async () => {
  const tab = await openTab();
  const back = await tab.leave();
  const changed = (change: (members: URLSearchParams) => void): URL => {
    const url = new URL(back);
    change(url.searchParams);
    return url;
  };
  const state = back.searchParams.get("state") ?? "";
  expect(
    await refusal(
      tab,
      tab.open(),
      changed((members) => members.delete("state")),
    ),
  ).toBe("state_missing");
  expect(
    await refusal(
      tab,
      tab.open(),
      changed((members) => members.set("state", `${state}x`)),
    ),
  ).toBe("state_unknown");
  expect(
    await refusal(
      tab,
      tab.open(),
      changed((members) => members.set("state", `A${state.slice(1)}`)),
    ),
  ).toBe("state_unknown");
  expect(
    await refusal(
      tab,
      tab.open(),
      changed((members) => members.delete("code")),
    ),
  ).toBe("code_missing");
  expect(await refusal(tab, tab.open(), back)).toBe("state_used");
});

test("X9: A nonce that is not the one the sign-in began with gets no code exchanged", async () => {
  for (const nonce of ["n".repeat(32), "", undefined]) {
    const tab = await openTab();
    const back = await tab.leave();
    edit(tab, { nonce });
    expect(await refusal(tab, tab.open(), back)).toBe("nonce_mismatch");
  }
});

test("X10: A verifier that is lost or shorter than 43 characters gets no code exchanged", async () => {
  for (const codeVerifier of [undefined, "", "v".repeat(42)]) {
    const tab = await openTab();
    const back = await tab.leave();
    edit(tab, { codeVerifier });
    expect(await refusal(tab, tab.open(), back)).toBe("verifier_lost");
  }
  const tab = await openTab();
  const back = await tab.leave();
  tab.stored.clear();
  expect(await refusal(tab, tab.open(), back)).toBe("state_unknown");
});

test("X11: A redirect that is answered twice, reloaded or gone back to exchanges its code once, and the code has left the address bar before", async () => {
  const tab = await openTab();
  const back = await tab.leave();
  const before = tab.mock.journal.length;
  const first = tab.open();
  const sessions = await Promise.all([first.complete(back), first.complete(back), tab.open().complete(back)]);
  expect(tab.shown[0]).toEqual([home, before]);
  for (const address of [back, home, back]) sessions.push(await tab.open().complete(address));
  expect(sessions.every((session) => session !== undefined)).toBe(true);
  expect(tab.mock.calls("exchangeFlexToken")).toBe(1);
  for (const [url] of tab.shown) expect(url).toBe(home);
});

test("X12: What was begun for one profile, account or issuer is not completed for another", async () => {
  const mixed: readonly { readonly changes?: object; readonly members?: Readonly<Record<string, string>> }[] = [
    { changes: { credentials: { accountSid, ssoProfileSid: "JQ00000000000000000000000000000001" } } },
    { changes: { credentials: { accountSid: "AC11111111111111111111111111111111" } } },
    { members: { iss: "https://evil.example.net" } },
    { members: { ssoProfileSid: "JQ00000000000000000000000000000001" } },
  ];
  for (const { changes, members = {} } of mixed) {
    const tab = await openTab();
    const back = await tab.leave();
    for (const [name, value] of Object.entries(members)) back.searchParams.set(name, value);
    expect(await refusal(tab, tab.open(changes), back)).toBe("profile_mismatch");
  }
  const tab = await openTab();
  const back = await tab.leave();
  const theirs = { access_token: "fake-flex-token", refresh_token: "fake-refresh-token", token_info: { account_sid: "AC11111111111111111111111111111111" } };
  tab.mock.respondOnce("exchangeFlexToken", { status: 200, body: theirs });
  expect((await failure(tab.open().complete(back))).reason).toBe("profile_mismatch");
  expect(await tab.open().complete(home)).toBe(undefined);
});
