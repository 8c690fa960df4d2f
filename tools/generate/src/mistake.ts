import type { Position, Spec } from "@freshkey-tools/spec";

/** A mistake in a spec that stops generation. Its message says what is wrong and what to write instead. */
export class SpecMistake extends Error {
  override readonly name = "SpecMistake";
  readonly file: string;
  readonly position: Position;

  constructor(file: string, position: Position, message: string) {
    super(message);
    this.file = file;
    this.position = position;
  }
}

/** A place in a spec: the value at `path`. */
export interface Place {
  readonly spec: Spec;
  readonly path: readonly (string | number)[];
}

/** A place below another. */
export function below(place: Place, ...steps: readonly (string | number)[]): Place {
  return { spec: place.spec, path: [...place.path, ...steps] };
}

/** Stops generation with the position of a value, or of its key. */
export function stop(place: Place, message: string, key = false): never {
  throw new SpecMistake(place.spec.file, place.spec.locate(place.path, key), message);
}

/** The name itself when it is one of the known; else stops generation and lists those. */
export function known(place: Place, kind: string, name: string, names: Iterable<string>, key = false): string {
  const list = [...names];
  if (list.includes(name)) return name;
  const remedy = list.length > 0 ? `write one of ${list.join(", ")}` : `declare it first`;
  return stop(place, `unknown ${kind} \`${name}\`; ${remedy}`, key);
}
