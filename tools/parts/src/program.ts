import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Where a program is: where `variable` of the environment says, or under one of its usual names on the PATH. */
export function findProgram(names: readonly string[], variable?: string): string | undefined {
  const named = variable === undefined ? undefined : process.env[variable];
  if (named) return runs(named) ? named : undefined;
  return (process.env["PATH"] ?? "")
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find(runs);
}

/** Says out loud that a part is missing, and what to do. In CI that is an error: nothing may be left out there unseen. */
export function sayMissing(why: string): undefined {
  if (process.env["CI"] === "true") throw new Error(why);
  console.warn(`SKIPPED, ${why}`);
}

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
