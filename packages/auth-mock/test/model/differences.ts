import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { rotationsDocument } from "./document.ts";
import { openCourt, type Court } from "./play.ts";
import { sequence } from "./steps.ts";
import { flexcharge, flexInsights, rotations, simacan, twilioFlex } from "./ways.ts";

export interface Differences {
  readonly sequences: number;
  readonly requests: number;
  readonly courts: Readonly<Record<string, number>>;
  /** How often a step came out in which way. */
  readonly outcomes: Readonly<Record<string, number>>;
}

/** Plays that many sequences to the mock and to the book. Throws at the first difference, with fast-check's seed and the shortest sequence that shows it. */
export async function lookForDifferences({ sequences, seed }: { readonly sequences: number; readonly seed: number }): Promise<Differences> {
  const folder = mkdtempSync(join(tmpdir(), "auth-mock-model-"));
  const file = join(folder, "rotations.openapi.yaml");
  writeFileSync(file, JSON.stringify(rotationsDocument));
  const own = rotations(pathToFileURL(file));
  const courts: readonly Court[] = [
    openCourt(own, { failedLogins: 5 }),
    openCourt(own, { failedLogins: 3, sessionMaximum: 3 * 3_600_000 }),
    // Shorter than any access token lives, and than a grace.
    openCourt(own, { failedLogins: 1, sessionMaximum: 20_000 }),
    ...[simacan, flexInsights, flexcharge, twilioFlex].map((api) => openCourt(api, { failedLogins: 5 })),
  ];
  // The own document has all the ways to rotate: it gets most.
  const court = fc.constantFrom(...[0, 0, 0, 0, 1, 1, 1, 2, 3, 4, 5, 6]);
  try {
    await fc.assert(
      fc.asyncProperty(court, sequence, async (index, steps) => (courts[index] as Court).play(steps)),
      { numRuns: sequences, seed, endOnFailure: false, verbose: 0 },
    );
  } finally {
    await Promise.all(courts.map(({ close }) => close()));
    rmSync(folder, { recursive: true });
  }
  const outcomes = new Map<string, number>();
  for (const { seen } of courts) for (const [outcome, count] of seen.outcomes) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + count);
  const sum = (of: (court: Court) => number): number => courts.reduce((all, one) => all + of(one), 0);
  return {
    sequences: sum(({ seen }) => seen.sequences),
    requests: sum(({ seen }) => seen.requests),
    courts: Object.fromEntries(courts.map(({ name, seen }, index) => [`${index + 1} ${name}`, seen.sequences])),
    outcomes: Object.fromEntries([...outcomes].toSorted(([one], [other]) => one.localeCompare(other))),
  };
}
