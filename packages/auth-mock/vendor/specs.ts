import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const specs = fileURLToPath(new URL("../../../specs/", import.meta.url));
const folder = fileURLToPath(new URL("../dist/specs/", import.meta.url));

// As modules: then whatever loads the package finds them, and a bundler takes them along.
mkdirSync(folder, { recursive: true });
for (const file of globSync("*.openapi.yaml", { cwd: specs }))
  writeFileSync(`${folder}${file.replace(".openapi.yaml", ".js")}`, `export const text = ${JSON.stringify(readFileSync(specs + file, "utf8"))};\n`);
