import { expect, test } from "vitest";
import { storm } from "./malformed/storm.ts";

test("2,000 malformed requests: none crashes the mock, none is left hanging, none stays in its memory", async () => {
  const survived = await storm(2_000, 7);
  expect(survived).toMatchObject({ sent: 2_000, hung: 0, crashes: 0, after: 200 });
  expect(survived.answered).not.toHaveProperty("500");
  // Refusals by Node, by the mock, and answers: the requests come everywhere.
  for (const status of ["200", "400", "401", "404", "405", "408", "421", "431"]) expect(survived.answered[status], status).toBeGreaterThan(0);
  expect(survived.growth).toBeLessThan(33_554_432);
});
