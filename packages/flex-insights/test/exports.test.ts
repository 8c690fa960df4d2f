import { readFileSync } from "node:fs";
import { handWrittenLines } from "@freshkey-tools/contract";
import * as names from "@freshkey/flex-insights";
import * as report from "@freshkey/flex-insights/report";
import { expect, test } from "vitest";

test("the package exports these values and no others", () => {
  expect(Object.keys(names).sort()).toMatchInlineSnapshot(`
    [
      "createFlexInsightsClient",
      "createFlexInsightsSession",
    ]
  `);
});

test("the task exports these values and no others", () => {
  expect(Object.keys(report).sort()).toEqual(["ReportError", "exportReport"]);
});

test("at most 60 lines are written by hand, and 400 for its tasks", () => {
  const index = readFileSync(new URL("../src/index.ts", import.meta.url), "utf8")
    .trimEnd()
    .split("\n").length;
  expect(index).toBeLessThanOrEqual(60);
  expect(handWrittenLines(new URL("..", import.meta.url)) - index).toBeLessThanOrEqual(400);
});
