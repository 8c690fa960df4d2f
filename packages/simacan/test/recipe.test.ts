import { copyFile, readFile } from "node:fs/promises";
import { programsOf, runProgram, runTests, typeErrors } from "@freshkey-tools/contract";
import { expect, test, vi } from "vitest";

// A vitest inside of a vitest takes its time.
vi.setConfig({ testTimeout: 120_000 });

const here = new URL("..", import.meta.url);
const programs = await programsOf(here, new URL("../../auth-mock/README.md", import.meta.url), "recipe");
const recipe = programs.filter(({ title }) => title === "In your own tests");
// The build copies it too; this one is never stale.
await copyFile(new URL("../../specs/simacan.openapi.yaml", here), new URL("openapi.yaml", here));

test("the recipe of the mock's README is 20 lines or fewer", async () => {
  expect(recipe).toHaveLength(1);
  const lines = (await readFile(recipe[0]?.file ?? "", "utf8")).split("\n").filter((line) => line.trim() !== "");
  expect(lines.length).toBeLessThanOrEqual(20);
});

test("the programs of the mock's README type-check", async () => {
  expect(await typeErrors(programs)).toBe("");
});

test("the faults of the mock's README do what it says", async () => {
  const [faults] = programs.filter(({ title }) => title === "Faults");
  expect(await runProgram(faults as (typeof programs)[number], {})).toEqual({ exitCode: 0, stdout: "true 1 2\n", stderr: "" });
});

test("the recipe of the mock's README passes as a test file of a team that uses the client", async () => {
  const { exitCode, stdout, stderr } = await runTests(recipe);
  expect([exitCode, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/✓ .*a night without trips costs one refresh and no password/);
});
