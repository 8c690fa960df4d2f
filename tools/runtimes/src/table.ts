import type { Column } from "./column.ts";
import type { Cell } from "./program/check.ts";

/** What came of all runtimes, by name and version. */
export type Outcome = Readonly<Record<string, Column>>;

/** Every check that any runtime has, in the order in which they come. */
export function rowsOf(outcome: Outcome): readonly string[] {
  return [...new Set(Object.values(outcome).flatMap(({ cells }) => cells.map(({ check }) => check)))];
}

/** The cell of a check. A runtime that has none says why. */
export function cellOf(name: string, column: Column, check: string): Cell {
  if (column.missing !== undefined) return { check, result: "n/a", why: column.missing };
  if (column.broken !== undefined) return { check, result: "failed", why: column.broken };
  const why = name.startsWith("workerd") ? "a Worker has no processes and no files" : "requests of a Worker: only workerd has them";
  return column.cells.find((cell) => cell.check === check) ?? { check, result: "n/a", why };
}

/** The table as text: checks down, runtimes across, and under it the reason for every cell that is not ok. */
export function tableOf(outcome: Outcome): string {
  const names = Object.keys(outcome);
  const reasons: Record<string, Record<string, string[]>> = {};
  const shown = rowsOf(outcome).map((check) => {
    const cells = Object.entries(outcome).map(([name, column]) => ({ name, ...cellOf(name, column, check) }));
    for (const reason of new Set(cells.flatMap(({ result, why }) => (result === "ok" ? [] : [`${result}: ${why}`])))) {
      const where = cells.filter(({ result, why }) => reason === `${result}: ${why}`).map(({ name }) => name);
      ((reasons[reason] ??= {})[where.join(", ")] ??= []).push(check);
    }
    return [check, ...cells.map(({ result }) => result)];
  });
  const all = [["", ...names], ...shown];
  const widths = all[0]?.map((_, index) => Math.max(...all.map((row) => row[index]?.length ?? 0))) ?? [];
  const lines = all.map((row) =>
    row
      .map((text, index) => text.padEnd(widths[index] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return [...lines, "", ...Object.entries(reasons).flatMap(([reason, places]) => [reason, ...Object.entries(places).map(placeOf)])].join("\n");
}

/** Where a reason holds. A long list of rows is only counted: the table shows them. */
function placeOf([names, checks]: readonly [string, readonly string[]]): string {
  return `  ${names}: ${checks.length > 6 ? `${checks.length} rows` : checks.join("; ")}`;
}

/** Whether something that was tried did not work. */
export function hasFailed(outcome: Outcome): boolean {
  return Object.values(outcome).some(({ broken, cells }) => broken !== undefined || cells.some(({ result }) => result === "failed"));
}
