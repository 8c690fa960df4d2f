import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { matrix } from "./matrix.ts";
import { counts, type Row } from "./row.ts";

export const root: string = fileURLToPath(new URL("../../..", import.meta.url));

/** The name of a row's test, without its id; undefined when the file has none. */
export function promiseOf({ id, test }: Row): string | undefined {
  const path = join(root, test);
  if (!existsSync(path)) return undefined;
  const found = [...readFileSync(path, "utf8").matchAll(new RegExp(`(["'\`])${id}: ((?:(?!\\1).)+)\\1`, "g"))];
  return found.length === 1 ? found[0]?.[2] : undefined;
}

/** What is wrong with the table: rows that are missing, that have no test of their own, whose break fits the code no more. */
export function mistakes(rows: readonly Row[] = matrix): string[] {
  const ids = rows.map(({ id }) => id);
  const wanted = Object.entries(counts).flatMap(([letter, count]) => Array.from({ length: count }, (_, index) => `${letter}${index + 1}`));
  return [
    ...wanted.filter((id) => !ids.includes(id)).map((id) => `${id} has no row; write one in tools/faults/src/rows`),
    ...ids.filter((id, index) => ids.indexOf(id) !== index || !wanted.includes(id)).map((id) => `${id} stands twice, or is none of the matrix; take it out`),
    ...rows.flatMap((row) => (promiseOf(row) === undefined ? [`${row.id} needs exactly one test("${row.id}: …") in ${row.test}`] : [])),
    ...rows.flatMap(({ id, break: { file, line, becomes } }) => {
      const path = join(root, file);
      const times = existsSync(path) ? readFileSync(path, "utf8").split(line).length - 1 : 0;
      return times === 1 && line !== becomes ? [] : [`${id} breaks a line that stands ${times} times in ${file}; name one that stands there once`];
    }),
  ];
}
