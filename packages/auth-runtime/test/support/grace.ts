import type { SessionOptions, TokenChain } from "../../src/index.ts";
import { rotating } from "./chain.ts";
import { open, type Opened } from "./open.ts";
import { spyStore } from "./store.ts";
import type { Vendor } from "./vendor.ts";

interface Lapsed extends Opened<Vendor> {
  readonly store: ReturnType<typeof spyStore>;
}

/** The chain whose refresh token stays good for so many seconds after it was spent. */
export const withGrace = (seconds: number): TokenChain<any> => ({
  ...rotating,
  tokens: { ...rotating.tokens, refreshToken: { lifetime: 86_400, rotation: { grace: seconds }, renew: "onRefusal" } },
});

/** A session on a vendor that keeps such a promise, and on a store that can tell how old a record is. Its access token is dead, its refresh token is good. */
export async function lapsed(chain: TokenChain<any>, options: Partial<SessionOptions<any>> = {}): Promise<Lapsed> {
  const store = spyStore();
  const opened = open({ store, ...options }, chain);
  store.now = opened.clock.monotonic;
  opened.api.grace = true;
  await opened.get();
  opened.api.killAccess();
  return { ...opened, store };
}

/** The store takes so many ms over the nth intent to refresh. */
export function slowIntent({ store, clock }: Lapsed, nth: number, ms: number): void {
  let intents = 0;
  store.afterSwap = (record) => {
    if (record.intent?.grant === "POST /refresh" && (intents += 1) === nth) clock.advance(ms);
  };
}
