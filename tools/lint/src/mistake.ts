import type { Spec } from "@freshkey-tools/spec";

/** One thing that is wrong in a spec, where it stands, and what to write instead. */
export interface Mistake {
  readonly file: string;
  /** One-based, as editors count. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Looks at one document for one kind of mistake. */
export type Rule = (spec: Spec) => readonly Mistake[];

/** A step may be a member's name or an item's index. */
export type Path = readonly (string | number)[];

/** A mistake at the value of a path; a path that does not exist stands at its nearest ancestor. */
export function mistakeAt(spec: Spec, path: Path, message: string): Mistake {
  return { file: spec.file, ...spec.locate(path), message };
}

/** A mistake at the key that a path ends in. */
export function mistakeAtKey(spec: Spec, path: Path, message: string): Mistake {
  return { file: spec.file, ...spec.locate(path, true), message };
}

/** `specs/simacan.openapi.yaml:41:9  <what is wrong>; <what to write instead>` */
export function formatMistake(mistake: Mistake, name: (file: string) => string): string {
  return `${name(mistake.file)}:${mistake.line}:${mistake.column}  ${mistake.message}`;
}

/** By file, then by position. */
export function inOrder(mistakes: readonly Mistake[]): Mistake[] {
  return [...mistakes].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column);
}
