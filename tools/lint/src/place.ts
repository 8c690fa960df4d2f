import type { Spec } from "@freshkey-tools/spec";
import type { Path } from "./mistake.ts";

/** A part of a document, whatever it holds, and the path to it. Reading one never throws: documents under lint may be of any shape. */
export interface Place {
  readonly document: unknown;
  readonly path: Path;
  readonly node: unknown;
}

export type Members = Readonly<Record<string, unknown>>;

/** The members of a mapping; of anything else none. */
export function members(node: unknown): Members {
  return typeof node === "object" && node !== null && !Array.isArray(node) ? (node as Members) : {};
}

/** The items of a sequence; of anything else none. */
export function list(node: unknown): readonly unknown[] {
  return Array.isArray(node) ? node : [];
}

export function root(spec: Spec): Place {
  return { document: spec.document, path: [], node: spec.document };
}

/** The place some steps below; its node is undefined when there is nothing. */
export function below(place: Place, ...steps: Path): Place {
  const node = steps.reduce<unknown>((at, step) => {
    if (Array.isArray(at)) return at[Number(step)];
    return Object.hasOwn(members(at), step) ? members(at)[step] : undefined;
  }, place.node);
  return { document: place.document, path: [...place.path, ...steps], node };
}

/** Name and place of each member. */
export function entries(place: Place): [string, Place][] {
  return Object.keys(members(place.node)).map((name) => [name, below(place, name)]);
}

export function items(place: Place): Place[] {
  return list(place.node).map((_, index) => below(place, index));
}

/** The steps of a local JSON pointer such as `#/components/schemas/Trip`. */
export function steps(pointer: string): string[] | undefined {
  if (!pointer.startsWith("#/")) return undefined;
  try {
    return pointer
      .slice(2)
      .split("/")
      .map((step) => decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~"));
  } catch {
    return undefined;
  }
}

/** Where a local `$ref` points at; undefined when the place holds none that resolves. */
export function target(place: Place): Place | undefined {
  const ref = members(place.node)["$ref"];
  const path = typeof ref === "string" ? steps(ref) : undefined;
  const found = path && below({ document: place.document, path: [], node: place.document }, ...path);
  return found?.node === undefined ? undefined : found;
}

/** Follows local references to what they mean. */
export function follow(place: Place): Place {
  const seen = new Set<unknown>();
  let at = place;
  for (let next = target(at); next && !seen.has(next.node); next = target(at)) {
    seen.add(next.node);
    at = next;
  }
  return at;
}

export function isText(node: unknown): node is string {
  return typeof node === "string" && node.length > 0;
}
