import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { copyRepository } from "./copy.ts";
import { matrix } from "./matrix.ts";
import { mistakes, promiseOf, root } from "./read.ts";
import type { Row } from "./row.ts";
import { runTests, type Outcome } from "./run.ts";

// pnpm test:faults [--break] [id…]: plays every row of the fault matrix; with --break once more with its line of the code broken.
const args = process.argv.slice(2);
const breaking = args.includes("--break");
const chosen = args.filter((arg) => !arg.startsWith("-"));
const rows = chosen.length === 0 ? matrix : matrix.filter(({ id }) => chosen.includes(id));

const wrong = mistakes().filter((mistake) => chosen.length === 0 || chosen.some((id) => mistake.startsWith(`${id} `)));
for (const mistake of wrong) console.error(mistake);

const whole = await play(rows);
const broken = breaking ? await playBroken(rows) : new Map<string, Outcome>();
const told = rows.map((row) => ({ id: row.id, promise: promiseOf(row) ?? "", whole: whole.get(row.id) ?? "did not run", ...(breaking && { broken: broken.get(row.id) ?? "did not run" }) }));
for (const { id, promise, whole: outcome, broken: noticed } of told) {
  console.log(`${id.padEnd(4)} ${outcome.padEnd(11)} ${noticed === undefined ? "" : noticed === "failed" ? "break seen   " : "BREAK UNSEEN "}${promise}`);
}
const passed = told.filter(({ whole: outcome }) => outcome === "passed").length;
const seen = told.filter(({ broken: noticed }) => noticed === "failed").length;
const figures = { rows: rows.length, passed, ...(breaking && { seen }) };
mkdirSync(join(root, "tools/faults/test-results"), { recursive: true });
writeFileSync(join(root, "tools/faults/test-results/faults.json"), JSON.stringify({ ...figures, told }, undefined, 2));
console.log(`\n${passed}/${rows.length} rows hold${breaking ? `, ${seen}/${rows.length} breaks are seen` : ""}`);
process.exitCode = passed === rows.length && (!breaking || seen === rows.length) && wrong.length === 0 ? 0 : 1;

async function play(all: readonly Row[]): Promise<Map<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  const files = [...Map.groupBy(all, ({ test }) => test)];
  await inCopies(files, async (folder, [file, some]) => {
    const ids = some.map(({ id }) => id);
    for (const [id, outcome] of await runTests(folder, file, ids)) outcomes.set(id, outcome);
    process.stderr.write(`\r${outcomes.size}/${all.length} `);
  });
  return outcomes;
}

async function playBroken(all: readonly Row[]): Promise<Map<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  await inCopies(all, async (folder, row) => {
    const path = join(folder, row.break.file);
    const text = readFileSync(path, "utf8");
    writeFileSync(
      path,
      text.replace(row.break.line, () => row.break.becomes),
    );
    const outcome = (await runTests(folder, row.test, [row.id])).get(row.id) ?? "did not run";
    writeFileSync(path, text);
    outcomes.set(row.id, outcome);
    process.stderr.write(`\r${outcomes.size}/${all.length} broken `);
  });
  return outcomes;
}

/** Two copies of the repository at a time: as many as a small machine has cores. */
async function inCopies<T>(all: readonly T[], play: (folder: string, one: T) => Promise<void>): Promise<void> {
  const waiting = [...all];
  const work = async (): Promise<void> => {
    const { folder, remove } = copyRepository();
    try {
      for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await play(folder, one);
    } finally {
      remove();
    }
  };
  await Promise.all([work(), work()]);
  process.stderr.write("\n");
}
