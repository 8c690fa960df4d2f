import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readdirSync } from "node:fs";
import { ceilings } from "../src/ceilings.ts";
import { outcomeOf, summary } from "../src/gate.ts";
import { gates } from "../src/gates.ts";
import { openHouse } from "../src/house.ts";
import { newMistakes, scratch } from "./scratch.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const run = (...args: string[]): Promise<{ code: number; text: string }> =>
  new Promise((resolve) =>
    execFile(process.execPath, args, { cwd: root }, (error, stdout, stderr) => resolve({ code: typeof error?.code === "number" ? error.code : error ? 1 : 0, text: stdout + stderr })),
  );

test("every gate has a file of its name, which runs it alone", async () => {
  const files = readdirSync(new URL("../src", import.meta.url)).filter((file) => file.endsWith(".ts"));
  expect(files.filter((file) => !["main.ts", "gate.ts", "gates.ts", "house.ts"].includes(file)).sort()).toEqual(gates.map(({ name }) => `${name}.ts`).sort());
  const { text } = await run("tools/gates/src/budgets.ts");
  expect(text).toMatch(/^budgets {4}(ok, |\d+ mistakes? in )\d+ sources, \d+ root files$/m);
});

test("the command runs the gates it is asked for, with one line each, and knows their names", async () => {
  const { text } = await run("tools/gates/src/main.ts", "names", "changesets");
  expect(text.trim().split("\n").slice(-2)).toEqual([expect.stringMatching(/^names {6}/), expect.stringMatching(/^changesets /)]);
  expect(await run("tools/gates/src/main.ts", "nmaes")).toEqual({ code: 2, text: expect.stringMatching(/^No gate is called nmaes\. There are: budgets names /) as string });
});

test("a gate that breaks is a mistake, not a pass", async () => {
  const gate = { name: "broken", keeps: "", check: () => Promise.reject(new Error("no such program")) };
  const outcome = await outcomeOf(gate, openHouse());
  expect(outcome.mistakes).toEqual(["tools/gates  broken could not run: no such program; repair what it names, or the gate"]);
  expect(summary(gate, outcome)).toBe("broken     1 mistake in nothing");
});

test("a ceiling that is passed is refused, with the figure", { timeout: 60_000 }, async () => {
  const copy = scratch("packages/auth-runtime", "packages/flex-insights", "packages/flexcharge", "packages/simacan", "packages/twilio-flex", "tools/bench");
  // The install takes longest, and this is about bytes.
  copy.remove("tools/bench/test/install.test.ts");
  const found = await newMistakes(copy, ceilings, () => copy.edit("tools/bench/ceilings.json", /"openapi-fetch": \{\s*"max": \d+/, `"openapi-fetch": { "max": 2000`));
  expect(found).toEqual([expect.stringMatching(/^tools\/bench\/ceilings\.json {2}.*openapi-fetch.*\(.*expected \d+ to be less than or equal to 2000.*\); make it smaller, or raise the ceiling/)]);
});
