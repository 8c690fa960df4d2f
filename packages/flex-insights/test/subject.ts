import type { Subject } from "@freshkey-tools/contract";
import { createFlexInsightsClient } from "../src/index.ts";

const credentials = { login: "ada@example.com", password: "fake-password" };

/** The client with credentials that a mock takes. */
export const flexInsights: Subject = {
  api: "flex-insights",
  folder: new URL("..", import.meta.url),
  client: "FlexInsightsClient",
  open: (place) => createFlexInsightsClient({ credentials, ...place }),
};

/** The same with its tokens in cookies. */
export const flexInsightsInCookies: Subject = { ...flexInsights, open: (place) => createFlexInsightsClient({ chain: "cookies", credentials, ...place }) };
