import type { Cell } from "./program/check.ts";

/** What came of one runtime. */
export interface Column {
  /** Why the runtime is not here; then nothing was tried. */
  readonly missing?: string;
  /** Why the program did not begin; then all of it has failed. */
  readonly broken?: string;
  readonly cells: readonly Cell[];
}

/** The cells of a plan: what was planned and never came has failed. Without a plan the program did not begin. */
export function columnOf(plan: readonly string[] | undefined, cells: readonly Cell[], why: string): Column {
  if (!plan) return { broken: `the program did not begin: ${why}`, cells: [] };
  const lost = plan.filter((name) => !cells.some(({ check }) => check === name));
  return { cells: [...cells, ...lost.map((check): Cell => ({ check, result: "failed", why: `never came to it: ${why || "the program ended"}` }))] };
}
