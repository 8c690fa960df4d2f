import type { Spec } from "@freshkey-tools/spec";
import { mistakeAt, type Mistake } from "../mistake.ts";
import { below, entries, isText, items, members, root } from "../place.ts";
import { operationPlaces } from "../operations.ts";

/** Every server says which environment it belongs to. */
export function serverMistakes(spec: Spec): Mistake[] {
  const document = root(spec);
  const holders = [document, ...entries(below(document, "paths")).map(([, item]) => item), ...operationPlaces(spec).map(({ at }) => at)];
  return holders
    .flatMap((holder) => items(below(holder, "servers")))
    .filter(({ node }) => !isText(members(node)["x-environment"]))
    .map(({ path }) => mistakeAt(spec, path, "this server names no environment; write `x-environment: production` or another name below its `url`"));
}
