import { parseExpression } from "@freshkey-tools/spec";
import { below, entries, members, type Place } from "../place.ts";
import { fillable, type Chain, type Grant } from "./chains.ts";
import { expressionAt, inputSlots } from "./slots.ts";

/** Tokens and values that parameters and body of a grant are made from. */
export function directInputs(grant: Grant): string[] {
  return inputSlots(grant).flatMap((slot) => {
    const expression = expressionAt(slot);
    return expression?.kind === "tokens" || expression?.kind === "values" ? [expression.name] : [];
  });
}

/** Tokens that a scheme of the chain is filled from. */
export function schemeTokens(chain: Chain, scheme: string): string[] {
  return schemeSources(below(chain.at, "schemes", scheme), "tokens");
}

/** All that a grant may be given: tokens, values, and `credentials` when it takes any; its security included. */
export function inputsOf(chain: Chain, grant: Grant): string[] {
  const schemes = grant.operation ? fillable(chain, grant.operation).flat() : [];
  const takesCredentials =
    inputSlots(grant).some((slot) => expressionAt(slot)?.kind === "credentials") || schemes.some((scheme) => schemeSources(below(chain.at, "schemes", scheme), "credentials").length > 0);
  const tokens = schemes.flatMap((scheme) => schemeTokens(chain, scheme));
  return [...new Set([...directInputs(grant), ...tokens, ...(takesCredentials ? ["credentials"] : [])])];
}

function schemeSources(scheme: Place, kind: "tokens" | "credentials"): string[] {
  const texts = typeof scheme.node === "string" ? [scheme.node] : entries(scheme).map(([, { node }]) => node);
  return texts.flatMap((text) => {
    const expression = parseExpression(text);
    return expression?.kind === kind ? [expression.name] : [];
  });
}

/** Tokens and values that the user may bring along. */
export function givenNames(chain: Chain): string[] {
  return ["tokens", "values"].flatMap((word) => entries(below(chain.at, word)).flatMap(([name, rule]) => (members(rule.node)["given"] === undefined ? [] : [name])));
}
