import { expect, test } from "vitest";
import { lookForDifferences } from "./differences.ts";

test("an independent model of the ledger and the mock say the same of every request and every token, whatever happens in whatever order", { timeout: 300_000 }, async () => {
  const { sequences, outcomes } = await lookForDifferences({ sequences: 1_000, seed: Number(process.env["MODEL_SEED"] ?? 20_300_101) });
  expect(sequences).toBe(1_000);
  // A model test that never met these would prove nothing.
  for (const outcome of ["log in: 200", "log in: 401", "log in: 429", "renew: 200", "renew: 401", "race: 200", "race: 401", "use: 204", "use: 401", "sign out: 200", "misuse: 401"]) {
    expect(outcomes[outcome], outcome).toBeGreaterThan(0);
  }
});
