import { parseExpression, type Expression } from "@freshkey-tools/spec";
import { below, entries, items, type Place } from "../place.ts";
import type { Chain, Grant } from "./chains.ts";

type Kind = Expression["kind"];

/** A place in a chain where an expression may stand. */
export interface Slot {
  readonly at: Place;
  /** What may stand there. */
  readonly kinds: readonly Kind[];
  /** What the place is for, in a few words. */
  readonly role: string;
  /** A right expression for that place. */
  readonly sample: string;
  /** The grant it belongs to. */
  readonly grant?: Grant | undefined;
  /** The place is a key, not a value. */
  readonly isKey?: boolean;
}

/** Every place of a chain where an expression may stand. */
export function slots(chain: Chain): Slot[] {
  const { at } = chain;
  const given = [...entries(below(at, "tokens")), ...entries(below(at, "values"))].map(([, rule]) => below(rule, "given"));
  return [
    ...entries(below(at, "schemes")).flatMap(([, scheme]) => schemeSlots(scheme)),
    ...given.map((place): Slot => ({ at: place, kinds: ["credentials"], role: "`given`", sample: "$credentials.…" })),
    ...chain.grants.flatMap(grantSlots),
    { at: below(at, "signOut", "reference"), kinds: ["values"], role: "`reference`", sample: "$values.…" } as const,
  ].filter(({ at: { node } }) => node !== undefined && node !== null);
}

/** What a grant is made from: parameters and body of its request, and what an interactive one opens the page with. */
export function inputSlots(grant: Grant): Slot[] {
  const kinds: readonly Kind[] = ["constant", "credentials", "tokens", "values", ...(grant.isInteractive ? (["interaction"] as const) : [])];
  const places = [below(grant.at, "parameters"), below(grant.at, "requestBody"), below(grant.at, "interactive", "parameters")];
  return places.flatMap(leaves).map((place) => ({ at: place, kinds, role: "an input of a grant", sample: "$credentials.…", grant }));
}

/** What a grant reads from the answer. */
export function answerSlots(grant: Grant): Slot[] {
  const slot = (place: Place): Slot => ({ at: place, kinds: ["body", "header", "cookie"], role: "an output", sample: "$response.body#/…", grant });
  const outputs = entries(below(grant.at, "outputs")).flatMap(([, output]) =>
    typeof output.node === "string" ? [slot(output)] : ["value", "expiresIn", "expiresAt"].map((word) => slot(below(output, word))),
  );
  return outputs.filter(({ at }) => at.node !== undefined);
}

/** The key of each condition under `success`. */
export function successSlots(grant: Grant): Slot[] {
  return entries(below(grant.at, "success")).map(([key, value]) => ({
    at: { ...value, node: key },
    kinds: ["body"],
    role: "a condition under `success`",
    sample: "$response.body#/…",
    grant,
    isKey: true,
  }));
}

function grantSlots(grant: Grant): Slot[] {
  const requires = items(below(grant.at, "requires")).map((place): Slot => ({ at: place, kinds: ["credentials"], role: "`requires`", sample: "$credentials.…", grant }));
  return [...inputSlots(grant), ...requires, ...answerSlots(grant), ...successSlots(grant)];
}

function schemeSlots(scheme: Place): Slot[] {
  const sources: readonly Kind[] = ["tokens", "credentials"];
  if (typeof scheme.node === "string") return [{ at: scheme, kinds: sources, role: "a scheme", sample: "$tokens.…" }];
  return entries(scheme).map(([, at]) => ({ at, kinds: [...sources, "constant"], role: "a scheme", sample: "$tokens.…" }));
}

function leaves(place: Place): Place[] {
  if (Array.isArray(place.node)) return items(place).flatMap(leaves);
  if (typeof place.node === "object" && place.node !== null) return entries(place).flatMap(([, inner]) => leaves(inner));
  return [place];
}

/** The expression of a slot, when it is one. */
export function expressionAt(slot: Slot): Expression | undefined {
  return parseExpression(slot.at.node);
}
