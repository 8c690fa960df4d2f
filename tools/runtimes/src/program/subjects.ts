import type { Clock, Session, TokenStore } from "@freshkey/auth-runtime";
import { createFlexInsightsClient } from "@freshkey/flex-insights";
import { createFlexChargeClient } from "@freshkey/flexcharge";
import { createSimacanClient } from "@freshkey/simacan";
import { createTwilioFlexClient } from "@freshkey/twilio-flex";
import { place } from "./place.ts";

/** What a session of any client is opened with here. */
interface Settings {
  readonly clock?: Clock;
  readonly store?: TokenStore;
  readonly fetch?: typeof fetch;
  readonly timeout?: number;
  readonly waitUntil?: (work: Promise<unknown>) => void;
  /** Opens it with a secret that the mock does not take. */
  readonly wrong?: boolean;
}

/** A client under test. */
export interface Opened {
  readonly session: Session;
  /** One call with data. Resolves to what came. */
  readonly call: (settings?: { readonly signal?: AbortSignal; readonly timeout?: number }) => Promise<{ readonly ok: boolean; readonly status: number; readonly data?: unknown }>;
}

/** One way to log in: an API, and a chain of it. */
export interface Subject {
  readonly name: string;
  /** What the first call asks of token endpoints, by operation. */
  readonly login: Readonly<Record<string, number>>;
  /** What each later token costs. */
  readonly renewal: Readonly<Record<string, number>>;
  /** The operation of its call. */
  readonly data: string;
  /** The token of the call, and how long it lives, s. */
  readonly token: string;
  readonly life: number;
  readonly open: (settings?: Settings) => Opened;
}

/** What no message may hold. */
export const secrets: readonly string[] = ["fake-right-secret", "fake-wrong-secret"];
const secret = ({ wrong }: Settings): string => (wrong ? "fake-wrong-secret" : "fake-right-secret");
const server = place.server;

export const simacan: Subject = {
  name: "simacan",
  login: { createTokens: 1 },
  renewal: { refreshTokens: 1 },
  data: "insertOrUpdateTripsJson",
  token: "accessToken",
  life: 3600,
  open(settings = {}) {
    const client = createSimacanClient({ credentials: { username: "ada", password: secret(settings) }, server, ...settings });
    return { session: client.session, call: (more) => client.PUT("/trips/insertOrUpdate", { body: { trips: [{ tripId: "trip-1" }] }, ...more }) };
  },
};

export const flexCharge: Subject = {
  name: "flexcharge",
  login: { createToken: 1 },
  renewal: { createToken: 1 },
  data: "getOrder",
  token: "accessToken",
  life: 600,
  open(settings = {}) {
    const client = createFlexChargeClient({ credentials: { appKey: "fake/key+1==", appSecret: secret(settings) }, server, ...settings });
    return { session: client.session, call: (more) => client.GET("/orders/{orderId}", { params: { path: { orderId: "00000000-0000-4000-8000-000000000005" } }, ...more }) };
  },
};

const insights = (name: string, chain: "default" | "cookies"): Subject => ({
  name,
  login: { login: 1, getTemporaryToken: 1 },
  renewal: { getTemporaryToken: 1 },
  data: "getAccount",
  token: "tt",
  life: 600,
  open(settings = {}) {
    const client = createFlexInsightsClient({ chain, credentials: { login: "ada@example.com", password: secret(settings) }, server, ...settings });
    return { session: client.session, call: (more) => client.GET("/gdc/app/account/bootstrap/account", { ...more }) };
  },
});
export const flexInsights: Subject = insights("flex-insights", "default");
export const flexInsightsInCookies: Subject = insights("flex-insights in cookies", "cookies");

export const account = {
  accountSid: "AC00000000000000000000000000000000",
  instanceSid: "GO00000000000000000000000000000000",
  username: "user1",
};

export const twilioFlex: Subject = {
  name: "twilio-flex",
  login: { listUsers: 1, createUserToken: 1 },
  renewal: { createUserToken: 1 },
  data: "getConfiguration",
  token: "flexToken",
  life: 3600,
  open(settings = {}) {
    const client = createTwilioFlexClient({ credentials: { ...account, authToken: secret(settings) }, server, ...settings });
    return { session: client.session, call: (more) => client.GET("/v1/Configuration", { ...more }) };
  },
};

export const subjects: readonly Subject[] = [simacan, flexCharge, flexInsights, flexInsightsInCookies, twilioFlex];
