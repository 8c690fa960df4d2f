import { handWrittenLines } from "@freshkey-tools/contract";
import * as names from "@freshkey/flex-insights";
import { expect, test } from "vitest";

test("the package exports these values and no others", () => {
  expect(Object.keys(names).sort()).toMatchInlineSnapshot(`
    [
      "createFlexInsightsClient",
      "createFlexInsightsSession",
    ]
  `);
});

test("at most 60 lines are written by hand", () => {
  expect(handWrittenLines(new URL("..", import.meta.url))).toBeLessThanOrEqual(60);
});
