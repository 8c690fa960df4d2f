import type { Api } from "./api.ts";

/** The environment variable of a credential: `FLEX_INSIGHTS_API_KEY`. */
export function variableOf({ name }: Api, member: string): string {
  return `${name}_${member}`
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replaceAll(/[^A-Za-z0-9]/g, "_")
    .toUpperCase();
}

/** A value as TypeScript on one line. */
export function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const members = Object.entries(value).map(([name, member]) => `${/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name)}: ${literal(member)}`);
  return members.length > 0 ? `{ ${members.join(", ")} }` : "{}";
}
