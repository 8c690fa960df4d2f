import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { columnOf } from "../src/column.ts";
import { fetchRuntime, runtimes, startRuntime } from "../src/runtimes.ts";
import { hasFailed, tableOf } from "../src/table.ts";

const sound = { cells: [{ check: "logs in", result: "ok" }] } as const;

test("a runtime that is not there is named with its reason, and fails nothing", () => {
  const outcome = { "Node 24": sound, "Bun 1": { missing: "npm could not fetch it", cells: [] } };
  expect(hasFailed(outcome)).toBe(false);
  expect(tableOf(outcome)).toBe(["         Node 24  Bun 1", "logs in  ok       n/a", "", "n/a: npm could not fetch it", "  Bun 1: logs in"].join("\n"));
});

test("one failed cell fails the whole, and its message is in the table", () => {
  const outcome = { "Node 24": sound, "Deno 2": { cells: [{ check: "logs in", result: "failed", why: "Error: 2, not 1" }] } } as const;
  expect(hasFailed(outcome)).toBe(true);
  expect(tableOf(outcome)).toContain("failed: Error: 2, not 1\n  Deno 2: logs in");
});

test("a program that does not begin fails in every row", () => {
  const outcome = { "Node 24": sound, "Node 20": columnOf(undefined, [], "SyntaxError") };
  expect(hasFailed(outcome)).toBe(true);
  expect(tableOf(outcome)).toContain("failed: the program did not begin: SyntaxError\n  Node 20: logs in");
});

test("a reason that holds in many rows is told once, with the runtimes that have it", () => {
  const cells = Array.from({ length: 7 }, (_, index) => ({ check: `check ${index}`, result: "ok" }) as const);
  expect(tableOf({ "Node 24": { cells }, "Bun 1": { missing: "not here", cells: [] }, "Deno 2": { missing: "not here", cells: [] } })).toMatch(/\n\nn\/a: not here\n {2}Bun 1, Deno 2: 7 rows$/);
});

test("what was planned and never came has failed", () => {
  const { cells } = columnOf(["logs in", "logs out"], sound.cells, "it ended with SIGSEGV");
  expect(cells).toEqual([...sound.cells, { check: "logs out", result: "failed", why: "never came to it: it ended with SIGSEGV" }]);
});

test("a row that only other runtimes have says why it is not here", () => {
  const outcome = { "Node 24": sound, "workerd 1": { cells: [{ check: "Workers: share a session", result: "ok" }] } } as const;
  expect(tableOf(outcome)).toContain("n/a: requests of a Worker: only workerd has them\n  Node 24: Workers: share a session");
  expect(tableOf(outcome)).toContain("n/a: a Worker has no processes and no files\n  workerd 1: logs in");
});

test("a runtime that npm does not have for this machine, or that does not start here, says so", () => {
  const [node] = runtimes;
  expect(() => fetchRuntime({ ...node!, package: undefined })).toThrow(/^npm has no Node for /);
  expect(() => startRuntime("/there/is/no/such/binary")).toThrow(/^could not be started: .*ENOENT/);
});

test("the oldest Node that the packages ask for is among the runtimes, exactly", () => {
  const versions = runtimes.filter(({ name }) => name === "Node").map(({ version }) => version);
  for (const name of ["auth-runtime", "flex-insights", "flexcharge", "simacan", "twilio-flex"]) {
    const { engines } = JSON.parse(readFileSync(new URL(`../../../packages/${name}/package.json`, import.meta.url), "utf8"));
    const [, oldest] = /^>=(\d+\.\d+)$/.exec(engines.node) ?? [];
    expect([name, versions[0]]).toEqual([name, `${oldest}.0`]);
  }
});

test("every entry of the packages is in the program, but for schemas, which need zod", () => {
  const folder = new URL("../src/program/", import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const program = files.map((file) => readFileSync(new URL(file, folder), "utf8")).join("\n");
  const entries = ["auth-runtime", "flex-insights", "flexcharge", "simacan", "twilio-flex"].flatMap((name) => {
    const { exports } = JSON.parse(readFileSync(new URL(`../../../packages/${name}/package.json`, import.meta.url), "utf8")) as { readonly exports: object };
    return Object.keys(exports).map((path) => `@freshkey/${name}${path.slice(1)}`);
  });
  const code = entries.filter((entry) => !/\/schemas$|\.yaml$|\.json$/.test(entry));
  expect(code.filter((entry) => !program.includes(`"${entry}"`))).toEqual([]);
});

test("every runtime is pinned: an exact version and a package of it for Linux on x64", () => {
  for (const { version, package: source } of runtimes) {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    if (process.platform === "linux" && process.arch === "x64") expect(source).toMatch(/linux/);
  }
});
