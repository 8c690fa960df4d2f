import type { Session, TokenRecord, TokenStore } from "@freshkey/auth-runtime";
import { memoryStore } from "@freshkey/auth-runtime";
import { createTwilioFlexClient } from "@freshkey/twilio-flex";
import { createSsoSignIn, type SsoSignIn } from "@freshkey/twilio-flex/sso";
import * as oauth from "oauth4webapi";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { clientId } from "../src/provider/provider.ts";
import { startBridge, type Bridge } from "../src/provider/server.ts";
import { keepLedger, type Ledger } from "./ledger.ts";
import { visit } from "./person.ts";

const home = "https://app.example.com/";
const life = 30;
const insecure = { [oauth.allowInsecureRequests]: true };
let bridge: Bridge;
let ledger: () => Ledger;
let ahead = 0;
const clock = {
  now: () => Date.now() + ahead,
  monotonic: () => performance.now() + ahead,
  after: (ms: number, callback: () => void) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

beforeEach(async () => {
  bridge = await startBridge({ page: "https://app.example.com", life });
  ledger = keepLedger({ bridge });
  onTestFinished(bridge.close);
});

/** A tab: what it keeps for itself, and the store that it may share with others. */
interface Tab {
  readonly signIn: SsoSignIn;
  readonly kept: Map<string, string>;
  /** The sign-in that waits for its person. */
  waiting(): Readonly<Record<"state" | "nonce" | "codeVerifier", string>>;
}

function openTab({ store = memoryStore(), kept = new Map<string, string>() }: { readonly store?: TokenStore; readonly kept?: Map<string, string> } = {}): Tab {
  const storage = { getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, value: string) => void kept.set(name, value) };
  const signIn = createSsoSignIn({ credentials: { accountSid: "AC00000000000000000000000000000000" }, redirectUrls: [home], server: bridge.url, store, storage, clock });
  return { signIn, kept, waiting: () => JSON.parse([...kept.values()][0] ?? "[]").at(-1) };
}

const begin = async ({ signIn }: Tab, choice?: "cancel"): Promise<URL> => visit(await signIn.start(), home, choice);
const complete = async ({ signIn }: Tab, address: string | URL = home): Promise<Session> => {
  const session = await signIn.complete(address);
  if (!session) throw new Error("nobody is signed in");
  return session;
};
const call = async (session: Session): Promise<number> => (await createTwilioFlexClient({ session, server: bridge.url }).GET("/v1/Configuration")).response.status;
const spend = (form: Readonly<Record<string, string>>): Promise<Response> => fetch(`${bridge.url}/token`, { method: "POST", body: new URLSearchParams({ client_id: clientId, ...form }) });
const sums = () => {
  const { given, refused, alarms } = ledger();
  return { codes: given.AuthorizationCode, refreshes: given.RefreshToken, refused, alarms };
};

/** A store that remembers every record that was put into it. */
function recordingStore(): { readonly store: TokenStore; readonly records: (readonly [key: string, record: TokenRecord])[] } {
  const inner = memoryStore();
  const records: (readonly [string, TokenRecord])[] = [];
  const swap: TokenStore["swap"] = async (key, expected, record, options) => {
    const version = await inner.swap(key, expected, record, options);
    if (version !== false) records.push([key, record]);
    return version;
  };
  return { store: { ...inner, swap }, records };
}

test("a sign-in that ours begins, oauth4webapi finishes: state, issuer, PKCE, and the nonce in a signed id token", async () => {
  const tab = openTab();
  const back = await begin(tab);
  const { state, nonce, codeVerifier } = tab.waiting();
  const issuer = new URL(bridge.url);
  const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure));
  const client = { client_id: clientId, id_token_signed_response_alg: "ES256" };
  expect(() => oauth.validateAuthResponse(server, client, back, oauth.generateRandomState())).toThrow("unexpected");
  const callback = oauth.validateAuthResponse(server, client, back, state);
  const response = await oauth.authorizationCodeGrantRequest(server, client, oauth.None(), callback, home, codeVerifier, insecure);
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, { expectedNonce: nonce, requireIdToken: true });
  await oauth.validateApplicationLevelSignature(server, response, insecure);
  expect(oauth.getValidatedIdTokenClaims(tokens)).toMatchObject({ nonce, iss: bridge.url, aud: clientId });
});

test("a sign-in of ours from the beginning to the end: the provider's id token holds the nonce that was sent, calls are answered, renewals go on", async () => {
  const tab = openTab();
  const nonces: unknown[] = [];
  bridge.provider.on("grant.success", ({ body }) => nonces.push(JSON.parse(Buffer.from(String((body as { id_token?: string }).id_token).split(".")[1] ?? "", "base64url").toString()).nonce));
  const back = await begin(tab);
  const { nonce } = tab.waiting();
  const session = await complete(tab, back);
  expect(await call(session)).toBe(200);
  ahead += (life + 1) * 1000;
  expect(await call(session)).toBe(200);
  expect(sums()).toEqual({ codes: 1, refreshes: 1, refused: 0, alarms: 0 });
  expect(nonces).toEqual([nonce, nonce]);
});

test("a challenge that was changed on the way: the provider refuses our verifier, and our sign-in says code_refused", async () => {
  const tab = openTab();
  const address = new URL(await tab.signIn.start());
  address.searchParams.set("codeChallenge", await oauth.calculatePKCECodeChallenge(oauth.generateRandomCodeVerifier()));
  const back = await visit(address.href, home);
  await expect(complete(tab, back)).rejects.toMatchObject({ name: "SignInError", code: "sign_in_failed", reason: "code_refused" });
  expect(sums()).toEqual({ codes: 0, refreshes: 0, refused: 1, alarms: 0 });
});

