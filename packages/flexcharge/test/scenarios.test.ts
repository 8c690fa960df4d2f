import { testScenarios } from "@freshkey-tools/contract";
import { memoryStore } from "@freshkey/auth-runtime";
import { createFlexChargeClient } from "../src/index.ts";

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

testScenarios({ api: "flexcharge", chain: "default", foreign, store: memoryStore, open: createFlexChargeClient });
