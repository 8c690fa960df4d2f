import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const specsFolder: string = fileURLToPath(new URL("../../../specs", import.meta.url));

/** All `*.openapi.yaml` of the folder, in order of their names. */
export function specFiles(folder: string = specsFolder): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".openapi.yaml"))
    .sort()
    .map((name) => join(folder, name));
}
