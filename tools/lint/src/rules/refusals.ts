import type { Spec } from "@freshkey-tools/spec";
import { mistakeAt, mistakeAtKey, type Mistake } from "../mistake.ts";
import { listed, meant } from "../words.ts";
import { below, entries, isText, members } from "../place.ts";
import { chainsOf, type Chain } from "../chain/chains.ts";
import { inputsOf } from "../chain/inputs.ts";
import { expressionAt, inputSlots, type Slot } from "../chain/slots.ts";

/** A refusal is a documented answer, and refuses something that the grant was given. */
export function refusalMistakes(spec: Spec): Mistake[] {
  return chainsOf(spec).flatMap((chain) =>
    chain.grants.flatMap((grant) =>
      entries(below(grant.at, "refusedBy")).flatMap(([status, refused]) => {
        const mistakes: Mistake[] = [];
        const documented = Object.keys(members(grant.operation && below(grant.operation.at, "responses").node));
        if (grant.operation && !documented.includes(status)) {
          mistakes.push(mistakeAtKey(spec, refused.path, `\`${grant.name}\` documents no ${status}; write a \`${status}\` response or one of ${listed(documented)}`));
        }
        if (!isText(refused.node)) return mistakes;
        const known = ["credentials", ...chain.tokens, ...chain.values];
        const bare = refused.node.replace(/^\$(tokens|values)\./, "").replace(/^\$credentials(\..*)?$/, "credentials");
        if (!known.includes(refused.node)) {
          const remedy = known.includes(bare) ? `write \`${bare}\`` : meant(refused.node, known, "write `credentials`");
          mistakes.push(mistakeAt(spec, refused.path, `\`${refused.node}\` is neither \`credentials\` nor a token or value of this chain; ${remedy}`));
        } else if (grant.operation && inputSlots(grant).every((slot) => isDeclared(chain, slot))) {
          const inputs = inputsOf(chain, grant);
          if (!inputs.includes(refused.node)) {
            mistakes.push(
              mistakeAt(spec, refused.path, `\`${grant.name}\` is not given \`${refused.node}\`, so it cannot refuse it; ${inputs.length > 0 ? `write ${listed(inputs)}` : "leave the line out"}`),
            );
          }
        }
        return mistakes;
      }),
    ),
  );
}

/** A misspelt input is told where it stands, not a second time here. */
function isDeclared(chain: Chain, slot: Slot): boolean {
  const expression = expressionAt(slot);
  if (expression?.kind === "tokens") return chain.tokens.includes(expression.name);
  if (expression?.kind === "values") return chain.values.includes(expression.name);
  return expression !== undefined;
}
