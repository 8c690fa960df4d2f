import { openHouse, type House } from "./house.ts";

/** Something that must be true of every commit. */
export interface Gate {
  /** As it is called on the command line. */
  readonly name: string;
  /** What it keeps true. */
  readonly keeps: string;
  readonly check: (house: House) => Promise<Outcome>;
}

/** What a gate found. */
export interface Outcome {
  /** Each one line: the place, two blanks, what is wrong; what to do about it. */
  readonly mistakes: readonly string[];
  /** What was looked at, so that a gate that saw nothing does not pass in silence. */
  readonly seen: string;
  /** Why the gate could not look. */
  readonly skipped?: string;
}

/** What a gate found; a gate that breaks has found that it is broken. */
export async function outcomeOf(gate: Gate, house: House): Promise<Outcome> {
  try {
    return await gate.check(house);
  } catch (error) {
    return { mistakes: [`tools/gates  ${gate.name} could not run: ${(error as Error).message.trim()}; repair what it names, or the gate`], seen: "nothing" };
  }
}

/** One gate as a command: its mistakes line by line, exit code 1 if there are any. */
export async function command(gate: Gate): Promise<void> {
  const outcome = await outcomeOf(gate, openHouse());
  for (const mistake of outcome.mistakes) console.log(mistake);
  console.log(summary(gate, outcome));
  if (outcome.mistakes.length > 0) process.exitCode = 1;
}

/** One line per gate. */
export function summary({ name }: Gate, { mistakes, seen, skipped }: Outcome): string {
  const verdict = skipped !== undefined ? `skipped: ${skipped}` : mistakes.length > 0 ? `${count(mistakes.length, "mistake")} in ${seen}` : `ok, ${seen}`;
  return `${name.padEnd(10)} ${verdict}`;
}

/** `1 file`, `2 files` */
export function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}
