import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lint, type Mistake } from "../src/index.ts";

const valid: string = readFileSync(new URL("fixtures/widgets.openapi.yaml", import.meta.url), "utf8");

/** A text of the document and what to put there instead. The text must stand there exactly once. */
export type Edit = readonly [find: string, replace: string];

export interface Planted {
  readonly mistakes: readonly Mistake[];
  /** `file:line:column` of each mistake. */
  readonly positions: readonly string[];
  /** `file:line:column` of a text of the edited document; `^` marks the column inside of it. */
  readonly positionOf: (marked: string) => string;
}

/** Lints the valid document after some edits. */
export async function plant(...edits: readonly Edit[]): Promise<Planted> {
  const text = edits.reduce((at, [find, replace]) => at.replace(once(at, find), () => replace), valid);
  const folder = mkdtempSync(join(tmpdir(), "lint-"));
  const file = join(folder, "widgets.openapi.yaml");
  writeFileSync(file, text);
  const mistakes = await lint([file]).finally(() => rmSync(folder, { recursive: true }));
  return {
    mistakes,
    positions: mistakes.map(({ line, column }) => `${file}:${line}:${column}`),
    positionOf: (marked) => {
      const offset = text.indexOf(once(text, marked.replace("^", ""))) + Math.max(0, marked.indexOf("^"));
      const before = text.slice(0, offset).split("\n");
      return `${file}:${before.length}:${(before.at(-1) ?? "").length + 1}`;
    },
  };
}

function once(text: string, part: string): string {
  if (text.split(part).length !== 2) throw new Error(`this must stand in the document exactly once: ${part}`);
  return part;
}
