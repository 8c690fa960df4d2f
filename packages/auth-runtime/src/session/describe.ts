/**
 * What a session holds, for people.
 * @module
 */
import { leftOf } from "./expiry.ts";
import { states } from "./state.ts";
import type { Session } from "./types.ts";

/** One token of a session. Its value is not among it. */
export interface TokenDescription {
  readonly state: "usable" | "dying" | "dead" | "refused" | "missing";
  /** ms since the epoch; absent when only the server knows. */
  readonly expiresAt?: number;
  /** How often it was renewed by any session on the store. */
  readonly generation: number;
}

/** A session at one moment. Holds no secret. */
export interface SessionDescription {
  readonly signedOut: boolean;
  readonly tokens: Readonly<Record<string, TokenDescription>>;
  /** Calls that wait for a renewal. */
  readonly waiters: number;
  /** The store failed at the last try: what is won stays in memory. */
  readonly storeDown: boolean;
  /** Why the last renewal failed, until one succeeds. */
  readonly lastError?: string;
  /** ms until the next try after it. */
  readonly retryIn?: number;
}

/**
 * What a session holds, until when, and its last error. `undefined` for a session that `createSession` of this copy of the package did not make.
 *
 * @example
 * console.log(describeSession(session));
 */
export function describeSession(session: Session): SessionDescription | undefined {
  const state = states.get(session);
  if (!state) return undefined;
  const { chain, clock, held, now, seen, usable, view } = state;
  const tokens: Record<string, TokenDescription> = {};
  for (const name in chain.tokens) {
    const token = held[name];
    const is = !token ? "missing" : token.refused ? "refused" : usable(token) ? "usable" : leftOf(token, clock) > 0 ? "dying" : "dead";
    tokens[name] = { state: is, generation: seen[name] ?? 0, ...(token?.expiresAt !== undefined && { expiresAt: token.expiresAt }) };
  }
  const retryIn = now.retryAt - clock.monotonic();
  return {
    signedOut: now.closed,
    tokens,
    waiters: now.waiters,
    storeDown: view.down,
    ...(now.failures && { lastError: now.lastError instanceof Error ? now.lastError.message : "unknown" }),
    ...(retryIn > 0 && { retryIn }),
  };
}
