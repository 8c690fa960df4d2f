import type { Spec } from "@freshkey-tools/spec";
import { mistakeAt, mistakeAtKey, type Mistake } from "../mistake.ts";
import { below, entries, items, list, members, target, type Place } from "../place.ts";
import { contents, operationPlaces, responses } from "../operations.ts";
import { subschemas } from "../schema/visit.ts";

const words = ["additionalProperties", "unevaluatedProperties"];

/** Requests are closed, so that a misspelt member is caught; answers are open, so that a new member breaks nobody. */
export function closedMistakes(spec: Spec): Mistake[] {
  const operations = operationPlaces(spec);
  const requests = operations.flatMap((operation) => contents(below(operation.at, "requestBody")));
  const answers = operations.flatMap((operation) => responses(operation).flatMap(([, response]) => contents(response)));
  const open = new Map<string, Mistake>();
  const closed = new Map<string, Mistake>();
  const seen = new Set<unknown>();
  for (const [, content] of requests) {
    for (const { path } of openObjects(below(content, "schema"), false, new Set())) {
      open.set(path.join("/"), mistakeAt(spec, path, "this object is part of a request and open; write `additionalProperties: false` (with `allOf`: `unevaluatedProperties: false`)"));
    }
  }
  for (const [, content] of answers) {
    for (const path of closings(below(content, "schema"), seen)) {
      closed.set(path.join("/"), mistakeAtKey(spec, path, `this object is part of an answer and closed; leave the line \`${String(path.at(-1))}: false\` out`));
    }
  }
  return [...open.values(), ...closed.values()];
}

/** Where objects are closed in a schema, through references. */
function closings(schema: Place, seen: Set<unknown>): Place["path"][] {
  if (schema.node === undefined || seen.has(schema.node)) return [];
  seen.add(schema.node);
  const here = words.filter((word) => members(schema.node)[word] === false).map((word) => [...schema.path, word]);
  const next = target(schema);
  return [...here, ...[...(next ? [next] : []), ...subschemas(schema)].flatMap((place) => closings(place, seen))];
}

/** Object schemas that nothing closes. `covered`: what they are a part of is closed already. */
function openObjects(schema: Place, covered: boolean, seen: Set<string>): Place[] {
  const mark = `${schema.path.join("/")} ${covered}`;
  if (schema.node === undefined || seen.has(mark)) return [];
  seen.add(mark);
  const isClosed = covered || closes(schema, new Set());
  const all = items(below(schema, "allOf"));
  const isOpen = !isClosed && (describesObject(schema) || all.some((part) => composesObject(part, new Set())));
  const settled = isClosed || isOpen;
  const next = target(schema);
  const parts = ["oneOf", "anyOf", "then", "else"].flatMap((word) => {
    const place = below(schema, word);
    return Array.isArray(place.node) ? items(place) : [place];
  });
  const rest = below(schema, "additionalProperties");
  const values = [
    ...entries(below(schema, "properties")).map(([, place]) => place),
    ...entries(below(schema, "patternProperties")).map(([, place]) => place),
    below(schema, "items"),
    ...items(below(schema, "prefixItems")),
    ...(typeof rest.node === "object" ? [rest] : []),
  ];
  return [
    ...(isOpen ? [schema] : []),
    ...(next ? openObjects(next, settled, seen) : []),
    ...all.flatMap((part) => openObjects(part, settled, seen)),
    ...parts.flatMap((part) => openObjects(part, settled, seen)),
    ...values.flatMap((value) => openObjects(value, false, seen)),
  ];
}

/** It states what further members it takes. An open one is a decision when it says that its shape is assumed. */
function closes(schema: Place, seen: Set<unknown>): boolean {
  if (seen.has(schema.node)) return false;
  seen.add(schema.node);
  const node = members(schema.node);
  if (words.some((word) => node[word] === false || Object.keys(members(node[word])).length > 0)) return true;
  if (words.some((word) => node[word] === true) && node["x-assumed"] === true) return true;
  const next = target(schema);
  if (next && closes(next, seen)) return true;
  return items(below(schema, "allOf")).some((part) => closes(part, seen));
}

function describesObject({ node }: Place): boolean {
  const { type, properties } = members(node);
  return type === "object" || list(type).includes("object") || properties !== undefined;
}

function composesObject(schema: Place, seen: Set<unknown>): boolean {
  if (seen.has(schema.node)) return false;
  seen.add(schema.node);
  const next = target(schema);
  return describesObject(schema) || (next ? composesObject(next, seen) : false) || items(below(schema, "allOf")).some((part) => composesObject(part, seen));
}
