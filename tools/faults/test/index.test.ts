import { expect, test } from "vitest";
import { matrix } from "../src/matrix.ts";
import { mistakes } from "../src/read.ts";

test("Every row of the fault matrix has one test, and one line of the code whose break that test must see", () => {
  expect(mistakes()).toEqual([]);
  expect(matrix.length).toBe(118);
});
