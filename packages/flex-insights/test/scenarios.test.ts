import { inProcess, readScenarios, runScenario, type Driver, type Verdict } from "@freshkey/auth-mock/scenarios";
import { memoryStore } from "@freshkey/auth-runtime";
import { describe, expect, test, vi } from "vitest";
import { createFlexInsightsClient } from "../src/index.ts";

// Prism takes a second to load, and longer on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const driver = inProcess({
  store: memoryStore,
  open: (place) => {
    const client = createFlexInsightsClient(place as never);
    return {
      call: ({ method, template, params, headers, body }, signal) => client.request(method.toLowerCase() as "get", template as never, { params, headers, body, signal } as never),
      signOut: () => client.session.signOut(),
    };
  },
});
const spec = new URL("../../../specs/flex-insights.openapi.yaml", import.meta.url);
const scenarios = readScenarios();
const foreign = [
  "frozen-holder",
  "lost-answer",
  "lost-rotation",
  "refresh-outlasts-the-lease",
  "store-down",
  "won-but-not-stored",
  "flexcharge-day",
  "simacan-kill",
  "simacan-night",
  "twilio-two-users",
];

async function play(id: string, by: Driver = driver, chain = "default"): Promise<Verdict> {
  const [scenario] = readScenarios([id]);
  if (!scenario) throw new Error(`no scenario ${id}`);
  return runScenario(scenario, { driver: by, spec, chain });
}

describe.each(["default", "cookies"])("chain %s", (chain) => {
  test.each(scenarios.filter(({ id }) => !foreign.includes(id)))("$title ($id)", async ({ id }) => {
    expect(await play(id, driver, chain)).toMatchObject({ outcome: "passed", because: [] });
  });

  test.each(foreign)("of all scenarios, %s does not concern it", async (id) => {
    expect(await play(id, driver, chain)).toMatchObject({ outcome: "not applicable" });
  });
});
