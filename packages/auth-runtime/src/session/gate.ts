import type { TokenRecord } from "../stores/types.ts";

const hour = 3_600_000;

/** 16 bits that tell credential values apart and give nothing away. */
export async function tagOf(salt: string, values: readonly unknown[]): Promise<string> {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytes(salt), algorithm, false, ["sign"]);
  const [high, low] = new Uint8Array(await crypto.subtle.sign("HMAC", key, bytes(JSON.stringify(values))));
  return `${high}.${low}`;
}

type Gate = NonNullable<TokenRecord["gate"]>;

/** The gate with one more way in closed: for `delay` ms, or for 60 s, then twice as long each time, up to an hour. */
export function close(gate: Gate | undefined, salt: string, way: string, delay?: number): Gate {
  // At most 8: the oldest makes room.
  const { [way]: known, ...others } = gate?.closed ?? {};
  const left = delay ?? Math.min(known ? known.delay * 2 : 60_000, hour);
  return { salt, closed: { ...Object.fromEntries(Object.entries(others).slice(-7)), [way]: { id: crypto.randomUUID(), left, delay: left } } };
}

/** Seconds to stay away: `Retry-After` as seconds or HTTP date; 60 where it makes no sense, at most an hour (RFC 9110, 10.2.3). */
export function retryAfter(headers: Headers, now: number): number {
  const text = headers.get("retry-after") ?? "";
  const seconds = /^\d+$/.test(text) ? Number(text) : /^\w{3}, /.test(text) ? (Date.parse(text) - (Date.parse(headers.get("date") ?? "") || now)) / 1000 : Number.NaN;
  return Number.isNaN(seconds) ? 60 : Math.min(Math.max(Math.ceil(seconds), 0), 3600);
}
