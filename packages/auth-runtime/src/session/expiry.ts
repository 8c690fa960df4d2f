import type { TokenRule } from "../chain/types.ts";
import type { StoredToken } from "../stores/types.ts";
import type { AccessToken, Clock } from "./types.ts";

const tenYears = 315_360_000;

/** Seconds a token lives: what the answer says where that can be believed, else the nominal life; between 1 s and 10 years. */
export function lifetimeOf(rule: TokenRule, said: unknown, now: number): number | undefined {
  let seconds = typeof said === "string" && /^\d+(\.\d+)?$/.test(said) ? Number(said) : said;
  // A number beyond ten years is an instant: ms or s since the epoch.
  if (typeof seconds === "number" && seconds > tenYears) seconds = (seconds > 1e11 ? seconds / 1000 : seconds) - now / 1000 || -1;
  const believed = typeof seconds === "number" && seconds >= 0 && seconds <= tenYears ? seconds : rule.lifetime;
  return believed === undefined ? undefined : Math.max(1, believed);
}

/** A token in memory, with its windows. All in ms; `ends` by the monotonic clock. */
export interface HeldToken extends StoredToken {
  readonly ends: number;
  readonly soft: number;
  readonly hard: number;
  readonly access: Record<string, AccessToken>;
  /** The API refused it. */
  refused?: boolean;
  /** Renewing it ahead of time does not lengthen its life. */
  final?: boolean;
  /** It was there before this session asked for it: nobody knows whether it still works. */
  adopted?: boolean | undefined;
}

/** Windows scale with the life, also of a token that is found when most of it is over: renewed in the background from `soft` on, waited for from `hard` on. */
export function hold(stored: StoredToken, rule: TokenRule, clock: Clock): HeldToken {
  const left = stored.expiresAt === undefined || rule.renew ? Infinity : stored.expiresAt - clock.now();
  const life = Math.max(left, stored.life ?? 0);
  return {
    ...stored,
    ends: clock.monotonic() + left,
    soft: Math.min(300_000, life * 0.2) * (0.9 + Math.random() * 0.2),
    hard: Math.min(30_000, life * 0.05),
    access: {},
  };
}

/** ms left to live, by whichever clock says less. Infinity where only the server knows. */
export function leftOf(held: HeldToken, clock: Clock): number {
  return held.ends === Infinity ? Infinity : Math.min((held.expiresAt as number) - clock.now(), held.ends - clock.monotonic());
}
