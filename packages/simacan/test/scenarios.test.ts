import { fileURLToPath } from "node:url";
import { childDriver, inProcess, readScenarios, runScenario, type Driver, type Verdict } from "@freshkey/auth-mock/scenarios";
import { programsOf, runProgram } from "@freshkey-tools/contract";
import { memoryStore } from "@freshkey/auth-runtime";
import { expect, test, vi } from "vitest";
import { createSimacanClient } from "../src/index.ts";

// Prism takes a second to load, and longer on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const driver = inProcess({
  store: memoryStore,
  open: (place) => {
    const client = createSimacanClient(place);
    return {
      call: ({ method, template, params, headers, body }, signal) => client.request(method.toLowerCase() as "get", template as never, { params, headers, body, signal } as never),
      signOut: () => client.session.signOut(),
    };
  },
});
const spec = new URL("../../../specs/simacan.openapi.yaml", import.meta.url);
const scenarios = readScenarios();
const foreign = ["flex-insights-export", "flex-insights-fortnight", "flex-insights-outage", "flexcharge-day", "twilio-two-users"];

async function play(id: string, by: Driver = driver, chain = "default"): Promise<Verdict> {
  const [scenario] = readScenarios([id]);
  if (!scenario) throw new Error(`no scenario ${id}`);
  return runScenario(scenario, { driver: by, spec, chain });
}

test.each(scenarios.filter(({ id }) => !foreign.includes(id)))("$title ($id)", async ({ id }) => {
  expect(await play(id)).toMatchObject({ outcome: "passed", because: [] });
});

test.each(foreign)("of all scenarios, %s does not concern it", async (id) => {
  expect(await play(id)).toMatchObject({ outcome: "not applicable" });
});

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
