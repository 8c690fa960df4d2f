import { newId } from "../random.ts";
import type { TokenRecord } from "../stores/types.ts";

/** 16 bits of a salted hash: they tell credential values apart, and are too few to confirm a guess. */
export function tagOf(salt: string, values: readonly unknown[]): string {
  let hash = 0;
  for (const unit of new TextEncoder().encode(salt + JSON.stringify(values))) hash = Math.imul(hash ^ unit, 16_777_619);
  return `#${(hash ^ (hash >>> 16)) & 65_535}`;
}

/** The gate with one more way in closed: for `delay` ms, or for 60 s, then twice as long each time, up to an hour. */
export function close(gate: TokenRecord["gate"], salt: string, way: string, delay?: number): NonNullable<TokenRecord["gate"]> {
  const { [way]: known, ...others } = gate?.closed ?? {};
  const left = delay ?? Math.min(known ? known.delay * 2 : 60_000, 3_600_000);
  // At most 8: the oldest makes room.
  return { salt, closed: { ...Object.fromEntries(Object.entries(others).slice(-7)), [way]: { id: newId(), left, delay: left } } };
}

/** Seconds to stay away: `Retry-After` as seconds or HTTP date; 60 where it makes no sense, at most an hour (RFC 9110, 10.2.3). */
export function retryAfter(headers: Headers, now: number): number {
  const text = headers.get("retry-after") as string;
  const at = /[a-z], /.test(text) ? Date.parse(text) : Number.NaN;
  const seconds = /^\d+$/.test(text) ? +text : Math.max(0, at - (Date.parse(headers.get("date") as string) || now)) / 1000;
  return Number.isNaN(seconds) ? 60 : Math.min(Math.ceil(seconds), 3600);
}
