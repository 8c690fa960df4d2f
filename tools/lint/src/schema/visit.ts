import type { Spec } from "@freshkey-tools/spec";
import { below, entries, items, members, root, type Place } from "../place.ts";

const single = ["additionalProperties", "unevaluatedProperties", "propertyNames", "items", "unevaluatedItems", "contains", "not", "if", "then", "else"];
const several = ["allOf", "oneOf", "anyOf", "prefixItems"];
const named = ["properties", "patternProperties", "dependentSchemas", "$defs"];

/** The schemas right below a schema; references are not followed. */
export function subschemas(schema: Place): Place[] {
  return [
    ...single.map((word) => below(schema, word)),
    ...several.flatMap((word) => items(below(schema, word))),
    ...named.flatMap((word) => entries(below(schema, word)).map(([, place]) => place)),
  ].filter(({ node }) => Object.keys(members(node)).length > 0);
}

/** A schema and everything in it. */
export function withSubschemas(schema: Place): Place[] {
  return [schema, ...subschemas(schema).flatMap(withSubschemas)];
}

/** The outermost schemas of a document: components, and each `schema` of a parameter, header or content. */
export function rootSchemas(spec: Spec): Place[] {
  const document = root(spec);
  const components = entries(below(document, "components", "schemas")).map(([, place]) => place);
  const others = ["parameters", "headers", "requestBodies", "responses", "pathItems", "callbacks"];
  const shared = others.flatMap((kind) => entries(below(document, "components", kind)).flatMap(([, place]) => written(place)));
  return [...components, ...shared, ...entries(below(document, "paths")).flatMap(([, item]) => written(item))];
}

/** Every `schema` below a place that holds no schema itself. Examples and extensions are data: they are not entered. */
function written(place: Place): Place[] {
  if (Array.isArray(place.node)) return items(place).flatMap(written);
  return entries(place).flatMap(([name, inner]) => {
    if (name === "example" || name === "examples" || name.startsWith("x-")) return [];
    return name === "schema" ? [inner] : written(inner);
  });
}
