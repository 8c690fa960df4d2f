import { expect, test } from "vitest";
import { measure } from "../src/generation.ts";

test("generating twice writes the same bytes, and where nothing has changed nothing is written and no generator loaded", async () => {
  const { files, written, loaded, loadedByForce, differing } = await measure(1);
  expect(files.length).toBeGreaterThanOrEqual(12);
  expect(differing).toEqual([]);
  expect(written).toEqual([]);
  expect(loadedByForce).toBeGreaterThan(0);
  expect(loaded).toBe(0);
}, 120_000);
