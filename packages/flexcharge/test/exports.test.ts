import { readFileSync } from "node:fs";
import { handWrittenLines } from "@freshkey-tools/contract";
import * as names from "@freshkey/flexcharge";
import * as errors from "@freshkey/flexcharge/errors";
import * as orders from "@freshkey/flexcharge/orders";
import * as payments from "@freshkey/flexcharge/payments";
import { expect, test } from "vitest";

test("the package exports these values and no others", () => {
  expect(Object.keys(names).sort()).toMatchInlineSnapshot(`
    [
      "createFlexChargeClient",
      "createFlexChargeSession",
    ]
  `);
});

test("the tasks export these values and no others", () => {
  expect([errors, orders, payments].map((entry) => Object.keys(entry).sort())).toEqual([["FlexChargeError", "dataOf"], ["orders"], ["capture", "evaluate", "minor", "refund"]]);
});

test("at most 60 lines are written by hand, and 400 for its tasks", () => {
  const index = readFileSync(new URL("../src/index.ts", import.meta.url), "utf8")
    .trimEnd()
    .split("\n").length;
  expect(index).toBeLessThanOrEqual(60);
  expect(handWrittenLines(new URL("..", import.meta.url)) - index).toBeLessThanOrEqual(400);
});
