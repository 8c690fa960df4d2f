import { fileURLToPath } from "node:url";
import { programsOf, runProgram, testScenarios } from "@freshkey-tools/contract";
import { childDriver } from "@freshkey/auth-mock/scenarios";
import { memoryStore } from "@freshkey/auth-runtime";
import { expect, test } from "vitest";
import { createSimacanClient } from "../src/index.ts";

const foreign = ["flex-insights-export", "flex-insights-fortnight", "flex-insights-outage", "flexcharge-day", "twilio-two-users"];

const play = testScenarios({ api: "simacan", chain: "default", foreign, store: memoryStore, open: createSimacanClient });

// The same in processes of their own, with a file store: killed with SIGKILL, frozen with SIGSTOP.
test.each(["lost-rotation", "each-restart-takes-the-latest", "frozen-holder", "two-hosts-at-once", "sign-out-during-refresh", "simacan-kill"])("in real processes: %s", async (id) => {
  const processes = await childDriver([process.execPath, "--conditions=@freshkey/source", fileURLToPath(new URL("scenario-driver.ts", import.meta.url))]);
  expect(await play(id, processes)).toMatchObject({ outcome: "passed", because: [] });
});

test("the program of the mock's README judges a client of this package", async () => {
  const programs = await programsOf(new URL("..", import.meta.url), new URL("../../auth-mock/README.md", import.meta.url), "scenarios");
  const [program] = programs.filter(({ title }) => title === "In process");
  if (!program) throw new Error("The README of the mock has no program under In process.");
  const { exitCode, stdout, stderr } = await runProgram(program, {});
  expect([exitCode, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/^✓ simacan  lost-rotation .*\n1 passed, 0 failed, 0 not applicable\.\n$/);
});
