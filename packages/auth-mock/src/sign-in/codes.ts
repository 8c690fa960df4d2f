import { randomBytes } from "node:crypto";
import type { Grant } from "../chains.ts";
import type { Family } from "../ledger.ts";

/** A person who was sent here with a request that can be granted. */
export interface Visit {
  readonly grant: Grant;
  /** Who they say that signs in: the credentials in the address. */
  readonly credentials: Readonly<Record<string, string>>;
  /** What the address holds of the interaction: redirect target, state, nonce, challenge. */
  readonly interaction: Readonly<Record<string, string>>;
}

/** A one-time code, with all that it is bound to. */
export interface Code extends Visit {
  readonly diesAt: number;
  used: boolean;
  /** What came of it. */
  family: Family | undefined;
}

/** Codes that were given out. A used one is remembered, so that its return is noticed. */
export interface Codes {
  issue(visit: Visit): string;
  find(value: unknown): Code | undefined;
}

const life = 60_000;
const kept = 1_000;

export function createCodes(now: () => number): Codes {
  const codes = new Map<string, Code>();
  return {
    issue(visit) {
      const value = `code-${randomBytes(24).toString("base64url")}`;
      codes.set(value, { ...visit, diesAt: now() + life, used: false, family: undefined });
      const [oldest] = codes.keys();
      if (codes.size > kept && oldest !== undefined) codes.delete(oldest);
      return value;
    },
    find: (value) => (typeof value === "string" ? codes.get(value) : undefined),
  };
}
