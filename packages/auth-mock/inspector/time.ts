const units = [
  ["d", 86_400],
  ["h", 3600],
  ["min", 60],
  ["s", 1],
] as const;

/** `9 min 12 s`: the two greatest units. Never less than 0 s. */
export function span(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const first = units.findIndex(([, size]) => seconds >= size);
  if (first < 0) return "0 s";
  const [[unit, size], next] = [units[first] ?? units[3], units[first + 1]];
  const rest = next && Math.floor((seconds % size) / next[1]);
  return `${Math.floor(seconds / size)} ${unit}${rest ? ` ${rest} ${next[0]}` : ""}`;
}

/** `14:05:09`, in UTC, as tokens are dated. */
export function time(ms: number): string {
  // Dates end there; the mock's clock can be moved close to it.
  return ms > 8.64e15 ? "never" : new Date(ms).toISOString().slice(11, 19);
}

/** `22 Nov 2026`. */
export function day(ms: number): string {
  return new Date(ms).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
}
