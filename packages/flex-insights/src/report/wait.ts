const first = 1000;
const longest = 8000;
const least = 500;

/** How long to stay away, in ms: as `Retry-After` or `Refresh` says, else 1, 2, 4, then 8 seconds. Never longer than `cap`. */
export function waitOf(headers: Headers, polls: number, now: number, cap: number): number {
  const text = headers.get("retry-after") ?? headers.get("refresh") ?? "";
  const seconds = /^\s*(\d+)\s*(?:[;,]|$)/.exec(text)?.[1];
  const until = /^[A-Z][a-z]{2,8}, .+ GMT$/.test(text) ? Date.parse(text) : Number.NaN;
  // A date is by the server's own clock, where it shows it.
  const left = seconds === undefined ? until - (Date.parse(headers.get("date") ?? "") || now) : Number(seconds) * 1000;
  // A server that says 0 is not asked in a loop.
  return Math.min(cap, Number.isNaN(left) ? Math.min(longest, first * 2 ** Math.min(polls - 1, 8)) : Math.max(least, left));
}