test("a code that comes again from a copy of the tab: the provider refuses it and ends the sign-in, and both tabs say so", async () => {
  const tab = openTab();
  const back = await begin(tab);
  const copy = openTab({ kept: new Map(tab.kept) });
  const session = await complete(tab, back);
  await expect(complete(copy, back)).rejects.toMatchObject({ reason: "code_refused" });
  expect(sums()).toEqual({ codes: 1, refreshes: 0, refused: 1, alarms: 1 });
  ahead += (life + 1) * 1000;
  await expect(call(session)).rejects.toMatchObject({ name: "ReauthenticationRequiredError", code: "token_refused" });
});

test("a refresh token that was spent before, from a store that was put back: the provider ends the whole sign-in, and both sessions ask for a person", async () => {
  const { store, records } = recordingStore();
  const tab = openTab({ store });
  const session = await complete(tab, await begin(tab));
  const [key, old] = records.at(-1) ?? ["", undefined];
  ahead += (life + 1) * 1000;
  expect(await call(session)).toBe(200);
  const backup = memoryStore();
  await backup.swap(key, undefined, old as TokenRecord, {});
  const other = await complete(openTab({ store: backup }));
  ahead += (life + 1) * 1000;
  await expect(call(other)).rejects.toMatchObject({ name: "ReauthenticationRequiredError", code: "token_refused" });
  expect(sums()).toEqual({ codes: 1, refreshes: 1, refused: 1, alarms: 1 });
  await expect(call(session)).rejects.toMatchObject({ name: "ReauthenticationRequiredError", code: "token_refused" });
  expect(sums()).toEqual({ codes: 1, refreshes: 1, refused: 2, alarms: 1 });
});

test("what is changed in the tab itself is refused before the provider hears of it", async () => {
  const changes: readonly (readonly [reason: string, (waiting: Record<string, unknown>) => Record<string, unknown>])[] = [
    ["nonce_mismatch", (waiting) => ({ ...waiting, nonce: oauth.generateRandomNonce() })],
    ["nonce_mismatch", (waiting) => ({ ...waiting, codeVerifier: oauth.generateRandomCodeVerifier() })],
    ["state_unknown", (waiting) => ({ ...waiting, state: oauth.generateRandomState() })],
  ];
  for (const [reason, change] of changes) {
    const tab = openTab();
    const back = await begin(tab);
    const [[name = "", text = ""] = []] = tab.kept;
    tab.kept.set(name, JSON.stringify(JSON.parse(text).map(change)));
    await expect(complete(tab, back)).rejects.toMatchObject({ reason });
  }
  const tab = openTab();
  const back = await begin(tab);
  back.searchParams.set("iss", "https://issuer.example.com");
  await expect(complete(tab, back)).rejects.toMatchObject({ reason: "profile_mismatch" });
  expect(sums()).toEqual({ codes: 0, refreshes: 0, refused: 0, alarms: 0 });
});

test("a person who presses Cancel at the provider is a refusal that says so", async () => {
  const tab = openTab();
  await expect(complete(tab, await begin(tab, "cancel"))).rejects.toMatchObject({ reason: "denied", message: "The sign-in was refused: access_denied." });
});

test("nobody is sent to a page that the provider does not know", async () => {
  const address = new URL(await openTab().signIn.start());
  address.searchParams.set("redirectUrl", "https://other.example.com/");
  await expect(visit(address.href, "https://other.example.com/")).rejects.toThrow("400");
});

test("the judge judges: the provider itself refuses a wrong verifier, a short one, a code without one, a spent code and a spent token", async () => {
  const codeOf = async (): Promise<Record<string, string>> => {
    const tab = openTab();
    const code = (await begin(tab)).searchParams.get("code") ?? "";
    return { grant_type: "authorization_code", code, code_verifier: tab.waiting().codeVerifier };
  };
  const answers: [number, unknown][] = [];
  const ask = async (form: Readonly<Record<string, string>>): Promise<Record<string, string>> => {
    const response = await spend(form);
    const body = (await response.json()) as Record<string, string>;
    answers.push([response.status, body["error"]]);
    return body;
  };
  const form = await codeOf();
  await ask({ ...form, code_verifier: oauth.generateRandomCodeVerifier() });
  await ask({ ...form, code_verifier: form["code_verifier"]?.slice(0, 42) ?? "" });
  await ask({ grant_type: "authorization_code", code: form["code"] ?? "" });
  const { refresh_token: token = "" } = await ask(form);
  await ask(form);
  await ask({ grant_type: "refresh_token", refresh_token: token });
  const again = { grant_type: "refresh_token", refresh_token: (await ask(await codeOf()))["refresh_token"] ?? "" };
  const { refresh_token: newest = "" } = await ask(again);
  await ask(again);
  await ask({ ...again, refresh_token: newest });
  const [yes, no, short] = [
    [200, undefined],
    [400, "invalid_grant"],
    [400, "invalid_request"],
  ];
  expect(answers).toEqual([no, short, no, yes, no, no, yes, yes, no, no]);
});

test("the bridge refuses a nonce that is not the one in the id token", async () => {
  const tab = openTab();
  const code = (await begin(tab)).searchParams.get("code");
  const { codeVerifier } = tab.waiting();
  const body = { sso_profile_sid: "JQ00000000000000000000000000000000", grant_type: "AuthorizationCode", code, code_verifier: codeVerifier, nonce: oauth.generateRandomNonce() };
  const response = await fetch(`${bridge.url}/v1/Flex/OAuth/Tokens`, { method: "POST", body: JSON.stringify(body) });
  expect([response.status, ((await response.json()) as { code: number }).code]).toEqual([401, 45003]);
});
