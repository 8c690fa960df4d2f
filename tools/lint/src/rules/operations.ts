import type { Spec } from "@freshkey-tools/spec";
import { mistakeAt, mistakeAtKey, type Mistake } from "../mistake.ts";
import { list, members } from "../place.ts";
import { operationPlaces } from "../operations.ts";

/** Every operation has a name, one tag, its own security, a success, and a 401 when it is secured. */
export function operationMistakes(spec: Spec): Mistake[] {
  return operationPlaces(spec).flatMap(({ id, title, at, security }) => {
    const { operationId, tags, security: own, responses } = members(at.node);
    const name = id ?? title;
    const mistakes: Mistake[] = [];
    if (operationId === undefined) mistakes.push(mistakeAtKey(spec, at.path, `${title} has no \`operationId\`; write \`operationId: aVerbAndANoun\``));
    const count = list(tags).length;
    if (count !== 1) {
      const path = count === 0 ? at.path : [...at.path, "tags"];
      const place = count === 0 ? mistakeAtKey : mistakeAt;
      mistakes.push(place(spec, path, `${name} has ${count === 0 ? "no tag" : `${count} tags`}; write exactly one under \`tags\``));
    }
    if (own === undefined) {
      mistakes.push(mistakeAtKey(spec, at.path, `${name} does not state its \`security\`; write \`security: []\` when it needs no token, else the schemes it takes`));
    }
    if (!Object.keys(members(responses)).some((status) => /^[23]/.test(status))) {
      mistakes.push(mistakeAtKey(spec, [...at.path, "responses"], `${name} documents no success; write at least one \`2XX\` response, or a \`3XX\` for a page that sends people on`));
    }
    const secured = security.some((alternative) => alternative.length > 0);
    if (secured && !("401" in members(responses))) {
      mistakes.push(mistakeAtKey(spec, [...at.path, "responses"], `${name} is secured but documents no \`401\`; write a \`401\` response`));
    }
    return mistakes;
  });
}
