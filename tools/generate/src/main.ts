import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const home = fileURLToPath(new URL("../../../", import.meta.url));
// Compiling openapi-typescript and its compiler is most of a cold run.
enableCompileCache(fileURLToPath(new URL("../node_modules/.cache/compile", import.meta.url)));

const usage = `pnpm generate [--check] [--force] [name…]
  --check   writes nothing; fails when a generated file is missing, stale or edited
  --force   generates even where nothing seems to have changed
  --root    folder that holds specs/ and packages/`;

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { check: { type: "boolean" }, force: { type: "boolean" }, help: { type: "boolean" }, root: { type: "string", default: home } },
  });
  if (values.help) console.log(usage);
  else {
    const { run } = await import("./run.ts");
    const { root, check = false, force = false } = values;
    process.exitCode = await run({ root, check, force, names: positionals, print: (line) => console.log(line) });
  }
} catch (error) {
  if (!(error instanceof Error) || !("code" in error) || !String(error.code).startsWith("ERR_PARSE_ARGS")) throw error;
  console.error(`${error.message}\n${usage}`);
  process.exitCode = 1;
}
