import type { Spec } from "@freshkey-tools/spec";
import { mistakeAt, type Mistake } from "../mistake.ts";
import { below, entries, follow, members, type Place } from "../place.ts";
import { contents, operationPlaces, responses } from "../operations.ts";
import { misfits } from "../schema/check.ts";

/** Every example fits its schema: mock servers serve it as it is. */
export function exampleMistakes(spec: Spec): Mistake[] {
  const holders = operationPlaces(spec).flatMap((operation) => [
    ...operation.parameters.flatMap(typed),
    ...contents(below(operation.at, "requestBody")).map(([, content]) => content),
    ...responses(operation).flatMap(([, response]) => [...contents(response).map(([, content]) => content), ...entries(below(response, "headers")).flatMap(([, header]) => typed(header))]),
  ]);
  const seen = new Set<unknown>();
  return holders.flatMap((holder) => {
    if (seen.has(holder.node)) return [];
    seen.add(holder.node);
    return examplesOf(holder).flatMap((example) =>
      misfits(spec, below(holder, "schema"), example.node).map(({ path, reason }) =>
        mistakeAt(spec, [...example.path, ...path], `this example does not fit its schema: ${reason}; correct the example or the schema`),
      ),
    );
  });
}

/** Something with a schema of its own, and the contents it may have instead. */
function typed(holder: Place): Place[] {
  return [follow(holder), ...contents(holder).map(([, content]) => content)];
}

function examplesOf(holder: Place): Place[] {
  const one = below(holder, "example");
  const several = entries(below(holder, "examples")).map(([, example]) => follow(example));
  return [...(one.node === undefined ? [] : [one]), ...several.filter(({ node }) => "value" in members(node)).map((example) => below(example, "value"))];
}
