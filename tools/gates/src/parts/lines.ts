import type { House } from "../house.ts";

/** A line of a file. */
export interface Line {
  readonly file: string;
  /** One-based. */
  readonly number: number;
  readonly text: string;
}

/** The lines of all files of a house that are text; without the lockfile, which names packages and their hashes. */
export function* linesOf(house: House): Generator<Line> {
  for (const file of house.files) {
    if (file === "pnpm-lock.yaml") continue;
    const content = house.read(file);
    if (content.includes("\0")) continue;
    let number = 0;
    for (const text of content.split("\n")) yield { file, number: ++number, text };
  }
}
