import { fileURLToPath } from "node:url";
import { parseSpec, readSpec } from "@freshkey-tools/spec";
import { expect, test } from "vitest";
import { SpecMistake } from "../src/mistake.ts";
import { schemaFiles } from "../src/schemas/files.ts";

const { schemas } = schemaFiles(readSpec(fileURLToPath(new URL("fixtures/kinds.openapi.yaml", import.meta.url))));
/** What stands right of the equals sign. */
const value = (file: string): string =>
  /^export const [\s\S]*? = (z\.\w+\([\s\S]*|\w+);\n$/m
    .exec(schemas[file] ?? "")?.[1]
    ?.replaceAll(/\s+/g, " ")
    .replaceAll(/, ([})])/g, " $1") ?? "";

test.each([
  [
    "an object of an answer lets unknown members through",
    "open.ts",
    "z.looseObject({ id: z.string(), size: z.optional(z.int()), weight: z.optional(z.number()), gone: z.optional(z.boolean()), any: z.optional(z.unknown()), needed: z.optional(z.unknown()) })",
  ],
  ["an object of a request refuses them", "closed.ts", "z.strictObject({ id: z.string().check(z.minLength(1), z.maxLength(3), z.regex(/^a\\/\\d+$/u)) })"],
  [
    "null in a list of types, and as one of a union",
    "nullable.ts",
    "z.looseObject({ a: z.nullable(z.string()), b: z.optional(z.nullable(Open)), c: z.optional(z.nullable(z.union([z.int(), z.string()]))), d: z.optional(z.null()) })",
  ],
  ["an enum of texts", "enum.ts", `z.enum(["on", "off-line"])`],
  ["an enum of numbers", "enum-of-numbers.ts", "z.literal([0, 1])"],
  ["an enum with null", "enum-with-null.ts", `z.nullable(z.enum(["on", "off"]))`],
  ["a const", "const.ts", `z.literal("yes please")`],
  ["oneOf: exactly one", "one-of.ts", "z.xor([z.string(), Open, z.looseObject({ unknown_member: z.int() })])"],
  ["allOf", "all-of.ts", "z.intersection(Open, z.looseObject({ more: z.string() }))"],
  [
    "an array and its bounds",
    "list.ts",
    `z.array(Enum).check(z.minLength(1), z.maxLength(9), z.refine((items) => new Set(items.map((item) => JSON.stringify(item))).size === items.length, "an item comes twice"))`,
  ],
  ["an array of anything", "any-list.ts", "z.array(z.unknown())"],
  [
    "a map",
    "map.ts",
    `z.record(z.string(), z.array(z.string())).check(z.refine((value) => Object.keys(value).length >= 1, "too few members"), z.refine((value) => Object.keys(value).length <= 2, "too many members"))`,
  ],
  ["a map of anything", "any-map.ts", "z.record(z.string(), z.unknown())"],
  ["members and a schema for all others", "catchall.ts", "z.catchall(z.object({ id: z.string() }), z.string())"],
  ["members, and anything else on purpose", "open-on-purpose.ts", "z.looseObject({ id: z.optional(z.string()) })"],
  ["a default changes no data", "with-default.ts", "z.looseObject({ page: z.optional(z.int()) })"],
  ["a schema that needs itself", "tree.ts", "z.looseObject({ name: z.string(), get twigs() { return z.array(Tree); } })"],
  ["schemas that need each other", "egg.ts", "z.strictObject({ get from() { return z.optional(Hen); } })"],
  ["another name for a schema", "alias.ts", "Open"],
  ["a name that is none in TypeScript", "lower-case.ts", `z.looseObject({ "a-b": z.optional(z.string()) })`],
  [
    "formats, and bounds of numbers",
    "formats.ts",
    "z.looseObject({ at: z.optional(z.iso.datetime({ offset: true })), day: z.optional(z.iso.date()), mail: z.optional(z.email()), id: z.optional(z.guid()), link: z.optional(z.url()), v4: z.optional(z.ipv4()), v6: z.optional(z.ipv6()), secret: z.optional(z.string()), ratio: z.optional(z.number().check(z.gte(0), z.lt(1))), even: z.optional(z.int().check(z.lte(100), z.gt(0), z.multipleOf(2))) })",
  ],
])("%s", (_, file, expected) => {
  expect(value(file)).toBe(expected);
});

