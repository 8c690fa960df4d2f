import type { Spec } from "@freshkey-tools/spec";
import { mistakeAt, type Mistake } from "../mistake.ts";
import { below, entries, items, members, root, steps, type Place } from "../place.ts";
import { nearest } from "../words.ts";

/** Every reference leads somewhere, and stays inside: a package carries the document as one file. */
export function referenceMistakes(spec: Spec): Mistake[] {
  return references(root(spec)).flatMap(({ path, node }): Mistake | [] => {
    const pointer = String(node);
    if (!pointer.startsWith("#")) {
      return mistakeAt(spec, path, `\`${pointer}\` is outside of this document; copy what it names below \`components\` and write \`#/components/…\``);
    }
    const way = steps(pointer);
    if (way && below(root(spec), ...way).node !== undefined) return [];
    const folder = way?.slice(0, -1) ?? [];
    const guess = nearest(way?.at(-1) ?? "", Object.keys(members(below(root(spec), ...folder).node)));
    const remedy = guess === undefined ? "write the path of something that is in this document" : `did you mean \`#/${[...folder, guess].join("/")}\`?`;
    return mistakeAt(spec, path, `nothing is at \`${pointer}\`; ${remedy}`);
  });
}

function references(place: Place): Place[] {
  if (Array.isArray(place.node)) return items(place).flatMap(references);
  return entries(place).flatMap(([name, inner]) => {
    if (name === "example" || name === "examples" || name.startsWith("x-")) return [];
    return name === "$ref" && typeof inner.node === "string" ? [inner] : references(inner);
  });
}
