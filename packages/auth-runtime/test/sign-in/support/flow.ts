import { createSession, type AuthEvent, type Session, type SessionOptions, type TokenChain } from "../../../src/index.ts";
import type { Interaction, SignIn } from "../../../src/sign-in/index.ts";
import { testClock, type TestClock } from "../../support/clock.ts";
import { spyStore, type SpyStore } from "../../support/store.ts";
import { json, stub, type Stub } from "../../support/stub.ts";

/** A ticket for an hour, and a rotating token that renews it; a person signs in for both. */
export const chain: TokenChain<{ readonly account: string }> = {
  name: "people",
  servers: [{ production: "https://api.example.com" }, { production: "https://login.example.com/base" }],
  credentials: ["account"],
  principal: ["account"],
  tokens: { ticket: { lifetime: 3600 }, renewal: { lifetime: 86_400, rotation: "strict", renew: "onRefusal" } },
  values: { person: {}, place: {} },
  schemes: { bearer: { token: "ticket", header: (value) => ["authorization", `Bearer ${value}`] } },
  grants: [
    { method: "POST", path: "/renew", needs: ["renewal"], body: ({ tokens }) => ({ renewal: tokens["renewal"] }), outputs: { ticket: ({ body }) => body.ticket, renewal: ({ body }) => body.renewal } },
  ],
};

export const flow = {
  page: {
    path: "/authorize/{account}",
    server: 1,
    parameters: ({ credentials, interaction }) => ({ path: { account: credentials.account }, query: { challenge: interaction.codeChallenge, state: interaction.state, absent: undefined } }),
  },
  grant: {
    method: "POST",
    path: "/exchange",
    body: ({ credentials, interaction, values }) => ({ account: credentials.account, code: interaction.code, verifier: interaction.codeVerifier, known: values["person"] }),
    outputs: { ticket: ({ body }) => body.ticket, renewal: ({ body }) => body.renewal, person: ({ body }) => body.person, place: ({ body }) => body.place },
    expiresIn: { ticket: ({ body }) => body.lives },
  },
} as SignIn<any, any>;

export const interaction: Interaction = {
  redirectUrl: "https://app.example.com/callback",
  state: "a state",
  nonce: "nonce",
  codeVerifier: "canary-verifier",
  codeChallenge: "a&challenge",
  code: "canary-code",
};

export interface Desk {
  readonly api: Stub;
  readonly clock: TestClock;
  readonly store: SpyStore;
  readonly session: Session;
  readonly events: AuthEvent[];
  /** Another session like this one, or with changes. */
  again(options?: Partial<SessionOptions<any>>, other?: TokenChain<any>): Desk;
}

function openOn(api: Stub, clock: TestClock, store: SpyStore, options: Partial<SessionOptions<any>>, other: TokenChain<any>): Desk {
  const events: AuthEvent[] = [];
  const session = createSession(other, { credentials: { account: "ac" }, fetch: api.fetch, clock, store, onEvent: (event) => events.push(event), ...options });
  return { api, clock, store, session, events, again: (more, one = other) => openOn(api, clock, store, { ...options, ...more }, one) };
}

/** A session that nobody has signed in to. Each exchange and renewal gives tokens of its own. */
export function openDesk(options: Partial<SessionOptions<any>> = {}, other: TokenChain<any> = chain): Desk {
  let serial = 0;
  const api = stub(() => {
    serial += 1;
    return json({ ticket: `canary-ticket-${serial}`, renewal: `canary-renewal-${serial}`, person: "ada", place: "here" });
  });
  const store = spyStore();
  const clock = testClock();
  store.now = clock.monotonic;
  return openOn(api, clock, store, options, other);
}
