import { testScenarios } from "@freshkey-tools/contract";
import { memoryStore } from "@freshkey/auth-runtime";
import { describe } from "vitest";
import { createFlexInsightsClient } from "../src/index.ts";

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

describe.each(["default", "cookies"])("chain %s", (chain) => {
  testScenarios({ api: "flex-insights", chain, foreign, store: memoryStore, open: (place) => createFlexInsightsClient(place as never) });
});
