import { below, stop, type Place } from "../mistake.ts";
import { checkKeywords, typesOf } from "./keywords.ts";
import { itemChecks, memberChecks, numberShape, stringShape } from "./scalar.ts";
import { above, referred, type Scope } from "./scope.ts";
import { check, choice, leaf, nullable, objectOf, oneOfValues, optional, unknown, wrap, type Openness, type Shape } from "./shape.ts";

type Schema = Readonly<Record<string, any>>;

/** The zod schema of a JSON Schema. Stops at whatever it does not know: nothing is passed over. */
export function shapeOf(scope: Scope, place: Place, schema: unknown): Shape {
  if (schema === true) return unknown;
  if (schema === false) return leaf("never()", "ZodMiniNever");
  if (typeof schema !== "object" || schema === null || Array.isArray(schema)) return stop(place, "this is no schema; write one, such as type: string");
  return knownShape(scope, place, schema);
}

function knownShape(scope: Scope, place: Place, schema: Schema): Shape {
  checkKeywords(place, schema);
  if ("$ref" in schema) return referred(scope, place, schema);
  const parts = partsOf(scope, place, schema);
  const whole = parts.length > 0 ? parts.reduce((left, right) => wrap("intersection", "ZodMiniIntersection", left, right)) : unknown;
  return check(whole, conditions(scope, place, schema));
}

/** All that the value must fit at once. */
function partsOf(scope: Scope, place: Place, schema: Schema): readonly Shape[] {
  const lists = (word: "allOf" | "anyOf" | "oneOf"): readonly Shape[] => {
    const list: unknown = schema[word] ?? [];
    if (!Array.isArray(list)) return stop(below(place, word), `\`${word}\` is no list; write a list of schemas`);
    return list.map((one, index) => shapeOf(scope, below(place, word, index), one));
  };
  return [...ownShape(scope, place, schema), ...lists("allOf"), ...(schema.anyOf ? [union("union", lists("anyOf"))] : []), ...(schema.oneOf ? [union("xor", lists("oneOf"))] : [])];
}

/** One of several; null apart, so that it reads `z.nullable(…)`. */
export function union(name: "union" | "xor", shapes: readonly Shape[]): Shape {
  const others = shapes.filter(({ value }) => value !== "z.null()");
  const [first] = others;
  if (!first) return shapes[0] ?? unknown;
  const either = others.length === 1 ? first : choice(name, others);
  return others.length < shapes.length ? nullable(either) : either;
}

/** What the schema says itself: its values, or its types with all that belongs to them. */
function ownShape(scope: Scope, place: Place, schema: Schema): readonly Shape[] {
  const values: unknown = "const" in schema ? [schema.const] : schema.enum;
  if (values !== undefined) return [valuesShape(below(place, "const" in schema ? "const" : "enum"), values)];
  const types = typesOf(place, schema);
  return types.length > 0
    ? [
        union(
          "union",
          types.map((type) => typeShape(scope, place, schema, type)),
        ),
      ]
    : [];
}

function valuesShape(place: Place, values: unknown): Shape {
  if (!Array.isArray(values) || values.length === 0) return stop(place, "`enum` is no list of values; write enum: [a, b]");
  if (values.some((value) => typeof value === "object" && value !== null)) stop(place, "a value is a list or an object; write a schema that describes it");
  const others = values.filter((value) => value !== null);
  if (others.length === 0) return leaf("null()", "ZodMiniNull");
  return others.length < values.length ? nullable(oneOfValues(others)) : oneOfValues(others);
}

function typeShape(scope: Scope, place: Place, schema: Schema, type: string): Shape {
  if (type === "string") return stringShape(place, schema);
  if (type === "integer" || type === "number") return numberShape(place, schema, type === "integer");
  if (type === "boolean") return leaf("boolean()", "ZodMiniBoolean<boolean>");
  if (type === "null") return leaf("null()", "ZodMiniNull");
  if (type === "array") {
    const items = shapeOf(scope, below(place, "items"), schema.items ?? true);
    return check(wrap("array", "ZodMiniArray", items), itemChecks(place, schema));
  }
  if (type === "object") return check(objectShape(scope, place, schema), memberChecks(place, schema));
  return stop(below(place, "type"), `unknown type \`${type}\`; write one of string, integer, number, boolean, "null", array, object`);
}

function objectShape(scope: Scope, place: Place, schema: Schema): Shape {
  const { properties = {}, required = [], additionalProperties = true } = schema;
  // Without `type` the schema is a condition: it may ask for members that it does not describe.
  const undeclared = (required as readonly string[]).filter((name) => !Object.hasOwn(properties, name));
  if (schema.type !== undefined && undeclared.length > 0) stop(below(place, "required"), `\`${undeclared[0]}\` is required but not declared; declare it under properties`);
  const names = [...Object.keys(properties), ...undeclared];
  const rest = openness(scope, below(place, "additionalProperties"), additionalProperties);
  if (names.length === 0 && rest !== "strict") {
    const value = rest === "loose" ? unknown : rest;
    return wrap("record", "ZodMiniRecord", leaf("string()", "ZodMiniString<string>"), value);
  }
  const member = (name: string): Shape => {
    const shape = shapeOf(scope, below(place, "properties", name), properties[name] ?? true);
    return required.includes(name) ? shape : optional(shape);
  };
  return objectOf(Object.fromEntries(names.map((name) => [name, member(name)])), rest);
}

function openness(scope: Scope, place: Place, schema: unknown): Openness {
  if (schema === false) return "strict";
  const rest = shapeOf(scope, place, schema);
  return rest.value === unknown.value ? "loose" : rest;
}

/** `not`, and `if` with `then` and `else`: what no type can say. */
function conditions(scope: Scope, place: Place, schema: Schema): readonly string[] {
  const fits = (word: string): string => `z.safeParse(${above(scope, below(place, word), word, shapeOf(scope, below(place, word), schema[word]))}, value).success`;
  const checks: string[] = [];
  if (schema.not !== undefined) checks.push(`z.refine((value) => !${fits("not")}, "fits what \`not\` forbids")`);
  if (schema.if === undefined) return checks;
  const test = fits("if");
  if (schema.then !== undefined) checks.push(`z.refine((value) => !${test} || ${fits("then")}, "fits \`if\` but not \`then\`")`);
  if (schema.else !== undefined) checks.push(`z.refine((value) => ${test} || ${fits("else")}, "fits neither \`if\` nor \`else\`")`);
  return checks;
}
