import { startMock } from "@freshkey-tools/contract";
import type { AuthMock, AuthMockOptions } from "@freshkey/auth-mock";
import type { AuthEvent } from "@freshkey/auth-runtime";
import { onTestFinished, vi } from "vitest";
import { createSsoSignIn, type SignInError, type SsoSignIn, type SsoSignInOptions } from "../../src/sso/index.ts";

export const accountSid = "AC00000000000000000000000000000000";
export const instanceSid = "GO00000000000000000000000000000000";
export const profile = "JQ00000000000000000000000000000000";
export const home = "https://app.example.com/callback";

/** What a browser gives a page, as far as a sign-in touches it. */
export interface Page {
  readonly mock: AuthMock;
  readonly stored: Map<string, string>;
  /** What the address bar was set to. */
  readonly shown: string[];
  readonly events: AuthEvent[];
  readonly signIn: SsoSignIn;
  /** Another page of the same tab, or with changes of another one. */
  again(changes?: Partial<SsoSignInOptions>): SsoSignIn;
  /** The way to the vendor and back. */
  visit(address: string): Promise<URL>;
  /** A sign-in from its beginning until the person is back. */
  leave(signIn?: SsoSignIn): Promise<URL>;
}

export async function openPage(options: Partial<SsoSignInOptions> = {}, mocked: Omit<AuthMockOptions, "spec"> = {}): Promise<Page> {
  const mock = await startMock("twilio-flex", mocked);
  const stored = new Map<string, string>();
  const shown: string[] = [];
  const events: AuthEvent[] = [];
  vi.stubGlobal("sessionStorage", { getItem: (name: string) => stored.get(name) ?? null, setItem: (name: string, value: string) => void stored.set(name, value) });
  vi.stubGlobal("history", { state: null, replaceState: (_: unknown, __: string, url: URL) => void shown.push(String(url)) });
  onTestFinished(() => void vi.unstubAllGlobals());
  const again = (changes: Partial<SsoSignInOptions> = {}): SsoSignIn =>
    createSsoSignIn({ credentials: { accountSid }, redirectUrls: [home], server: mock.url, clock: mock.clock, onEvent: (event) => events.push(event), ...options, ...changes } as SsoSignInOptions);
  const signIn = again();
  const visit = async (address: string): Promise<URL> => new URL((await fetch(address, { redirect: "manual" })).headers.get("location") ?? "");
  return { mock, stored, shown, events, signIn, again, visit, leave: async (own = signIn) => visit(await own.start()) };
}

/** The refusal of a promise that must fail. */
export async function refusalOf(work: Promise<unknown>): Promise<SignInError> {
  return work.then(
    () => {
      throw new Error("it was not refused");
    },
    (error: SignInError) => error,
  );
}

/** The requests with a grant that reached the mock. */
export const grants = (mock: AuthMock): number => mock.calls("exchangeFlexToken");