test("if, then, else and not become checks", () => {
  expect(schemas["conditional.ts"]).toContain(`const if1 = z.looseObject({ kind: z.literal("big") });\nconst then1 = z.looseObject({ size: z.unknown() });\n`);
  expect(value("conditional.ts")).toContain("z.refine((value) => !z.safeParse(if1, value).success || z.safeParse(then1, value).success");
});

test("the table names every operation that has bodies, and what it sends and is answered", () => {
  const [, table] = /= (\{[\s\S]*\});/.exec(schemas["operations.ts"] ?? "") ?? [];
  expect(table?.replaceAll(/\s+/g, " ")).toBe(`{ "POST /things": { request: z.optional(z.union([Closed, z.string()])), responses: { 200: z.xor([Open, Nullable]), "4XX": Open } }, }`);
});

test("the index exports each schema once, and the table", () => {
  const names = [...(schemas["index.ts"] ?? "").matchAll(/export \{ (\w+) \} from "\.\/(.+)";/g)].map(([, name]) => name);
  expect(names).toHaveLength(Object.keys(schemas).length - 1);
  expect(names).toEqual(expect.arrayContaining(["Open", "lowerCase", "schemas"]));
});

const spec = (schema: string, name = "Thing") => parseSpec("thing.openapi.yaml", `paths: {}\ncomponents:\n  schemas:\n    Other: { type: string }\n    ${name}: ${schema}\n`);

test.each([
  ["{ type: object, patternProperties: { a: {} } }", "5:28 no zod schema can be made of `patternProperties`; write additionalProperties"],
  ["{ type: array, prefixItems: [{}] }", "5:27 no zod schema can be made of `prefixItems`; write an object with named members"],
  ["{ type: string, nullable: true }", `5:28 no zod schema can be made of \`nullable\`; write type: [string, "null"]`],
  ["{ type: object, unevaluatedProperties: false }", "5:28 no zod schema can be made of `unevaluatedProperties`; say it with other words or in the description"],
  ["{ type: integer, format: int64 }", "5:37 unknown format `int64` of a number; write none (JSON has no 64 bits), or one of int32, float, double"],
  ["{ type: string, format: phone }", "5:36 unknown format `phone`; write one of date-time, date, email, uuid, uri, ipv4, ipv6, password, byte, binary, or a pattern"],
  [`{ type: string, pattern: "(" }`, "5:37 `(` is no regular expression; write one that JavaScript reads with the flag u"],
  ["{ type: text }", `5:20 unknown type \`text\`; write one of string, integer, number, boolean, "null", array, object`],
  ["{ minLength: 1 }", "5:12 the schema has no type; write type: string"],
  ["{ type: integer, exclusiveMinimum: true }", "5:47 `exclusiveMinimum` is no number; write exclusiveMinimum: 1"],
  ["{ type: object, required: [a] }", "5:38 `a` is required but not declared; declare it under properties"],
  ["{ enum: [{ a: 1 }] }", "5:20 a value is a list or an object; write a schema that describes it"],
  ["{ enum: [] }", "5:20 `enum` is no list of values; write enum: [a, b]"],
  [`{ $ref: "#/components/schemas/Other", minLength: 1 }`, "5:50 `minLength` stands beside a $ref; write both as members of allOf"],
  [`{ $ref: "#/components/schemas/Other/items" }`, "5:20 no zod schema can be made of `#/components/schemas/Other/items`; declare it under components.schemas"],
  [`{ type: array, items: { $ref: "#/components/schemas/Thing" } }`, "5:12 `Thing` leads back to itself outside of an object; put an object with named members in between"],
  [`{ type: object, properties: { a: { not: { $ref: "#/components/schemas/Thing" } } } }`, "5:52 `not` leads back to its own schema; say it without a reference"],
])("a mistake is found where it stands: %s", (schema, message) => {
  expect(mistake(() => schemaFiles(spec(schema)))).toBe(message);
});

test.each([
  ["index", "5:5 `index` cannot be the name of a schema; write another"],
  ["default", "5:5 `default` cannot be the name of a schema; write another"],
  ["other", "5:5 `other` and `Other` would be one file, other.ts; write another name"],
])("two schemas never share a file or a reserved name: %s", (name, message) => {
  expect(mistake(() => schemaFiles(spec("{ type: string }", name)))).toBe(message);
});

function mistake(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (!(error instanceof SpecMistake)) throw error;
    return `${error.position.line}:${error.position.column} ${error.message}`;
  }
  return "none";
}
