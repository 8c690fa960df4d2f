import type { Clock, Session, SessionOptions } from "@freshkey/auth-runtime";
import { createFlexChargeSession } from "@freshkey/flexcharge";
import { createFlexInsightsSession } from "@freshkey/flex-insights";
import { createSimacanSession } from "@freshkey/simacan";
import { createTwilioFlexSession } from "@freshkey/twilio-flex";

/** A chain to be fed with strange answers. */
export interface Api {
  readonly name: string;
  open(options: Pick<SessionOptions<any>, "fetch" | "clock" | "onEvent" | "store">): Session;
  /** A good answer for each token endpoint, by the end of its path. */
  readonly answers: Readonly<Record<string, object>>;
}

const word = "canary-word";
/** The instant of the frozen clock, ms since the epoch. */
export const start: number = Date.UTC(2026, 0, 1);

export const apis: readonly Api[] = [
  {
    name: "simacan",
    open: (options) => createSimacanSession({ credentials: { username: "ada", password: word }, ...options }),
    answers: {
      "/auth/password": { access_token: "canary-a", refresh_token: "canary-r", expires_in: 3600, token_type: "bearer" },
      "/auth/refresh": { access_token: "canary-a", refresh_token: "canary-r", expires_in: 3600 },
    },
  },
  {
    name: "flexcharge",
    open: (options) => createFlexChargeSession({ credentials: { appKey: "key-1", appSecret: word }, ...options }),
    answers: { "/oauth2/token": { accessToken: "canary-a", refreshToken: "canary-r", expires: start + 600_000, success: true, errors: [] } },
  },
  {
    name: "flex-insights",
    open: (options) => createFlexInsightsSession({ credentials: { login: "ada@example.com", password: word }, ...options }),
    answers: { "/account/login": { userLogin: { token: "canary-s", state: "/gdc/account/login/1", profile: "/gdc/account/profile/1" } }, "/account/token": { userToken: { token: "canary-t" } } },
  },
  {
    name: "flex-insights/cookies",
    open: (options) => createFlexInsightsSession({ chain: "cookies", credentials: { login: "ada@example.com", password: word }, ...options }),
    answers: { "/account/login": { userLogin: { state: "/gdc/account/login/1" } }, "/account/token": {} },
  },
  {
    name: "twilio-flex/mint",
    open: (options) => createTwilioFlexSession({ chain: "mint", credentials: { accountSid: "AC1", authToken: word, instanceSid: "GO1", username: "ada" }, ...options }),
    answers: { "/Tokens": { access_token: "canary-a", token_info: { expiration: "2026-01-01T01:00:00Z" } }, "/Users": { users: [{ flex_user_sid: "FU1", username: "ada" }] } },
  },
];

/** A clock that stands still; its timers fire when they are told to. */
export interface Frozen extends Clock {
  advance(ms: number): void;
}

/** Lets virtual time pass, 5 s a turn, until the work has come to an end. Resolves to whether it did within two hours. */
export async function pass(clock: Frozen, work: Promise<unknown>): Promise<boolean> {
  let over = false;
  const end = (): void => void (over = true);
  work.then(end, end);
  for (let turn = 0; !over && turn < 1440; turn += 1) {
    for (let tick = 0; !over && tick < 3; tick += 1) await new Promise((done) => setImmediate(done));
    if (!over) clock.advance(5000);
  }
  return over;
}

export function frozen(): Frozen {
  let at = 0;
  let timers: { readonly due: number; readonly callback: () => void }[] = [];
  return {
    now: () => start + at,
    monotonic: () => at,
    after(ms, callback) {
      const timer = { due: at + ms, callback };
      timers.push(timer);
      return () => void (timers = timers.filter((one) => one !== timer));
    },
    advance(ms) {
      at += ms;
      const due = timers.filter((timer) => timer.due <= at);
      timers = timers.filter((timer) => timer.due > at);
      for (const { callback } of due) callback();
    },
  };
}
