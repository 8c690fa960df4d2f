import type { Rule } from "./rules.ts";
import type { Shelved, State } from "./state.ts";

/** What is explored. */
export interface Setting {
  readonly processes: number;
  readonly faults: number;
  readonly rotation: "strict" | "grace" | "none";
  /** 1: the refresh token buys the wanted one. 2: it buys one that buys the wanted one. */
  readonly links: 1 | 2;
  /** A grace: the vendor gives the same tokens for the same token, not new ones. */
  readonly same?: boolean;
  /** The store cannot tell how old a record is. */
  readonly ageless?: boolean;
  /** One process has a password that is wrong. */
  readonly typo?: boolean;
  /** The vendor's login answers 200 and gives nothing. */
  readonly empty?: boolean;
  readonly without?: Rule;
}

/** Nearest to the call first. */
export const links = ["short", "access", "refresh"] as const;
/** No tokens at all. */
export const none = { short: 0, access: 0, refresh: 0, shortGen: 0, accessGen: 0, refreshGen: 0 };
/** A record of its own. */
export const copyShelved = (one: Shelved): Shelved => ({ ...one, intent: one.intent && { ...one.intent } });
/** A state of its own. */
export const copy = (state: State): State => ({
  ...state,
  store: copyShelved(state.store),
  older: copyShelved(state.older),
  vendor: { ...state.vendor },
  heirs: { ...state.heirs },
  processes: state.processes.map((one) => ({ ...one, seen: copyShelved(one.seen), won: { ...one.won } })),
});

/** Where everything begins. */
export function initial({ processes, faults, links: count, typo, empty }: Setting): State {
  // All hold the same tokens; those that calls carry have just died.
  const held = { short: 3, access: 1, refresh: 2, shortGen: 1, accessGen: 1, refreshGen: 1 };
  const store: Shelved = { ...held, version: 4, writer: 0, epoch: 0, intent: undefined, gate: 0 };
  const fresh = {
    at: "call",
    epoch: 0,
    grant: undefined,
    outcome: undefined,
    nonce: 0,
    late: false,
    stored: false,
    unwritable: false,
    walked: false,
    refused: 0,
    resent: false,
    orphan: false,
    again: 0,
    slow: false,
    flown: false,
    calls: 0,
    restarts: 0,
    born: 0,
    mine: false,
  } as const;
  return {
    store,
    older: copyShelved(store),
    vendor: { 1: "revoked", 2: typo || empty ? "revoked" : "live", 3: "revoked" },
    heirs: {},
    password: typo ? 1 : 0,
    next: 5,
    faults,
    processes: Array.from({ length: processes }, (_, index) => ({
      ...fresh,
      ...held,
      // One of them calls with the token in the middle.
      wanted: count === 1 || index === 1 ? "access" : "short",
      seen: copyShelved(store),
      won: { short: 0, access: 0, refresh: 0 },
      password: typo && index > 0 ? 1 : 0,
    })),
    logins: 0,
    renewals: 0,
    reasons: typo || empty ? 1 : 0,
    alarms: 0,
    pardoned: 0,
    lossy: false,
    outs: 0,
  };
}
