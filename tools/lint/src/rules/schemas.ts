import type { Spec } from "@freshkey-tools/spec";
import { mistakeAt, mistakeAtKey, type Mistake } from "../mistake.ts";
import { members } from "../place.ts";
import { brokenSchema, compile } from "../schema/check.ts";
import { rootSchemas, withSubschemas } from "../schema/visit.ts";

/** Every schema compiles: one that does not is silently taken as "everything fits". */
export function schemaMistakes(spec: Spec): Mistake[] {
  const all = rootSchemas(spec);
  const broken = all.flatMap((schema): Mistake | [] => {
    const found = brokenSchema(schema);
    return found ? mistakeAt(spec, [...schema.path, ...found.path], uncompiled(found.reason)) : [];
  });
  const reasons = new Set<string>();
  // A schema that leads to a broken one does not compile either: that is told once.
  const stuck =
    broken.length > 0
      ? []
      : all.flatMap((schema): Mistake | [] => {
          const reason = compile(spec, schema);
          // What a reference misses is told where the reference stands.
          if (typeof reason !== "string" || reason.startsWith("can't resolve reference") || reasons.has(reason)) return [];
          reasons.add(reason);
          return mistakeAt(spec, schema.path, uncompiled(reason));
        });
  const int64 = all.flatMap(withSubschemas).filter(({ node }) => members(node)["format"] === "int64");
  return [...broken, ...stuck, ...int64.map(({ path }) => mistakeAtKey(spec, [...path, "format"], "`format: int64` makes generators write bigints; leave the line out"))];
}

function uncompiled(reason: string): string {
  return `this schema does not compile: ${reason}; correct it by JSON Schema 2020-12`;
}
