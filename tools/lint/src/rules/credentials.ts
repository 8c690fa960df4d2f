import type { Spec } from "@freshkey-tools/spec";
import { mistakeAt, type Mistake } from "../mistake.ts";
import { meant } from "../words.ts";
import { below, follow, isText, items, members } from "../place.ts";
import { chainsOf } from "../chain/chains.ts";

/** What names the account, or must be there, is a declared credential; a secret never names anything. */
export function credentialMistakes(spec: Spec): Mistake[] {
  return chainsOf(spec).flatMap((chain) => {
    const known = [...chain.credentials.keys()];
    const sets = [below(chain.at, "credentials"), ...items(below(chain.at, "credentials", "anyOf"))];
    const required = sets.flatMap((set) => items(below(set, "required")));
    const principal = items(below(chain.at, "principal"));
    return [...required, ...principal].flatMap(({ path, node }): Mistake | [] => {
      if (!isText(node)) return [];
      const credential = chain.credentials.get(node);
      if (!credential) {
        const bare = node.replace(/^\$credentials\./, "");
        const remedy = known.includes(bare) ? `write \`${bare}\`` : meant(node, known, "declare it under `credentials.properties`");
        return mistakeAt(spec, path, `\`${node}\` is no credential of this chain; ${remedy}`);
      }
      const isSecret = path.includes("principal") && members(follow(credential).node)["format"] === "password";
      return isSecret ? mistakeAt(spec, path, `\`${node}\` is a secret, and \`principal\` becomes part of a store's key; leave it out`) : [];
    });
  });
}
