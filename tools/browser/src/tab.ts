// What runs in a tab: a page that signs people in, with a session that all tabs share. Its clock stands until it is told what the time is.
import type { AuthEvent, Session, TokenStore } from "@freshkey/auth-runtime";
import { indexedDbStore } from "@freshkey/auth-runtime/stores/indexeddb";
import { testClock } from "@freshkey/auth-runtime/testing";
import { createTwilioFlexClient } from "@freshkey/twilio-flex";
import { createSsoSignIn } from "@freshkey/twilio-flex/sso";

/** What a page is served with. */
export interface Setting {
  readonly server: string;
  /** Wall time at which its clock stands, ms since the epoch. */
  readonly start: number;
  /** Its store sees nobody's intent and lets everybody win, to show that this is noticed. */
  readonly isBlind?: boolean;
}

/** One call, as the tab's own clock saw it. */
export interface Call {
  /** Wall time when it began. */
  readonly at: number;
  /** ms of the tab's time that it took. */
  readonly waited: number;
  /** The status of its answer, or the code of its error. */
  readonly outcome: string;
  /** The event out of which it was made; absent: none. */
  readonly inside?: string;
}

/** What has come to pass in a tab since it was last asked. */
export interface Report {
  readonly calls: readonly Call[];
  /** Calls that have no answer yet. */
  readonly waiting: number;
  readonly events: readonly string[];
}

/** A tab, as the stage sees it. */
export interface Tab {
  /** Sets the clock, and completes a sign-in or finds the one that is there. Resolves to whether somebody is signed in. */
  enter(at: number): Promise<boolean>;
  /** Begins a sign-in. Resolves to the address to go to. */
  begin(): Promise<string>;
  /** Moves the clock to this wall time. */
  setTime(at: number): void;
  /** Begins that many calls at once; waits for none. */
  call(times: number): void;
  /** Resolves when the tab does nothing any more but wait for time to pass, or for another tab. */
  quiet(): Promise<void>;
  signOut(): Promise<void>;
  report(): Report;
}

declare const setting: Setting;

const clock = testClock(setting.start);
const kept = indexedDbStore("tokens", { budget: 30_000 });
let busy = 0;
let waiting = 0;
let calls: Call[] = [];
let events: string[] = [];
let session: Session | undefined;
/** The events out of whose handler a call is under way: one at a time of each kind. */
const inside = new Set<string>();

const counted = async <T>(work: Promise<T>): Promise<T> => {
  busy += 1;
  return work.finally(() => (busy -= 1));
};
const blind: TokenStore = {
  async load(key) {
    const found = await kept.load(key);
    return found && { ...found, record: { ...found.record, intent: undefined } };
  },
  swap: async (key, _, ...rest) => kept.swap(key, (await kept.load(key))?.version, ...rest),
};
const { load, swap } = setting.isBlind ? blind : kept;
const store: TokenStore = { ...kept, load: (key) => counted(load(key)), swap: (...all) => counted(swap(...all)) };
const real = globalThis.fetch;
globalThis.fetch = (...all) => counted(real(...all));

async function call(out?: string): Promise<void> {
  if (!session) return;
  const [at, began] = [clock.now(), clock.monotonic()];
  waiting += 1;
  const outcome = await createTwilioFlexClient({ session, server: setting.server })
    .GET("/v1/Configuration")
    .then(
      ({ response }) => String(response.status),
      (error: { readonly code?: string }) => String(error.code ?? error),
    );
  waiting -= 1;
  calls.push({ at, waited: clock.monotonic() - began, outcome, ...(out && { inside: out }) });
}

/** As an application may do it that shows who is signed in: it asks by the very client whose event this is. */
async function onEvent({ type, reason }: AuthEvent): Promise<void> {
  events.push(`${type} ${reason ?? ""}`.trim());
  if (inside.has(type) || type === "signed_out") return;
  inside.add(type);
  await call(type);
  inside.delete(type);
}

const signIn = createSsoSignIn({
  credentials: { accountSid: "AC00000000000000000000000000000000" },
  redirectUrls: [`${location.origin}/callback`],
  store,
  server: setting.server,
  clock,
  onEvent,
});
/** A turn of the page's loop. No timer: those of a tab behind another are held back. */
const turn = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => (port1.close(), resolve());
    port2.postMessage("");
  });
const setTime = (at: number): void => clock.advance(at - clock.now());

const tab: Tab = {
  async enter(at) {
    setTime(at);
    session = await signIn.complete();
    return session !== undefined;
  },
  begin: () => signIn.start(),
  setTime,
  call(times) {
    for (let turn = 0; turn < times; turn += 1) void call();
  },
  async quiet() {
    for (let still = 0; still < 10; still = busy > 0 ? 0 : still + 1) await turn();
  },
  signOut: async () => session?.signOut(),
  report() {
    const told = { calls, waiting, events };
    [calls, events] = [[], []];
    return told;
  },
};
Object.assign(globalThis, { tab });
