import { parseExpression, type Spec } from "@freshkey-tools/spec";
import { mistakeAt, mistakeAtKey, type Mistake } from "../mistake.ts";
import { meant } from "../words.ts";
import { chainsOf, type Chain } from "../chain/chains.ts";
import { repair } from "../chain/repair.ts";
import { expressionAt, slots, type Slot } from "../chain/slots.ts";

const interaction = ["redirectUrl", "state", "nonce", "codeChallenge", "codeVerifier", "code"];

/** Every expression is well written, allowed where it stands, and names something that the chain declares. */
export function expressionMistakes(spec: Spec): Mistake[] {
  return chainsOf(spec).flatMap((chain) =>
    slots(chain).flatMap((slot) => {
      const message = wrong(chain, slot);
      return message === undefined ? [] : [(slot.isKey ? mistakeAtKey : mistakeAt)(spec, slot.at.path, message)];
    }),
  );
}

function wrong(chain: Chain, slot: Slot): string | undefined {
  const text = String(slot.at.node);
  const expression = expressionAt(slot);
  if (expression === undefined) return `\`${text}\` is no expression; ${repair(text)}`;
  const { kind } = expression;
  if (kind === "constant") {
    const marked = typeof slot.at.node === "string" ? parseExpression(`$${text}`) : undefined;
    // A constant that reads like the name of something declared has lost its `$`.
    if (marked && "name" in marked && !("pointer" in marked) && unknown(chain, marked.kind, marked.name) === undefined && marked.kind !== "header" && marked.kind !== "cookie") {
      return `\`${text}\` is a constant; write \`$${text}\``;
    }
    if (marked?.kind === "body") return `\`${text}\` is a constant; write \`$${text}\``;
  }
  if (!slot.kinds.includes(kind)) {
    if (kind === "constant") return `\`${text}\` is a constant, and ${slot.role} needs an expression; write \`${slot.sample}\``;
    if (kind === "interaction") return `\`${text}\` is known only to an interactive grant; add \`interactive\` to the grant or write \`${slot.sample}\``;
    return `\`${text}\` cannot stand in ${slot.role}; write \`${slot.sample}\``;
  }
  return "name" in expression ? unknown(chain, kind, expression.name) : undefined;
}

function unknown(chain: Chain, kind: string, name: string): string | undefined {
  const declared: Readonly<Record<string, readonly string[]>> = {
    credentials: [...chain.credentials.keys()],
    tokens: chain.tokens,
    values: chain.values,
    interaction,
  };
  const known = declared[kind];
  if (!known || known.includes(name)) return undefined;
  const elsewhere = ["credentials", "tokens", "values"].find((other) => declared[other]?.includes(name));
  if (elsewhere) return `\`$${kind}.${name}\` is not declared; write \`$${elsewhere}.${name}\``;
  const place = kind === "credentials" ? "credentials.properties" : kind;
  return `\`$${kind}.${name}\` is not declared; ${meant(name, known, `declare \`${name}\` under \`${place}\``)}`;
}
