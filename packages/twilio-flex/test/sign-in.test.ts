import { createHash, randomBytes } from "node:crypto";
import { startMock } from "@freshkey-tools/contract";
import type { AuthMock } from "@freshkey/auth-mock";
import { createSession, memoryStore, type AuthEvent } from "@freshkey/auth-runtime";
import type { Interaction } from "@freshkey/auth-runtime/chain";
import { expect, test, vi } from "vitest";
import { consoleSignIn, ssoSignIn } from "../src/generated/chains.ts";
import { createTwilioFlexClient, createTwilioFlexSession } from "../src/index.ts";
import { consoleChainWith, ssoChainWith } from "./sign-in.ts";

// Prism takes a second to load, and longer on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const sso = { ssoProfileSid: "JQ00000000000000000000000000000000", appType: "SinglePageApp" };
const person = { accountSid: "AC00000000000000000000000000000000", instanceSid: "GO00000000000000000000000000000000" };
const renewals = (mock: AuthMock): number => mock.calls("exchangeFlexToken");

/** Sends a person to the page and takes what comes back. */
async function signIn<Credentials>(
  mock: AuthMock,
  { page }: { readonly page: Pick<typeof ssoSignIn.page, "path"> & { readonly parameters?: unknown } },
  credentials: Credentials,
): Promise<Interaction> {
  const codeVerifier = randomBytes(48).toString("base64url");
  const codeChallenge = createHash("sha256").update(codeVerifier).digest("base64url");
  const interaction = { redirectUrl: "https://app.example.com/callback", state: "fake-state", nonce: "fake-nonce", codeVerifier, codeChallenge, code: "" };
  const { query } = (page.parameters as (inputs: unknown) => { query: Record<string, unknown> })({ credentials, interaction });
  const known = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  const { headers } = await fetch(`${mock.url}${page.path}?${new URLSearchParams(known)}`, { redirect: "manual" });
  const back = new URL(headers.get("location") ?? "");
  expect(back.searchParams.get("state")).toBe("fake-state");
  return { ...interaction, code: back.searchParams.get("code") ?? "" };
}

test.each([
  ["sso", { chain: "sso", credentials: sso }],
  ["console", { chain: "console", credentials: person }],
] as const)("%s without a sign-in: nothing is sent, and the session says that a person is needed", async (_, options) => {
  const mock = await startMock("twilio-flex");
  const events: AuthEvent[] = [];
  const session = createTwilioFlexSession({ ...options, server: mock.url, clock: mock.clock, onEvent: (event) => events.push(event) });
  await expect(session.getToken()).rejects.toMatchObject({ name: "ReauthenticationRequiredError", code: "token_refused" });
  expect(events.map(({ type, tokens }) => [type, tokens])).toContainEqual(["interaction_needed", ["flexToken"]]);
  expect(mock.journal).toEqual([]);
});

test("what a sign-in has put into the store is renewed without the person, each refresh token once", async () => {
  const mock = await startMock("twilio-flex");
  const store = memoryStore();
  const place = { store, server: mock.url, clock: mock.clock };
  const interaction = await signIn(mock, ssoSignIn, sso);
  await createSession(ssoChainWith(interaction), { credentials: sso, ...place }).getToken();
  expect(renewals(mock)).toBe(1);

  const flex = createTwilioFlexClient({ chain: "sso", credentials: sso, ...place });
  const configure = async (): Promise<number> => (await flex.GET("/v1/Configuration")).response.status;
  expect([await configure(), renewals(mock)]).toEqual([200, 1]);
  for (let round = 1; round <= 3; round += 1) {
    mock.advance("PT61M");
    expect(await Promise.all(Array.from({ length: 20 }, configure))).toEqual(Array.from({ length: 20 }, () => 200));
    expect(renewals(mock)).toBe(1 + round);
  }
  expect(mock.tokens("refreshToken").map(({ state }) => state)).toEqual(["spent", "spent", "spent", "live"]);
  expect(mock.journal.flatMap(({ violations }) => violations)).toEqual([]);
});

test("a person of the Console is renewed as such", async () => {
  const mock = await startMock("twilio-flex");
  const place = { store: memoryStore(), server: mock.url, clock: mock.clock };
  const interaction = await signIn(mock, consoleSignIn, person);
  await createSession(consoleChainWith(interaction), { credentials: person, ...place }).getToken();
  const flex = createTwilioFlexClient({ chain: "console", credentials: person, ...place });
  mock.advance("PT61M");
  expect([(await flex.GET("/api/v1/Session")).response.status, renewals(mock)]).toEqual([200, 2]);
  expect(mock.journal.flatMap(({ violations }) => violations)).toEqual([]);
});

test("when the refresh token is refused, every call says that a person is needed, and nothing more is sent", async () => {
  const mock = await startMock("twilio-flex");
  const place = { store: memoryStore(), server: mock.url, clock: mock.clock };
  const interaction = await signIn(mock, ssoSignIn, sso);
  await createSession(ssoChainWith(interaction), { credentials: sso, ...place }).getToken();
  const events: AuthEvent[] = [];
  const session = createTwilioFlexSession({ chain: "sso", credentials: sso, ...place, onEvent: (event) => events.push(event) });
  await session.getToken();
  mock.revokeAll();
  mock.advance("PT61M");
  const refused = { name: "ReauthenticationRequiredError", code: "token_refused" };
  await expect(session.getToken()).rejects.toMatchObject(refused);
  const sent = renewals(mock);
  await expect(session.getToken()).rejects.toMatchObject(refused);
  expect([sent, renewals(mock)]).toEqual([2, 2]);
  expect(events.some(({ type }) => type === "interaction_needed")).toBe(true);
});
