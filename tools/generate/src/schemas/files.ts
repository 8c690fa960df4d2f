import type { Spec } from "@freshkey-tools/spec";
import { quote } from "../code.ts";
import { stop } from "../mistake.ts";
import { flat, print } from "../print.ts";
import { agreementFile } from "./agreement.ts";
import type { Name } from "./names.ts";
import { operationSchemas } from "./operations.ts";
import { shapeOf } from "./schema.ts";
import { components, openScope, typeName, type Components, type Scope } from "./scope.ts";

/** The texts of `schemas/` by file name, and the one of the check that schemas and types agree. */
export function schemaFiles(spec: Spec): { readonly schemas: Readonly<Record<string, string>>; readonly agreement: string } {
  const all = components(spec);
  const files = all.names.map((name) => [name.file, schemaFile(all, name)] as const);
  const schemas = { ...Object.fromEntries(files), "operations.ts": operationsFile(all), "index.ts": indexFile(all) };
  return { schemas, agreement: agreementFile(all.names) };
}

function schemaFile(all: Components, name: Name): string {
  const { component, constant } = name;
  const scope = openScope(all, component);
  const schema = all.spec.document.components.schemas[component];
  const place = { spec: all.spec, path: ["components", "schemas", component] };
  const { type, value, late } = shapeOf(scope, place, schema);
  if (late) stop(place, `\`${component}\` leads back to itself outside of an object; put an object with named members in between`);
  const cyclic = all.cyclic(component, component);
  return [
    headOf(scope, `import * as z from "zod/mini";`, flat(type) + flat(value)),
    ...(cyclic ? [`${print([`export type ${typeName(name)} = `, type, ";"])}\n\n`] : []),
    documentation(schema?.description),
    print([`export const ${constant}: `, cyclic ? typeName(name) : type, " = ", value, ";"]),
    "\n",
  ].join("");
}

/** Imports, and the schemas above the exported one. */
function headOf({ imports, above }: Scope, zod: string, code: string): string {
  const lines = [...imports].sort(([a], [b]) => (a < b ? -1 : 1)).map(([file, names]) => `import { ${[...names].join(", ")} } from ${quote(`./${file}`)};`);
  const usesZod = /\bz\./.test(code) || above.length > 0;
  return [[...(usesZod ? [zod] : []), ...lines], above]
    .filter((part) => part.length > 0)
    .map((part) => `${part.join("\n")}\n\n`)
    .join("");
}

function documentation(description: unknown): string {
  if (typeof description !== "string" || description.trim() === "") return "";
  const lines = description.trim().replaceAll("*/", "*\\/").split("\n");
  return lines.length === 1 ? `/** ${lines[0]} */\n` : `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join("\n")}\n */\n`;
}

function operationsFile(all: Components): string {
  const scope = openScope(all);
  const table = operationSchemas(scope);
  return [
    `import type { OperationSchemas } from "@freshkey/auth-runtime/validate";\n`,
    headOf(scope, `import * as z from "zod/mini";`, flat(table)),
    `/** What every operation sends, and what it is answered by status. */\n`,
    print(["export const schemas: OperationSchemas = ", table, ";"]),
    "\n",
  ].join("");
}

function indexFile({ names }: Components): string {
  const lines = names.map(({ constant, file }) => `export { ${constant} } from "./${file}";\n`).sort();
  return [`/**\n * zod schemas of the document: one for each of its named schemas, and all of them by operation.\n * @module\n */\n`, ...lines, `export { schemas } from "./operations.ts";\n`].join(
    "",
  );
}
