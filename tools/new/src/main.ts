import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { plan } from "./plan.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const usage = `pnpm new [--no-install] <name>
  makes packages/<name> of specs/<name>.openapi.yaml: a client, its tests, its README
  --no-install   leaves \`pnpm install\` to you`;

try {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { help: { type: "boolean" }, "no-install": { type: "boolean", default: false } } });
  const [name, ...more] = positionals;
  if (values.help) console.log(usage);
  else if (name === undefined || more.length > 0) fail([usage]);
  else await add(name, !values["no-install"]);
} catch (error) {
  if (!(error instanceof Error) || !("code" in error) || !String(error.code).startsWith("ERR_PARSE_ARGS")) throw error;
  fail([error.message, usage]);
}

async function add(name: string, install: boolean): Promise<void> {
  const made = await plan(root, name);
  if ("refused" in made) return fail(made.refused);
  for (const [file, text] of Object.entries(made.files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
    console.log(`written    ${file}`);
  }
  const steps: readonly (readonly [what: string, command: string, ...args: string[]])[] = [
    ...(install ? [["installed  what it depends on", "npx", "--yes", "pnpm@12", "install", "--no-frozen-lockfile"] as const] : []),
    ["generated  its types, chains, operations and schemas", process.execPath, "tools/generate/src/main.ts", name],
    ["laid out   its TypeScript", process.execPath, "tools/gates/src/format.ts", "--write"],
    ["listed     its public names", process.execPath, "tools/gates/src/names.ts", "--write"],
  ];
  for (const [what, command, ...args] of steps) {
    const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: "utf8" });
    if (status !== 0) return fail([`${args.join(" ")} ended with ${status}:`, stdout, stderr, "What was written is there: mend it, and go on with that command."]);
    console.log(what);
  }
  const left = [
    ["specs/facts.yaml", "`D` says that a page of the vendor has it: is that so?"],
    [`tools/witness/transcripts/${name}.http`, "the token requests, byte for byte from the vendor's page"],
    [`packages/${name}/README.md`, "what this vendor leaves open"],
  ] as const;
  console.log(`
pnpm --filter @freshkey/${name} test    plays every operation against the mock
pnpm --filter @freshkey/${name} build   makes what is published

Left for a person:
${left.map(([file, what]) => `  ${file}  ${what}`).join("\n")}`);
}

function fail(lines: readonly string[]): void {
  for (const line of lines) if (line.trim()) console.error(line.trimEnd());
  process.exitCode = 1;
}
