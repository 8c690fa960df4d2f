const form = /^P(?:(\d+)W$)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const unitSeconds = [604_800, 86_400, 3_600, 60, 1];
const spoken: readonly (readonly [RegExp, string])[] = [
  [/^(\d+) *(s|secs?|seconds?)?$/i, "PT$S"],
  [/^(\d+) *(m|mins?|minutes?)$/i, "PT$M"],
  [/^(\d+) *(h|hours?)$/i, "PT$H"],
  [/^(\d+) *(d|days?)$/i, "P$D"],
  [/^(\d+) *(w|weeks?)$/i, "P$W"],
  [/^P(\d+)([HMS])$/, "PT$"],
];

/** Seconds of an ISO 8601 duration in weeks, days, hours, minutes and seconds; 0 when it is none, with what to write. */
export function duration(value: unknown): { readonly seconds: number; readonly remedy: string } {
  const parts = typeof value === "string" ? form.exec(value)?.slice(1) : undefined;
  const seconds = (parts ?? []).reduce((sum, part, index) => sum + Number(part ?? 0) * (unitSeconds[index] ?? 0), 0);
  return { seconds, remedy: seconds ? "" : remedyFor(String(value)) };
}

function remedyFor(text: string): string {
  for (const [pattern, shape] of spoken) {
    const [, count, unit = ""] = pattern.exec(text.trim()) ?? [];
    if (!count || Number(count) === 0) continue;
    return `write \`${shape.replace("$", count)}${shape.endsWith("$") ? unit : ""}\``;
  }
  if (/^P\d*[YM\d]+/.test(text)) return "years and months have no fixed length: write days, such as `P30D`";
  return "write for example `PT10M`, `PT1H` or `P14D`";
}
