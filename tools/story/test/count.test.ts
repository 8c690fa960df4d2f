import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";

const script = fileURLToPath(new URL("../../../.ci/count.mjs", import.meta.url));
const made: string[] = [];
afterAll(() => made.forEach((root) => rmSync(root, { recursive: true })));

interface Results {
  readonly passed: number;
  readonly failed?: number;
  readonly skipped?: number;
  readonly broken?: number;
}

/** Runs the count on a made-up repository. `null`: the package left no results. */
function count(packages: Readonly<Record<string, Results | null>>, code = 0) {
  const root = mkdtempSync(join(tmpdir(), "freshkey-count-"));
  made.push(root);
  for (const [folder, results] of Object.entries(packages)) {
    mkdirSync(join(root, folder, "test-results"), { recursive: true });
    writeFileSync(join(root, folder, "package.json"), JSON.stringify({ scripts: { test: "tsc && vitest run" } }));
    if (!results) continue;
    const { passed, failed = 0, skipped = 0, broken = 0 } = results;
    const testResults = Array.from({ length: broken }, () => ({ status: "failed", assertionResults: [] }));
    writeFileSync(join(root, folder, "test-results", "vitest.json"), JSON.stringify({ numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped, numTodoTests: 0, testResults }));
  }
  const { stdout, status } = spawnSync(process.execPath, [script, String(code), root], { encoding: "utf8" });
  return { last: stdout.trimEnd().split("\n").at(-1), status };
}

test("the last line of a run counts the tests of all packages and tools", () => {
  expect(count({ "packages/one": { passed: 3 }, "tools/two": { passed: 4 } })).toEqual({ last: "7 passed, 0 failed", status: 0 });
});

test("skipped tests are counted when there are any", () => {
  expect(count({ "packages/one": { passed: 3, skipped: 2 } })).toEqual({ last: "3 passed, 0 failed, 2 skipped", status: 0 });
});

test.each([
  ["a failed test", { "packages/one": { passed: 3, failed: 1 } }, 1, "3 passed, 1 failed"],
  ["a test file that does not load, beside a failed test", { "packages/one": { passed: 3, failed: 1, broken: 1 } }, 1, "3 passed, 2 failed"],
  ["a package without results", { "packages/one": { passed: 3 }, "packages/two": null }, 1, "3 passed, 1 failed"],
  ["a failed check besides the tests", { "packages/one": { passed: 3 } }, 2, "3 passed, 1 failed"],
])("%s makes the run fail, after the line", (_, packages, code, last) => {
  expect(count(packages, code)).toEqual({ last, status: 1 });
});
