import { testScenarios } from "@freshkey-tools/contract";
import { memoryStore } from "@freshkey/auth-runtime";
import { createTwilioFlexClient } from "../src/index.ts";

const foreign = [
  "body-sent-again",
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
  "flexcharge-day",
  "simacan-kill",
  "simacan-night",
];

testScenarios({ api: "twilio-flex", chain: "mint", foreign, store: memoryStore, open: (place) => createTwilioFlexClient({ ...place, chain: "mint" }) });
