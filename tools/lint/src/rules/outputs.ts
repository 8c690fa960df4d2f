import type { Spec } from "@freshkey-tools/spec";
import { mistakeAt, mistakeAtKey, type Mistake } from "../mistake.ts";
import { meant } from "../words.ts";
import { below, entries, items, members, root, type Place } from "../place.ts";
import { contents, isJson, successes, type OperationPlace } from "../operations.ts";
import { reach, typesOf, type Reached } from "../schema/pointer.ts";
import { misfits } from "../schema/check.ts";
import { chainsOf, type Chain, type Grant } from "../chain/chains.ts";
import { answerSlots, expressionAt, successSlots, type Slot } from "../chain/slots.ts";

/** Outputs name what the chain declares, and are read from what the answer really holds. */
export function outputMistakes(spec: Spec): Mistake[] {
  return chainsOf(spec).flatMap((chain) =>
    chain.grants.flatMap((grant) => [
      ...outputNames(spec, chain, grant),
      ...[...answerSlots(grant), ...successSlots(grant)].flatMap((slot) => (grant.operation ? sourceMistakes(spec, slot, grant.operation) : [])),
    ]),
  );
}

function outputNames(spec: Spec, chain: Chain, grant: Grant): Mistake[] {
  return entries(below(grant.at, "outputs")).flatMap(([name, output]): Mistake | [] => {
    if (chain.tokens.includes(name)) return [];
    if (!chain.values.includes(name)) {
      return mistakeAtKey(spec, output.path, `\`${name}\` is neither a token nor a value of this chain; ${meant(name, [...chain.tokens, ...chain.values], "declare it under `tokens`")}`);
    }
    const life = ["expiresIn", "expiresAt"].find((word) => word in members(output.node));
    return life === undefined ? [] : mistakeAtKey(spec, [...output.path, life], `\`${name}\` is no token, and only tokens expire; declare it under \`tokens\` or leave \`${life}\` out`);
  });
}

function sourceMistakes(spec: Spec, slot: Slot, operation: OperationPlace): Mistake[] {
  const expression = expressionAt(slot);
  const at = slot.isKey ? mistakeAtKey : mistakeAt;
  const answers = successes(operation);
  if (expression?.kind === "header") {
    const declared = answers.flatMap((answer) => Object.keys(members(below(answer, "headers").node)));
    if (declared.some((name) => name.toLowerCase() === expression.name.toLowerCase())) return [];
    return [at(spec, slot.at.path, `no 2xx of \`${operation.id}\` has a header \`${expression.name}\`; ${meant(expression.name, declared, "describe it under `headers` of the response")}`)];
  }
  if (expression?.kind === "cookie") {
    const names = answers.flatMap((answer) => items(below(answer, "x-set-cookies"))).map(({ node }) => String(members(node)["name"]));
    if (names.includes(expression.name)) return [];
    return [at(spec, slot.at.path, `no 2xx of \`${operation.id}\` sets a cookie \`${expression.name}\`; ${meant(expression.name, names, "list it under `x-set-cookies` of the response")}`)];
  }
  return expression?.kind === "body" ? pointerMistakes(spec, slot, operation, expression.pointer) : [];
}

function pointerMistakes(spec: Spec, slot: Slot, operation: OperationPlace, pointer: readonly string[]): Mistake[] {
  const at = slot.isKey ? mistakeAtKey : mistakeAt;
  const schemas = successes(operation).flatMap((answer) => contents(answer).flatMap(([type, content]) => (isJson(type) ? [below(content, "schema")] : [])));
  const text = String(slot.at.node);
  if (schemas.length === 0)
    return [at(spec, slot.at.path, `no 2xx of \`${operation.id}\` answers JSON, so there is no \`${text}\`; describe \`application/json\` in a 2xx response or write \`$response.header.X\``)];
  const reached = schemas.map((schema) => reach(schema, pointer));
  const found = reached.flatMap((one) => one.schemas ?? []);
  if (found.length > 0) return typeMistakes(spec, slot, found);
  const lost = reached.find((one): one is Extract<Reached, { lost: string }> => one.schemas === undefined);
  if (!lost) return [];
  const remedy = lost.isArray && lost.known.length === 0 ? "it is a list there: write an index such as `0`" : meant(lost.lost, lost.known, "add it to the schema of the response");
  return [at(spec, slot.at.path, `the answer of \`${operation.id}\` has no \`${lost.lost}\` (in \`${text}\`); ${remedy}`)];
}

/** A token or value is a string, a life a number or a date, and a condition something that can be met. */
function typeMistakes(spec: Spec, slot: Slot, found: readonly Place[]): Mistake[] {
  const holder = below(root(spec), ...slot.at.path.slice(0, -1));
  const word = String(slot.at.path.at(-1));
  if (slot.isKey) {
    const wanted = members(holder.node)[word];
    const reasons = found.flatMap((schema) => misfits(spec, schema, wanted)[0] ?? []);
    if (reasons.length < found.length) return [];
    return [mistakeAt(spec, slot.at.path, `\`${String(wanted)}\` can never be there: ${reasons[0]?.reason}; write a value that fits`)];
  }
  const { unit } = members(holder.node);
  if (word === "expiresAt" && unit === undefined) return [];
  const types = found.flatMap(typesOf);
  const isLife = word.startsWith("expires") && slot.at.path.at(-3) === "outputs";
  const wanted = isLife && unit !== "date-time" ? ["number", "integer"] : ["string"];
  if (types.length === 0 || types.some((type) => wanted.includes(type))) return [];
  return [mistakeAt(spec, slot.at.path, `\`${String(slot.at.node)}\` is of type ${types.join(" or ")}, and a ${wanted[0]} is needed here; write the pointer of a ${wanted[0]}`)];
}
