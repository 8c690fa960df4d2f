import { fuzzAnswers } from "./answers.ts";
import { fuzzHeaders } from "./headers.ts";
import type { Figures } from "./judge.ts";
import { fuzzRecords } from "./records.ts";
import { fuzzUrls } from "./urls.ts";

export const surfaces: Readonly<Record<string, (runs: number, seed: number) => Promise<Figures>>> = { answers: fuzzAnswers, headers: fuzzHeaders, urls: fuzzUrls, records: fuzzRecords };

/** Feeds every surface. Rejects at the first find, with its seed and the shortest input. */
export async function fuzzAll(runs: number, seed: number, tell: (surface: string) => void): Promise<readonly Figures[]> {
  const all: Figures[] = [];
  for (const [name, fuzz] of Object.entries(surfaces)) {
    tell(name);
    all.push(await fuzz(runs, seed));
  }
  return all;
}
