import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/** What came of one test. */
export type Outcome = "passed" | "failed" | "did not run";

/** ms; far beyond what a row takes, so that a break that hangs counts as noticed. */
const patience = 120_000;

/** Runs, in a copy of the repository, the tests of a file whose names begin with one of the ids. */
export async function runTests(folder: string, file: string, ids: readonly string[]): Promise<ReadonlyMap<string, Outcome>> {
  const [group = "", name = "", ...rest] = file.split("/");
  const results = join(folder, group, name, "test-results/vitest.json");
  rmSync(results, { force: true });
  const pattern = `(^| )(${ids.join("|")}): `;
  const args = ["vitest", "run", rest.join("/"), "-t", pattern];
  const ended = await finish(join(folder, group, name), args);
  const outcomes = new Map<string, Outcome>(ids.map((id) => [id, ended ? "did not run" : "failed"]));
  for (const { title, status } of read(results)) {
    const id = title.split(":")[0] ?? "";
    // A row may have several cases: one that fails is enough.
    if (outcomes.has(id) && outcomes.get(id) !== "failed" && (status === "passed" || status === "failed")) outcomes.set(id, status);
  }
  return outcomes;
}

function finish(cwd: string, args: readonly string[]): Promise<boolean> {
  return new Promise((done, fail) => {
    const child = spawn(join(cwd, "node_modules/.bin", args[0] ?? ""), args.slice(1), { cwd, stdio: "ignore", detached: true, env: { ...process.env, NO_COLOR: "1" } });
    const end = setTimeout(() => {
      process.kill(-(child.pid as number), "SIGKILL");
      done(false);
    }, patience);
    child.once("error", fail);
    child.once("exit", () => {
      clearTimeout(end);
      done(true);
    });
  });
}

function read(file: string): { readonly title: string; readonly status: string }[] {
  try {
    const { testResults } = JSON.parse(readFileSync(file, "utf8")) as { testResults: { assertionResults: { title: string; status: string }[] }[] };
    return testResults.flatMap(({ assertionResults }) => assertionResults);
  } catch {
    return [];
  }
}
