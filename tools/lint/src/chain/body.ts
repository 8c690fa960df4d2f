import { parseExpression, type Spec } from "@freshkey-tools/spec";
import { mistakeAt, mistakeAtKey, type Mistake } from "../mistake.ts";
import { meant } from "../words.ts";
import { below, entries, follow, items, members, type Place } from "../place.ts";
import { contents, type OperationPlace } from "../operations.ts";
import { branches, objectShape } from "../schema/pointer.ts";
import { misfits } from "../schema/check.ts";
import type { Chain, Grant } from "./chains.ts";
import { mayBeAbsent } from "./optional.ts";

/** The body that a grant writes fits the request of its operation. */
export function bodyMistakes(spec: Spec, chain: Chain, grant: Grant, operation: OperationPlace): Mistake[] {
  const body = below(grant.at, "requestBody");
  const request = follow(below(operation.at, "requestBody"));
  if (body.node === undefined) {
    if (members(request.node)["required"] !== true) return [];
    return [mistakeAt(spec, [...grant.at.path, "operationId"], `\`${operation.id}\` needs a body; write \`requestBody:\` with what it takes`)];
  }
  const content = contents(request)[0]?.[1];
  if (!content) return [mistakeAtKey(spec, body.path, `\`${operation.id}\` takes no body; leave \`requestBody\` out`)];
  const walk = (value: Place, schema: Place): Mistake[] => fit(spec, chain, grant, operation, value, schema, walk);
  return walk(body, below(content, "schema"));
}

function fit(spec: Spec, chain: Chain, grant: Grant, operation: OperationPlace, value: Place, schema: Place, walk: (value: Place, schema: Place) => Mistake[]): Mistake[] {
  if (schema.node === undefined) return [];
  if (Array.isArray(value.node)) return items(value).flatMap((item) => walk(item, below(follow(schema), "items")));
  if (typeof value.node !== "object" || value.node === null) return constantMistakes(spec, value, schema);
  const choices = branches(schema).flatMap((place) => ["oneOf", "anyOf"].flatMap((word) => items(below(place, word))));
  if (choices.length > 0 && objectShape(schema).properties.size === 0) {
    // What the closest of the choices has to say: the others are not meant.
    return choices.map((choice) => walk(value, choice)).reduce((least, next) => (next.length < least.length ? next : least));
  }
  const shapes = [schema, ...choices].map(objectShape).filter(({ properties }) => properties.size > 0);
  const known = new Map(shapes.flatMap(({ properties }) => [...properties]));
  if (known.size === 0) return [];
  const isOpen = shapes.some(({ open }) => open);
  const required = objectShape(schema).required;
  const mistakes = entries(value).flatMap(([name, member]): Mistake[] => {
    const property = known.get(name);
    if (!property) {
      return isOpen ? [] : [mistakeAtKey(spec, member.path, `the request of \`${operation.id}\` has no member \`${name}\`; ${meant(name, [...known.keys()], "leave it out")}`)];
    }
    const absent = required.includes(name) ? mayBeAbsent(chain, grant.requires, parseExpression(member.node)) : undefined;
    return absent ? [mistakeAt(spec, member.path, `member \`${name}\` is required, but ${absent}`)] : walk(member, property);
  });
  for (const name of required) {
    if (Object.hasOwn(members(value.node), name)) continue;
    mistakes.push(mistakeAtKey(spec, value.path, `the request of \`${operation.id}\` needs member \`${name}\`; write \`${name}: …\``));
  }
  return mistakes;
}

function constantMistakes(spec: Spec, value: Place, schema: Place): Mistake[] {
  const expression = parseExpression(value.node);
  if (expression?.kind !== "constant") return [];
  return misfits(spec, schema, expression.value)
    .slice(0, 1)
    .map(({ reason }) => mistakeAt(spec, value.path, `\`${String(value.node)}\` does not fit \`${String(value.path.at(-1))}\`: ${reason}; write a value that fits`));
}
