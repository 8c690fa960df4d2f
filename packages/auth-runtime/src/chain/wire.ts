import type { GrantAnswer } from "./types.ts";

/** Marks a grant's body as `application/x-www-form-urlencoded`. Members without a value are left out. */
export function form<Fields extends object>(fields: NoInfer<Fields>): Fields {
  const pairs = Object.entries(fields).filter(([, value]) => value != null);
  return new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])) as unknown as Fields;
}

/** HTTP Basic (RFC 7617), UTF-8: `["authorization", "Basic …"]`. */
export function basic(username: string, password: string): ["authorization", string] {
  const bytes = new TextEncoder().encode(`${username}:${password}`);
  return ["authorization", `Basic ${btoa(String.fromCharCode(...bytes))}`];
}

/** The value of one cookie that an answer sets; undefined when it is absent, empty or cleared. */
export function cookie(headers: Headers, name: string): string | undefined {
  for (const line of headers.getSetCookie()) {
    // Headers have no blank before them, but may have one before the semicolon.
    if (line.startsWith(`${name}=`)) return (line.split(";")[0] as string).slice(name.length + 1).trim() || undefined;
  }
  return undefined;
}

/**
 * Seconds from now until an absolute instant: ms since the epoch, or an ISO 8601 date-time (UTC where it names no zone).
 * "Now" is the answer's `Date` header, so a wrong local clock does no harm. Without that header an instant that is off the
 * nominal life by more than half is not believed. Undefined when there is nothing to believe.
 */
export function secondsUntil(instant: unknown, answer: GrantAnswer, nominal?: number): number | undefined {
  const zone = typeof instant === "string" && /^\d{4}-\d\d-\d\d[T ][\d:.]+(Z|[+-]\d\d:?\d\d)?$/i.exec(instant);
  const at = typeof instant === "number" ? instant : zone ? Date.parse(`${instant}${zone[1] ? "" : "Z"}`) : Number.NaN;
  const sent = Date.parse(answer.headers.get("date") as string);
  const seconds = (at - (Number.isNaN(sent) ? answer.receivedAt : sent)) / 1000;
  if (!(seconds > 0)) return undefined;
  return Number.isNaN(sent) && nominal && Math.abs(seconds - nominal) > nominal / 2 ? undefined : seconds;
}
