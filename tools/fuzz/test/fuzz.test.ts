import { expect, test } from "vitest";
import { surfaces } from "../src/all.ts";

// The same inputs every time; `pnpm test:fuzz` takes ten times as many, and new ones.
test.each(Object.entries(surfaces))("Two thousand strange %s: a token, an answer or a typed error, no secret shown, no prototype touched, no life out of bounds", async (_, fuzz) => {
  expect(await fuzz(2000, 7)).toEqual({ surface: expect.any(String), runs: 2000, untyped: 0, canaries: 0, prototypes: 0, lives: 0, broken: 0 });
});
