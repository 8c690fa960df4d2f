import { below, stop, type Place } from "../mistake.ts";
import { check, leaf, type Shape } from "./shape.ts";

type Schema = Readonly<Record<string, unknown>>;

const formats: Readonly<Record<string, Shape>> = {
  "date-time": leaf("iso.datetime({ offset: true })", "ZodMiniISODateTime"),
  date: leaf("iso.date()", "ZodMiniISODate"),
  email: leaf("email()", "ZodMiniEmail"),
  // Vendors' ids look like UUIDs without being any version of them.
  uuid: leaf("guid()", "ZodMiniGUID"),
  uri: leaf("url()", "ZodMiniURL"),
  ipv4: leaf("ipv4()", "ZodMiniIPv4"),
  ipv6: leaf("ipv6()", "ZodMiniIPv6"),
};
const hints = { string: ["password", "byte", "binary"], number: ["int32", "float", "double"] } as const;

/** A condition on a number or a length: `z.gte(1)`. */
function bound(place: Place, schema: Schema, word: string, name: string): readonly string[] {
  const value = schema[word];
  if (value === undefined) return [];
  if (typeof value !== "number") stop(below(place, word), `\`${word}\` is no number; write ${word}: 1`);
  return [`z.${name}(${value})`];
}

const bounds = (place: Place, schema: Schema, words: Readonly<Record<string, string>>): readonly string[] => Object.entries(words).flatMap(([word, name]) => bound(place, schema, word, name));

export function stringShape(place: Place, schema: Schema): Shape {
  const { format, pattern } = schema;
  const plain = format === undefined || (hints.string as readonly unknown[]).includes(format);
  const shape = plain ? leaf("string()", "ZodMiniString<string>") : formats[String(format)];
  if (!shape) {
    const list = [...Object.keys(formats), ...hints.string].join(", ");
    return stop(below(place, "format"), `unknown format \`${String(format)}\`; write one of ${list}, or a pattern`);
  }
  const regex = pattern === undefined ? [] : [`z.regex(${regexOf(below(place, "pattern"), String(pattern))})`];
  return check(shape, [...bounds(place, schema, { minLength: "minLength", maxLength: "maxLength" }), ...regex]);
}

function regexOf(place: Place, pattern: string): string {
  try {
    return String(new RegExp(pattern, "u"));
  } catch {
    return stop(place, `\`${pattern}\` is no regular expression; write one that JavaScript reads with the flag u`);
  }
}

export function numberShape(place: Place, schema: Schema, isInteger: boolean): Shape {
  const { format } = schema;
  if (format !== undefined && !(hints.number as readonly unknown[]).includes(format)) {
    stop(below(place, "format"), `unknown format \`${String(format)}\` of a number; write none (JSON has no 64 bits), or one of ${hints.number.join(", ")}`);
  }
  const shape = isInteger ? leaf("int()", "ZodMiniNumberFormat") : leaf("number()", "ZodMiniNumber<number>");
  const words = { minimum: "gte", maximum: "lte", exclusiveMinimum: "gt", exclusiveMaximum: "lt", multipleOf: "multipleOf" };
  return check(shape, bounds(place, schema, words));
}

/** How many items there may be, and whether they may repeat. */
export function itemChecks(place: Place, schema: Schema): readonly string[] {
  const counts = bounds(place, schema, { minItems: "minLength", maxItems: "maxLength" });
  const texts = "items.map((item) => JSON.stringify(item))";
  return schema.uniqueItems === true ? [...counts, `z.refine((items) => new Set(${texts}).size === items.length, "an item comes twice")`] : counts;
}

/** How many members there may be. */
export function memberChecks(place: Place, schema: Schema): readonly string[] {
  const count = (word: string, sign: string): readonly string[] =>
    bound(place, schema, word, "").map((text) => `z.refine((value) => Object.keys(value).length ${sign} ${text.slice(3, -1)}, "too ${sign === ">=" ? "few" : "many"} members")`);
  return [...count("minProperties", ">="), ...count("maxProperties", "<=")];
}
