import type { Spec } from "@freshkey-tools/spec";
import { mistakeAt, mistakeAtKey, type Mistake } from "../mistake.ts";
import { members } from "../place.ts";

const dialect = "https://json-schema.org/draft/2020-12/schema";

/** Without exactly this line mock servers check bodies by another draft, or not at all. */
export function dialectMistakes(spec: Spec): Mistake[] {
  const { jsonSchemaDialect } = members(spec.document);
  if (jsonSchemaDialect === dialect) return [];
  if (jsonSchemaDialect === undefined) {
    return [mistakeAtKey(spec, ["openapi"], `\`jsonSchemaDialect\` is missing; write \`jsonSchemaDialect: ${dialect}\` on a line of its own`)];
  }
  return [mistakeAt(spec, ["jsonSchemaDialect"], `unknown dialect; write \`jsonSchemaDialect: ${dialect}\``)];
}
