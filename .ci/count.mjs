// Counts the test results of all packages: node .ci/count.mjs <exit code of the test run> [root]
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const [code = "0", root = fileURLToPath(new URL("..", import.meta.url))] = process.argv.slice(2);
const read = (...path) => JSON.parse(readFileSync(join(root, ...path), "utf8"));

const rows = [];
for (const group of ["packages", "tools"]) {
  for (const folder of existsSync(join(root, group)) ? readdirSync(join(root, group)).sort() : []) {
    const manifest = join(group, folder, "package.json");
    if (!existsSync(join(root, manifest)) || !/\bvitest\b/.test(read(manifest).scripts?.test ?? "")) continue;
    rows.push({ name: `${group}/${folder}`, ...count(join(group, folder, "test-results", "vitest.json")) });
  }
}

const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
if (code !== "0" && sum("failed") === 0) rows.push({ name: "checks other than tests", passed: 0, failed: 1, skipped: 0, note: "see above" });

const width = Math.max(...rows.map(({ name }) => name.length));
const line = (name, passed, failed, skipped, note = "") => console.log(`${name.padEnd(width)} ${`${passed}`.padStart(7)} ${`${failed}`.padStart(7)} ${`${skipped}`.padStart(8)}  ${note}`.trimEnd());
console.log("");
line("", "passed", "failed", "skipped");
for (const { name, passed, failed, skipped, note } of rows) line(name, passed, failed, skipped, note);
console.log("");
console.log(`${sum("passed")} passed, ${sum("failed")} failed${sum("skipped") ? `, ${sum("skipped")} skipped` : ""}`);
process.exitCode = code === "0" && sum("failed") === 0 ? 0 : 1;

function count(file) {
  // Types that do not check, or a crash: the tests never ran.
  if (!existsSync(join(root, file))) return { passed: 0, failed: 1, skipped: 0, note: "no results" };
  const results = read(file);
  const broken = results.testResults.filter(({ status, assertionResults }) => status === "failed" && !assertionResults.some((test) => test.status === "failed"));
  return {
    passed: results.numPassedTests,
    failed: results.numFailedTests + broken.length,
    skipped: results.numPendingTests + results.numTodoTests,
    ...(broken.length && { note: `${broken.length} files did not load` }),
  };
}
