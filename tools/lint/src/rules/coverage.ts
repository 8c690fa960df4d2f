import type { Spec } from "@freshkey-tools/spec";
import { mistakeAtKey, type Mistake } from "../mistake.ts";
import { operationPlaces } from "../operations.ts";
import { chainsOf, fillable } from "../chain/chains.ts";

/** Every operation can be called: some chain fills one of its security alternatives. */
export function coverageMistakes(spec: Spec): Mistake[] {
  const chains = chainsOf(spec);
  if (chains.length === 0) return [];
  return operationPlaces(spec).flatMap((operation): Mistake | [] => {
    if (operation.security.length === 0 || chains.some((chain) => fillable(chain, operation).length > 0)) return [];
    const needed = operation.security.map((alternative) => alternative.map((scheme) => `\`${scheme}\``).join(" with ")).join(" or ");
    return mistakeAtKey(spec, [...operation.at.path, "security"], `no chain can fill ${needed}, so \`${operation.id ?? operation.title}\` cannot be called; add it to \`schemes\` of a chain`);
  });
}
