import { below, entries, items, list, members, target, type Place } from "../place.ts";

/** The schema and all that it is composed of: what `$ref`, `allOf`, `oneOf` and `anyOf` lead to. */
export function branches(schema: Place, seen: Set<unknown> = new Set()): Place[] {
  if (schema.node === undefined || seen.has(schema.node)) return [];
  seen.add(schema.node);
  // In 3.1 a `$ref` may have siblings: both sides count.
  const parts = [target(schema), ...["allOf", "oneOf", "anyOf"].flatMap((word) => items(below(schema, word)))];
  return [schema, ...parts.flatMap((part) => (part ? branches(part, seen) : []))];
}

/** The schemas a JSON pointer may lead to; when there is none, where it ended and what it could have said there. */
export type Reached = { readonly schemas: readonly Place[] } | { readonly schemas?: never; readonly lost: string; readonly known: readonly string[]; readonly isArray: boolean };

/** Resolves a pointer into a value through the schema of that value. */
export function reach(schema: Place, pointer: readonly string[]): Reached {
  let schemas: readonly Place[] = [schema];
  for (const step of pointer) {
    const all = schemas.flatMap((place) => branches(place));
    const next = all.flatMap((place) => stepInto(place, step));
    if (next.length === 0) {
      const known = [...new Set(all.flatMap((place) => Object.keys(members(below(place, "properties").node))))];
      return { lost: step, known, isArray: all.some(({ node }) => "items" in members(node)) };
    }
    schemas = next;
  }
  return { schemas };
}

function stepInto(place: Place, step: string): Place[] {
  const properties = below(place, "properties", step);
  if (properties.node !== undefined) return [properties];
  const rest = below(place, "additionalProperties");
  if (Object.keys(members(rest.node)).length > 0) return [rest];
  if (!/^(0|[1-9]\d*)$/.test(step)) return [];
  const tuple = below(place, "prefixItems", Number(step));
  const item = tuple.node === undefined ? below(place, "items") : tuple;
  return Object.keys(members(item.node)).length > 0 || item.node === true ? [item] : [];
}

/** The types that a schema allows; empty when it does not say. */
export function typesOf(schema: Place): string[] {
  return branches(schema)
    .flatMap(({ node }) => [members(node)["type"]].flat())
    .filter((type) => typeof type === "string");
}

/** Members of an object schema, through `$ref` and `allOf`: their schemas, which are required, and whether others are welcome. */
export interface ObjectShape {
  readonly properties: ReadonlyMap<string, Place>;
  readonly required: readonly string[];
  readonly open: boolean;
}

export function objectShape(schema: Place): ObjectShape {
  const properties = new Map<string, Place>();
  const required = new Set<string>();
  let open = false;
  const seen = new Set<unknown>();
  const visit = (place: Place): void => {
    if (seen.has(place.node)) return;
    seen.add(place.node);
    for (const [name, property] of entries(below(place, "properties"))) properties.set(name, property);
    for (const name of list(members(place.node)["required"])) if (typeof name === "string") required.add(name);
    const rest = members(place.node)["additionalProperties"];
    if (rest === true || Object.keys(members(rest)).length > 0) open = true;
    for (const part of items(below(place, "allOf"))) visit(part);
    const next = target(place);
    if (next) visit(next);
  };
  visit(schema);
  return { properties, required: [...required], open };
}
