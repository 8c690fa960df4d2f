import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { strictOnly, wanted } from "./files.ts";
import { scores, type Report } from "./score.ts";

// pnpm test:mutation [--strict | file…] [--cores 4]: breaks auth-runtime line by line, and counts the breaks that its tests do not see.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { strict: { type: "boolean", default: false }, cores: { type: "string", default: String(availableParallelism()) } },
});

const runtime = fileURLToPath(new URL("../../../packages/auth-runtime/", import.meta.url));
const results = fileURLToPath(new URL("../test-results/", import.meta.url));
const mutate = values.strict ? strictOnly : positionals.length > 0 ? positionals : ["src/**/*.ts", "!src/testing/**"];
// Stryker is heavy and needed here only: it is fetched by this command, not by everybody's set-up.
const needed = {
  "@stryker-mutator/core": "10.1.1",
  "@stryker-mutator/vitest-runner": "10.1.1",
  vitest: "5.1.1",
  typescript: "5.9.3",
  "@types/node": "24.19.2",
  "fast-check": "4.10.2",
  "fake-indexeddb": "6.2.8",
  ioredis: "6.0.0",
  "@redis/client": "6.3.1",
};
/** Tests that see no mutant, or move its lines. */
const left = [
  // The watch over secrets and the bundles: Stryker's instrumentation moves the lines and bytes that they look for.
  "test/wire/{watch,exports,untouched,light}.test.ts",
  // Real sockets: slow, and not what is mutated.
  "test/wire/sockets.test.ts",
  // Bundles, child processes and Chromium: a mutant is active in this process alone.
  "test/stores/{entries,guide,file-processes,file-system,indexeddb}.test.ts",
  // Of the contract itself, which is not mutated; and what waits by the clock of a real server. Clients that do as they are told stand in for it, and the contract runs on a real one.
  "test/stores/{contract,redis,sessions}.test.ts",
];

/** ms. Of the tests above none takes half of it; a mutant that hangs costs one of it. */
const testTimeout = 6_000;

const folder = mkdtempSync(join(tmpdir(), "freshkey-mutation-"));
try {
  for (const entry of ["src", "test", "docs", "README.md", "tsconfig.json"]) if (existsSync(join(runtime, entry))) cpSync(join(runtime, entry), join(folder, entry), { recursive: true });
  const manifest = JSON.parse(readFileSync(join(runtime, "package.json"), "utf8")) as { readonly imports: object; readonly exports: object };
  const clients = { "openapi-fetch": "0.17.0", "openapi-typescript-helpers": "0.1.0" };
  write("package.json", { name: "@freshkey/auth-runtime", type: "module", private: true, imports: manifest.imports, exports: manifest.exports, dependencies: clients, devDependencies: needed });
  cpSync(join(runtime, "../../tsconfig.base.json"), join(folder, "tsconfig.base.json"));
  const extended = readFileSync(join(folder, "tsconfig.json"), "utf8").replace("../../tsconfig.base.json", "./tsconfig.base.json");
  writeFileSync(join(folder, "tsconfig.json"), extended);
  writeFileSync(
    join(folder, "vitest.config.ts"),
    `export default ${JSON.stringify({
      ssr: { resolve: { conditions: ["@freshkey/source", "module", "node", "default"] } },
      resolve: { alias: { "@freshkey-tools/parts/redis": join(runtime, "../../tools/parts/src/redis.ts") } },
      test: { include: ["test/{core,wire,client,faults,sign-in,stores}/**/*.test.ts"], exclude: left, testTimeout, isolate: false },
    })};\n`,
  );
  write("stryker.config.json", {
    testRunner: "vitest",
    plugins: ["@stryker-mutator/vitest-runner"],
    mutate,
    reporters: ["progress-append-only", "json"],
    coverageAnalysis: "perTest",
    concurrency: Number(values.cores),
    // No comment in the sources may take a mutant out of the count.
    ignorers: [],
    timeoutMS: 8_000,
  });
  run("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]);
  run("npx", ["--no-install", "stryker", "run"]);
  const report = JSON.parse(readFileSync(join(folder, "reports/mutation/mutation.json"), "utf8")) as Report;
  const all = scores(report).map((row) => ({ ...row, wanted: wanted(row.file) }));
  console.table(all);
  for (const { file, line, text } of survivors(report)) console.log(`${file}:${line} survived: ${text}`);
  mkdirSync(results, { recursive: true });
  writeFileSync(join(results, "mutation.json"), JSON.stringify(all, undefined, 2));
  // One of two is no score: a small file may miss one.
  process.exitCode = all.every(({ score, wanted: least, mutants, seen }) => score >= least || (mutants < 10 && mutants - seen === 1)) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function write(file: string, content: object): void {
  writeFileSync(join(folder, file), JSON.stringify(content, undefined, 2));
}

function run(command: string, args: readonly string[]): void {
  const { status } = spawnSync(command, args, { cwd: folder, stdio: ["ignore", "inherit", "inherit"] });
  if (status !== 0) throw new Error(`${command} ${args[0]} ended with ${status}`);
}

function survivors({ files }: Report): { readonly file: string; readonly line: number; readonly text: string }[] {
  return Object.entries(files).flatMap(([file, { mutants }]) =>
    mutants
      .filter(({ status }) => !["Killed", "Timeout", "CompileError"].includes(status))
      .map(({ location, replacement = "", mutatorName }) => ({ file, line: location.start.line, text: `${mutatorName} -> ${replacement.slice(0, 120)}` })),
  );
}
