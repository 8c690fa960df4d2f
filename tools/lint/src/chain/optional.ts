import type { Expression } from "@freshkey-tools/spec";
import type { Chain } from "./chains.ts";

/** Why a required place may stay empty, and what to write; undefined when it cannot. */
export function mayBeAbsent(chain: Chain, requires: readonly string[], expression: Expression | undefined): string | undefined {
  if (expression?.kind !== "credentials" || !chain.credentials.has(expression.name)) return undefined;
  if (chain.required.includes(expression.name) || requires.includes(expression.name)) return undefined;
  return `credential \`${expression.name}\` is optional; add \`$credentials.${expression.name}\` to \`requires\` of this grant`;
}
