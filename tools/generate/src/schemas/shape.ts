import { key, quote } from "../code.ts";
import { flat, type Code, type List } from "../print.ts";

/** A zod schema as code: its type, and the expression that makes it. */
export interface Shape {
  readonly type: Code;
  readonly value: Code;
  /** It names a schema that is not made yet when this one is made. */
  readonly late?: boolean;
}

const isList = (code: Code): code is List => typeof code === "object" && "items" in code;

/** `open…args…close`. Of several arguments a single list breaks on its own: `z.array({` stays together. */
function enclose(open: string, close: string, args: readonly Code[]): Code {
  const at = args.findIndex(isList);
  const [only] = args.filter(isList);
  if (!only) return `${open}${args.map(flat).join(", ")}${close}`;
  if (args.filter(isList).length > 1) return { open, close, spaced: false, items: args };
  const texts = args.map(flat);
  const before = texts
    .slice(0, at)
    .map((text) => `${text}, `)
    .join("");
  const after = texts
    .slice(at + 1)
    .map((text) => `, ${text}`)
    .join("");
  return { ...only, open: open + before + only.open, close: only.close + after + close };
}

const isLate = (shapes: readonly Shape[]): { late?: true } => (shapes.some(({ late }) => late) ? { late: true } : {});

/** A schema made of others: `z.array(…)`, of type `z.ZodMiniArray<…>`. */
export function wrap(name: string, type: string, ...shapes: readonly Shape[]): Shape {
  return {
    type: enclose(
      `z.${type}<`,
      ">",
      shapes.map((shape) => shape.type),
    ),
    value: enclose(
      `z.${name}(`,
      ")",
      shapes.map((shape) => shape.value),
    ),
    ...isLate(shapes),
  };
}

/** A schema made of a list of others: `z.union([…])`. */
export function choice(name: "union" | "xor", shapes: readonly Shape[]): Shape {
  const type = name === "union" ? "z.ZodMiniUnion" : "z.ZodMiniXor";
  return {
    type: enclose(
      `${type}<readonly [`,
      "]>",
      shapes.map((shape) => shape.type),
    ),
    value: enclose(
      `z.${name}([`,
      "])",
      shapes.map((shape) => shape.value),
    ),
    ...isLate(shapes),
  };
}

/** What an object does with members that it does not name. */
export type Openness = "strict" | "loose" | Shape;

/** `z.strictObject({ … })`, `z.looseObject({ … })` or `z.catchall(z.object({ … }), …)`. */
export function objectOf(members: Readonly<Record<string, Shape>>, openness: Openness): Shape {
  const entries = Object.entries(members);
  const types: List = { open: "{", close: "}", spaced: true, separator: ";", items: entries.map(([name, { type }]) => [`${key(name)}: `, type]) };
  const values: List = {
    open: "{",
    close: "}",
    spaced: true,
    // A getter is not read before all schemas are made.
    items: entries.map(([name, { value, late }]) => (late ? [`get ${key(name)}() { return `, value, "; }"] : key(name) === value ? value : [`${key(name)}: `, value])),
  };
  if (typeof openness === "string") {
    return { type: enclose("z.ZodMiniObject<", ">", [types, `z.core.$${openness}`]), value: enclose(`z.${openness}Object(`, ")", [values]) };
  }
  const inner = enclose("z.object(", ")", [values]);
  return {
    type: enclose("z.ZodMiniObject<", ">", [types, enclose("z.core.$catchall<", ">", [openness.type])]),
    value: enclose("z.catchall(", ")", [inner, openness.value]),
    ...isLate([openness]),
  };
}

/** The schema with more conditions, each the text of a zod check. */
export function check(shape: Shape, checks: readonly string[]): Shape {
  if (checks.length === 0) return shape;
  const suffix = `.check(${checks.join(", ")})`;
  const { value } = shape;
  return { ...shape, value: isList(value) ? { ...value, close: value.close + suffix } : `${flat(value)}${suffix}` };
}

/** A schema without parts. */
export function leaf(value: string, type: string): Shape {
  return { type: `z.${type}`, value: `z.${value}` };
}

export const unknown: Shape = leaf("unknown()", "ZodMiniUnknown");

/** The schema, or null. */
export const nullable = (shape: Shape): Shape => wrap("nullable", "ZodMiniNullable", shape);

/** The schema, or nothing. */
export const optional = (shape: Shape): Shape => wrap("optional", "ZodMiniOptional", shape);

/** One of these values: `z.enum` for texts, else `z.literal`. */
export function oneOfValues(values: readonly unknown[]): Shape {
  const texts = values.map((value) => JSON.stringify(value));
  const list = { open: "[", close: "]", spaced: false, items: texts, packed: texts.length } satisfies List;
  if (values.length > 1 && values.every((value) => typeof value === "string")) {
    const members: List = { open: "{", close: "}", spaced: true, separator: ";", items: values.map((value) => `${key(value)}: ${quote(value)}`) };
    return { type: enclose("z.ZodMiniEnum<", ">", [members]), value: enclose("z.enum(", ")", [list]) };
  }
  return { type: `z.ZodMiniLiteral<${texts.join(" | ")}>`, value: values.length > 1 ? enclose("z.literal(", ")", [list]) : `z.literal(${texts[0]})` };
}
