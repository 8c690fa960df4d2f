import type { Spec } from "@freshkey-tools/spec";
import { mistakeAt, mistakeAtKey, type Mistake } from "../mistake.ts";
import { meant } from "../words.ts";
import { below, entries, members } from "../place.ts";
import { chainsOf, securitySchemes } from "../chain/chains.ts";

/** A chain fills security schemes of the document, each in the form that it needs. */
export function schemeMistakes(spec: Spec): Mistake[] {
  const known = securitySchemes(spec);
  return chainsOf(spec).flatMap((chain) =>
    entries(below(chain.at, "schemes")).flatMap(([name, place]): Mistake | [] => {
      const scheme = members(known.get(name)?.node);
      if (!known.has(name)) {
        return mistakeAtKey(spec, place.path, `the document has no security scheme \`${name}\`; ${meant(name, [...known.keys()], "declare it under `components.securitySchemes`")}`);
      }
      const isBasic = scheme["type"] === "http" && String(scheme["scheme"]).toLowerCase() === "basic";
      const { username, password } = members(place.node);
      if (isBasic && (username === undefined || password === undefined)) {
        return mistakeAt(spec, place.path, `\`${name}\` is HTTP Basic and needs two values; write \`{ username: …, password: … }\``);
      }
      if (!isBasic && typeof place.node !== "string") {
        return mistakeAt(spec, place.path, `\`${name}\` carries one value; write one expression such as \`$tokens.…\``);
      }
      return [];
    }),
  );
}
