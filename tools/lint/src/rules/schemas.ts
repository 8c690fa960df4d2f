import type { Spec } from "@freshkey-tools/spec";
import { mistakeAt, mistakeAtKey, type Mistake } from "../mistake.ts";
import { members } from "../place.ts";
import { brokenSchema, compile } from "../schema/check.ts";
import { rootSchemas, withSubschemas } from "../schema/visit.ts";

/** Every schema compiles: one that does not is silently taken as "everything fits". */
export function schemaMistakes(spec: Spec): Mistake[] {
  return rootSchemas(spec).flatMap((schema) => {
    const broken = brokenSchema(schema);
    if (broken) return mistakeAt(spec, [...schema.path, ...broken.path], `this schema does not compile: ${broken.reason}; correct it by JSON Schema 2020-12`);
    const compiled = compile(spec, schema);
    // What a reference misses is told where the reference stands.
    if (typeof compiled === "string" && !compiled.startsWith("can't resolve reference")) return mistakeAt(spec, schema.path, `this schema does not compile: ${compiled}; correct it by JSON Schema 2020-12`);
    return withSubschemas(schema).flatMap(({ path, node }): Mistake | [] =>
      members(node)["format"] === "int64"
        ? mistakeAtKey(spec, [...path, "format"], "`format: int64` makes generators write bigints; leave the line out")
        : [],
    );
  });
}
