import { inProcess, readScenarios, runScenario, type Driver, type Verdict } from "@freshkey/auth-mock/scenarios";
import { memoryStore } from "@freshkey/auth-runtime";
import { expect, test, vi } from "vitest";
import { createFlexChargeClient } from "../src/index.ts";

// Prism takes a second to load, and longer on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const driver = inProcess({
  store: memoryStore,
  open: (place) => {
    const client = createFlexChargeClient(place);
    return {
      call: ({ method, template, params, headers, body }, signal) => client.request(method.toLowerCase() as "get", template as never, { params, headers, body, signal } as never),
      signOut: () => client.session.signOut(),
    };
  },
});
const spec = new URL("../../../specs/flexcharge.openapi.yaml", import.meta.url);
const scenarios = readScenarios();
const foreign = [
  "busy-token-endpoint",
  "dead-refresh-token",
  "frozen-holder",
  "lost-answer",
  "lost-rotation",
  "refresh-outlasts-the-lease",
  "store-down",
  "won-but-not-stored",
  "flex-insights-export",
  "flex-insights-fortnight",
  "flex-insights-outage",
  "simacan-kill",
  "simacan-night",
  "twilio-two-users",
];

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
