import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** How many lines below `src` a person wrote: all but those in `generated`. */
export function handWrittenLines(packageFolder: URL): number {
  const src = fileURLToPath(new URL("src", packageFolder));
  return readdirSync(src, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !/(^|[\\/])generated[\\/]/.test(file))
    .reduce((sum, file) => sum + readFileSync(join(src, file), "utf8").trimEnd().split("\n").length, 0);
}
