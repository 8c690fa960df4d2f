import type { Violation } from "./journal.ts";

/**
 * An example that complains member by member (`{ errors: { AppKey: ["The AppKey field is required."] } }`, or just the inner part), made to speak of
 * the members that this request really lacks. Any other example is left as it is.
 */
export function nameMissing(body: unknown, complaints: readonly Violation[]): unknown {
  const missing = complaints.flatMap(({ location, message }) => {
    const name = /required property '([^']+)'/.exec(message)?.[1];
    return name === undefined ? [] : [[...location.split(".").slice(1), name].map((step) => step.charAt(0).toUpperCase() + step.slice(1)).join(".")];
  });
  if (missing.length === 0 || !isObject(body)) return body;
  const told = isObject(body["errors"]) ? renamed(body["errors"], missing) : undefined;
  return told ? { ...body, errors: told } : (renamed(body, missing) ?? body);
}

function renamed(members: Readonly<Record<string, unknown>>, missing: readonly string[]): Record<string, unknown> | undefined {
  const entries = Object.entries(members);
  const sample = entries.find(([name, value]) => Array.isArray(value) && String(value[0]).includes(name));
  if (!sample || !entries.every(([, value]) => Array.isArray(value))) return undefined;
  const [name, [text]] = sample as [string, [unknown]];
  const others = entries.filter(([, value]) => !String((value as unknown[])[0]).includes("required"));
  return Object.fromEntries([...others, ...missing.map((lacking) => [lacking, [String(text).replaceAll(name, lacking)]])]);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
