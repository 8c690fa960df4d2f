import type { Count } from "./scenario.ts";

/** What is wrong with a figure; undefined when it is right. */
export function misses(name: string, expected: Count, got: number): string | undefined {
  if (typeof expected === "number") return got === expected ? undefined : `${name}: expected ${expected}, got ${got}`;
  const { atLeast = 0, atMost = Number.POSITIVE_INFINITY } = expected;
  if (got >= atLeast && got <= atMost) return undefined;
  const words = [...(atLeast > 0 ? [`at least ${atLeast}`] : []), ...(atMost < Number.POSITIVE_INFINITY ? [`at most ${atMost}`] : [])];
  return `${name}: expected ${words.join(", ")}, got ${got}`;
}

/** What is wrong with a set of figures. Those that are not expected must be 0. */
export function missesAll(expected: Readonly<Record<string, Count>>, got: ReadonlyMap<string, number>): string[] {
  return [...new Set([...Object.keys(expected), ...got.keys()])].flatMap((name) => misses(name, expected[name] ?? 0, got.get(name) ?? 0) ?? []);
}
