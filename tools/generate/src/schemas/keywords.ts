import { below, stop, type Place } from "../mistake.ts";

/** Words that only describe. */
const annotations = new Set("title description default deprecated readOnly writeOnly example examples externalDocs xml discriminator $comment contentMediaType contentEncoding".split(" "));

/** Words that a schema is made of, by the type that they speak of. */
const assertions = {
  any: ["type", "enum", "const", "$ref", "allOf", "anyOf", "oneOf", "not", "if", "then", "else"],
  string: ["minLength", "maxLength", "pattern", "format"],
  number: ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "format"],
  array: ["items", "minItems", "maxItems", "uniqueItems"],
  object: ["properties", "required", "additionalProperties", "minProperties", "maxProperties"],
} as const;
const known = new Set<string>(Object.values(assertions).flat());

/** Whether a word says what a value must be like. */
export const isAssertion = (word: string): boolean => known.has(word);

const remedies: Readonly<Record<string, string>> = {
  nullable: 'write type: [string, "null"]',
  prefixItems: "write an object with named members",
  patternProperties: "write additionalProperties",
};

/** Stops at a word that would otherwise be passed over in silence. */
export function checkKeywords(place: Place, schema: Readonly<Record<string, unknown>>): void {
  for (const word of Object.keys(schema)) {
    if (isAssertion(word) || annotations.has(word) || word.startsWith("x-")) continue;
    stop(below(place, word), `no zod schema can be made of \`${word}\`; ${remedies[word] ?? "say it with other words or in the description"}`, true);
  }
}

/** The types that a schema names, or the one that its words speak of; none for any value. */
export function typesOf(place: Place, schema: Readonly<Record<string, unknown>>): readonly string[] {
  const { type } = schema;
  if (typeof type === "string") return [type];
  if (Array.isArray(type)) return type as string[];
  if (type !== undefined) stop(below(place, "type"), "`type` is a word or a list of words; write type: string");
  const spoken = (["object", "array", "string", "number"] as const).filter((name) => assertions[name].some((word) => word in schema));
  const [only] = spoken;
  if (only === "object" || only === "array") return [only];
  return only ? stop(place, `the schema has no type; write type: ${only}`) : [];
}
