import { fileURLToPath } from "node:url";
import { listOperations, readSpec, resolve, specFiles, type Spec } from "@freshkey-tools/spec";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { describe, expect, test } from "vitest";
import type * as z from "zod/mini";
import { schemaFiles } from "../src/schemas/files.ts";
import { schemaNames } from "../src/schemas/names.ts";
import { compile } from "./compile.ts";

const kinds = readSpec(fileURLToPath(new URL("fixtures/kinds.openapi.yaml", import.meta.url)));
const root = fileURLToPath(new URL("../../../", import.meta.url));

type Module = Readonly<Record<string, z.ZodMiniType>> & {
  readonly schemas: Readonly<Record<string, { readonly request?: z.ZodMiniType; readonly responses?: Readonly<Record<string, z.ZodMiniType>> }>>;
};

/** Values of the fixture's schemas that fit, to begin with. */
const fitting: Readonly<Record<string, readonly unknown[]>> = {
  Open: [{ id: "a" }, { id: "a", size: 1, weight: 1.5, gone: false, any: null, needed: [] }],
  Closed: [{ id: "a/1" }],
  Nullable: [
    { a: null, b: null, c: null, d: null },
    { a: "a", b: { id: "b" }, c: 1 },
    { a: "a", c: "c" },
  ],
  Enum: ["on", "off-line"],
  EnumOfNumbers: [0, 1],
  EnumWithNull: ["on", null],
  Const: ["yes please"],
  OneOf: ["a", { id: "a" }, { unknown_member: 1 }],
  AllOf: [{ id: "a", more: "b" }],
  List: [["on"], ["on", "off-line"]],
  AnyList: [[], [1, null]],
  Formats: [
    {
      at: "2026-01-31T13:00:00Z",
      day: "2026-01-31",
      mail: "ada@example.com",
      id: "00000000-0000-4000-8000-000000000000",
      link: "https://example.com/a?b=c",
      v4: "127.0.0.1",
      v6: "::1",
      secret: "fake",
      ratio: 0.5,
      even: 2,
    },
    { at: "2026-01-31T13:00:00.5+01:00", ratio: 0, even: 100 },
  ],
  Map: [{ a: [] }, { a: ["x"], b: [] }],
  AnyMap: [{}, { a: 1 }],
  AnyObject: [{}, { a: 1 }],
  Catchall: [{ id: "a" }, { id: "a", b: "c" }],
  OpenOnPurpose: [{ id: "a", b: 1 }],
  WithDefault: [{}, { page: 2 }],
  Conditional: [{}, { kind: "small" }, { kind: "big", size: 1 }],
  Tree: [{ name: "a", twigs: [{ name: "b", twigs: [] }] }],
  Egg: [{ from: { eggs: { a: {} }, next: null } }],
  Hen: [{ eggs: { a: { from: {} } }, next: { next: null } }],
  Alias: [{ id: "a" }],
  Described: [{ id: "a" }],
  "lower-case": [{ "a-b": "c" }],
};

/** The value, and the value with one thing changed: at each place in turn another type, null, nothing, one member more. */
function* variants(value: unknown): Generator<unknown> {
  yield* [value, null, "x", "", 7, -1, 1.5, 101, true, [], {}, ["on", "on"]];
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    yield [...value, ...value];
    for (const [index, item] of value.entries()) for (const variant of variants(item)) yield value.with(index, variant);
    return;
  }
  yield { ...value, unknown_member: 1 };
  for (const [name, member] of Object.entries(value)) {
    const { [name]: _, ...rest } = value as Record<string, unknown>;
    yield rest;
    for (const variant of variants(member)) yield { ...value, [name]: variant };
  }
}

function judge(spec: Spec): (component: string) => (value: unknown) => boolean {
  const ajv = new Ajv2020({ strict: false, validateSchema: false, allErrors: false });
  formats.default(ajv);
  ajv.addSchema(spec.document, "doc");
  return (component) => ajv.compile({ $ref: `doc#/components/schemas/${component}` });
}

