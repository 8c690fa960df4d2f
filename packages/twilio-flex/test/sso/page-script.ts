// What runs in a tab: a page that signs people in, with a session that all tabs share.
import type { Session } from "@freshkey/auth-runtime";
import { indexedDbStore } from "@freshkey/auth-runtime/stores/indexeddb";
import { createTwilioFlexClient } from "@freshkey/twilio-flex";
import { createSsoSignIn } from "@freshkey/twilio-flex/sso";

/** A tab, as the test sees it. */
export interface Tab {
  /** Whether somebody is signed in, or why not. */
  readonly signedIn: string;
  begin(): Promise<void>;
  /** The status of one call, or its error. */
  call(): Promise<string>;
  signOut(): Promise<void>;
  advance(ms: number): void;
  readonly events: string[];
  /** What the page's address was as the first request went out, and the address now. */
  readonly addresses: string[];
}

const server = String(new URLSearchParams(document.cookie).get("server"));
const events: string[] = [];
const addresses: string[] = [];
let ahead = 0;
const clock = {
  now: () => Date.now() + ahead,
  monotonic: () => performance.now() + ahead,
  after: (ms: number, callback: () => void) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};
const real = globalThis.fetch;
globalThis.fetch = (...request) => (addresses.push(location.href), real(...request));
const signIn = createSsoSignIn({
  credentials: { accountSid: "AC00000000000000000000000000000000" },
  redirectUrls: [`${location.origin}/callback`],
  store: indexedDbStore("tokens"),
  server,
  clock,
  onEvent: ({ type, reason }) => events.push(`${type} ${reason ?? ""}`.trim()),
});
// As React does in strict mode: twice.
const both = [signIn.complete(), signIn.complete()];
let session: Session | undefined;
let signedIn: string;
try {
  const [first, second] = await Promise.all(both);
  session = first;
  signedIn = first === second ? String(first !== undefined) : "two sessions";
} catch (error) {
  signedIn = String((error as { readonly reason?: string }).reason ?? error);
}
const tab: Tab = {
  signedIn,
  begin: async () => location.assign(await signIn.start()),
  call: async () => {
    if (!session) return "nobody";
    return createTwilioFlexClient({ session, server })
      .GET("/v1/Configuration")
      .then(
        ({ response }) => String(response.status),
        (error: { readonly code?: string }) => String(error.code ?? error),
      );
  },
  signOut: async () => session?.signOut(),
  advance: (ms) => {
    ahead += ms;
  },
  events,
  addresses,
};
Object.assign(globalThis, { tab });
