import { fileURLToPath } from "node:url";
import { readSpec } from "@freshkey-tools/spec";
import { beforeAll, expect, test } from "vitest";
import { openapiFile } from "../src/openapi.ts";
import { schemaFiles } from "../src/schemas/files.ts";
import { compile } from "./compile.ts";

const kinds = readSpec(fileURLToPath(new URL("fixtures/kinds.openapi.yaml", import.meta.url)));
let texts: Readonly<Record<string, string>> = {};

/** A difference between a schema and its type, and what the compiler says of it. */
const planted: [difference: string, file: string, from: string, to: string, says: RegExp][] = [
  ["an optional member left out", "open.ts", "size: z.optional(z.int()),", "", /size/],
  ["a member added", "open.ts", "gone:", "extra: z.optional(z.string()), gone:", /extra/],
  ["a member misspelt", "nullable.ts", "a: z.nullable", "aa: z.nullable", /aa?'/],
  ["an optional member made required", "open.ts", "z.optional(z.number())", "z.number()", /weight/],
  ["a required member made optional", "open.ts", "id: z.string()", "id: z.optional(z.string())", /id/],
  ["another type", "open.ts", "z.optional(z.boolean())", "z.optional(z.string())", /gone/],
  ["a bigint for an integer", "open.ts", "z.optional(z.int())", "z.optional(z.bigint())", /size/],
  ["null left out", "nullable.ts", "a: z.nullable(z.string())", "a: z.string()", /Nullable\.a/],
  ["null added", "closed.ts", "id: z.string()", "id: z.nullable(z.string())", /id/],
  ["a value of an enum left out", "enum.ts", `["on", "off-line"]`, `["on"]`, /Enum/],
  ["a value of an enum added", "enum-of-numbers.ts", "[0, 1]", "[0, 1, 2]", /EnumOfNumbers/],
  ["one of a union left out", "one-of.ts", "z.xor([z.string(), ", "z.xor([", /OneOf/],
  ["other items", "list.ts", "z.array(Enum)", "z.array(z.string())", /List/],
  ["another map", "map.ts", "z.array(z.string())", "z.array(z.int())", /Map/],
  ["a default", "with-default.ts", "z.optional(z.int())", "z._default(z.int(), 1)", /page/],
  ["a recursive member that is no list", "tree.ts", "z.ZodMiniArray<TreeSchema>", "TreeSchema", /twigs/],
];

/** Without the annotations, which would catch the difference first. */
const bare = (text: string): string => text.replaceAll(/^export const (\w+): z\.[\s\S]*? = (?=z\.)/gm, "export const $1 = ");

const at = (name: string, files: Readonly<Record<string, string>>): Record<string, string> => Object.fromEntries(Object.entries(files).map(([path, text]) => [`${name}/${path}`, text]));

beforeAll(async () => {
  const { schemas, agreement } = schemaFiles(kinds);
  const inFolder = Object.entries(schemas).map(([file, text]) => [`src/generated/schemas/${file}`, text] as const);
  texts = { ...Object.fromEntries(inFolder), "src/generated/openapi.ts": await openapiFile(kinds), "test/generated/agreement.ts": agreement };
});

test.each([
  ["with isolated declarations and exact optional members", {}],
  ["without exact optional members", { exactOptionalPropertyTypes: false }],
])("schemas of every kind compile and agree with their types, %s", { timeout: 60_000 }, (_, options) => {
  expect([...compile("kinds", texts, options)]).toEqual([]);
});

test("every planted difference between a schema and its type is found, and named", { timeout: 60_000 }, () => {
  const all = planted.map(([, file, from, to], index) => {
    const path = `src/generated/schemas/${file}`;
    const before = bare(texts[path] ?? "");
    const after = before.replace(from, to);
    expect(after, file).not.toBe(before);
    return at(String(index), { ...texts, [path]: after });
  });
  const found = compile("differences", Object.assign({}, ...all), { isolatedDeclarations: false, declaration: false });
  for (const [index, [difference, , , , says]] of planted.entries()) {
    const messages = found.get(`${index}/test/generated/agreement.ts`) ?? [];
    expect(messages.join("\n"), difference).toMatch(says);
  }
});
