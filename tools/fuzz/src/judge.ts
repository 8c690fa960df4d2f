import { inspect } from "node:util";
import { isAuthError } from "@freshkey/auth-runtime";

/** What a run found. All but `runs` must be 0. */
export interface Figures {
  readonly surface: string;
  readonly runs: number;
  /** Rejections that are no AuthError. */
  untyped: number;
  /** Places where a secret shows. */
  canaries: number;
  /** Properties that appeared on shared prototypes. */
  prototypes: number;
  /** Tokens that would live for less than a second or more than ten years. */
  lives: number;
  /** Anything else that a surface promises. */
  broken: number;
}

/** Every secret of a run begins so. */
export const canary = "canary";

export const figuresOf = (surface: string, runs: number): Figures => ({ surface, runs, untyped: 0, canaries: 0, prototypes: 0, lives: 0, broken: 0 });

/** Whether something that was thrown, or told, shows a secret. */
export function leaks(thing: unknown): boolean {
  const seen: unknown[] = [];
  for (let at: any = thing; at !== undefined && at !== null && !seen.includes(at) && seen.length < 10; at = at.cause) seen.push(at);
  return seen.some((one: any) => [String(one?.message ?? one), String(one?.stack ?? ""), inspect(one, { depth: 10, showHidden: true }), text(one)].some((shown) => shown.includes(canary)));
}

function text(one: unknown): string {
  try {
    return JSON.stringify(one) ?? "";
  } catch {
    return "";
  }
}

const shared = [Object.prototype, Array.prototype, Function.prototype];
const known = shared.map((one) => Object.getOwnPropertyNames(one).length);

/** Counts what an error may not be. Throws, so that the run stops at the first. */
export function judgeError(figures: Figures, error: unknown): void {
  if (!isAuthError(error)) count(figures, "untyped", `${(error as Error)?.name}: ${(error as Error)?.message}`);
  if (leaks(error)) count(figures, "canaries", (error as Error).name);
}

export function judgePrototypes(figures: Figures): void {
  if (shared.some((one, index) => Object.getOwnPropertyNames(one).length !== known[index])) count(figures, "prototypes", "a shared prototype has grown");
}

const tenYears = 315_360_000_000;

export function judgeLife(figures: Figures, life: number | undefined): void {
  if (life !== undefined && !(life >= 1000 && life <= tenYears)) count(figures, "lives", `${life} ms`);
}

export function count(figures: Figures, what: Exclude<keyof Figures, "surface" | "runs">, why: string): never {
  figures[what] += 1;
  throw new Error(`${figures.surface}, ${what}: ${why}`);
}
