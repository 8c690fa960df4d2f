import { expect, test } from "vitest";
import { check, programs } from "../src/check-cost.ts";

test.each(Object.entries(programs))("the published declarations of %s check clean, without skipLibCheck", async (name, text) => {
  expect((await check(`clean-${name}`, text)).mistakes).toBe("");
});

test("a mistake in a program is seen", async () => {
  expect((await check("mistake", `${programs.simacan}\nexport const wrong: number = "text";`)).mistakes).toContain("TS2322");
});