/** The examples of a document, by the schema that they are examples of. */
function examplesOf(spec: Spec): { readonly operation: string; readonly status: string | undefined; readonly component: string | undefined; readonly value: unknown }[] {
  const { document } = spec;
  const inContent = (operation: string, status: string | undefined, content: Readonly<Record<string, any>> = {}) =>
    Object.values(content).flatMap(({ schema, example, examples = {} }) =>
      [...(example === undefined ? [] : [example]), ...Object.values<any>(examples).map(({ value }) => value)].map((value) => ({
        operation,
        status,
        component: schema?.$ref?.split("/").at(-1) as string | undefined,
        value,
      })),
    );
  return listOperations(document).flatMap(({ method, path, operation }) => [
    ...inContent(`${method} ${path}`, undefined, resolve(document, operation.requestBody)?.content),
    ...Object.entries<any>(operation.responses).flatMap(([status, response]) => inContent(`${method} ${path}`, status, resolve(document, response).content)),
  ]);
}

/** Values on which zod and JSON Schema do not agree, and how many were asked. */
function disputed(
  spec: Spec,
  module: Module,
  samples: readonly (readonly [component: string, value: unknown])[],
): { readonly asked: number; readonly fit: number; readonly disputed: readonly string[] } {
  const validators = judge(spec);
  const constants = new Map(schemaNames(spec).map(({ component, constant }) => [component, constant]));
  const found: string[] = [];
  let [asked, fit] = [0, 0];
  for (const [component, sample] of samples) {
    const fits = validators(component);
    for (const value of variants(sample)) {
      const [theirs, ours] = [fits(value), module[constants.get(component) ?? ""]?.safeParse(value).success];
      asked += 1;
      fit += theirs ? 1 : 0;
      if (theirs !== ours) found.push(`${component}: ${JSON.stringify(value)}: JSON Schema ${theirs}, zod ${ours}`);
    }
  }
  return { asked, fit, disputed: found };
}

test("zod and a JSON Schema validator give the same verdict on values of every kind, and on each changed at every place", async () => {
  const { schemas } = schemaFiles(kinds);
  compile("verdicts", schemas);
  const module = (await import(new URL("../test-results/verdicts/index.ts", import.meta.url).href)) as Module;
  const samples = Object.entries(fitting).flatMap(([component, values]) => values.map((value) => [component, value] as const));
  expect(Object.keys(fitting).sort()).toEqual(
    schemaNames(kinds)
      .map(({ component }) => component)
      .sort(),
  );
  for (const [component, value] of samples) expect(judge(kinds)(component)(value), `${component}: ${JSON.stringify(value)}`).toBe(true);
  const result = disputed(kinds, module, samples);
  expect(result.disputed).toEqual([]);
  expect(result.asked).toBeGreaterThan(800);
  expect(result.fit).toBeGreaterThan(samples.length);
}, 60_000);

describe.each(
  specFiles()
    .map((file) => readSpec(file))
    .map((spec) => ({ name: spec.name, spec })),
)("$name", async ({ name, spec }) => {
  const module = (await import(new URL(`packages/${name}/src/generated/schemas/index.ts`, `file://${root}`).href)) as Module;
  const examples = examplesOf(spec);

  test("every example fits the schema of its operation and status", () => {
    expect(examples.length).toBeGreaterThan(5);
    for (const { operation, status, value } of examples) {
      const { request, responses } = module.schemas[operation] ?? {};
      const schema = status === undefined ? request : responses?.[status];
      // Where anything goes, there is nothing to check.
      if (schema) expect(schema.safeParse(value), `${operation} ${status ?? "request"}`).toMatchObject({ success: true });
    }
  });

  test("zod and a JSON Schema validator give the same verdict on every example, and on each changed at every place", () => {
    const samples = examples.flatMap(({ component, value }) => (component === undefined ? [] : [[component, value] as const]));
    const result = disputed(spec, module, samples);
    expect(result.disputed).toEqual([]);
    expect(result.asked).toBeGreaterThan(100);
  });
});
