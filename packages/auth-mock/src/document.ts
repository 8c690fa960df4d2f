import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { parseDocument } from "#vendor/yaml";
import { readChains, type Chain } from "./chains.ts";
import { AuthMockError } from "./error.ts";
import { compileSchemas } from "./schemas.ts";

const dialect = "https://json-schema.org/draft/2020-12/schema";

/** One OpenAPI document, read and checked. */
export interface SpecDocument {
  readonly file: string;
  /** Tells two documents with the same file name apart. */
  readonly path: string;
  readonly root: any;
  readonly chains: readonly Chain[];
  /** By `"POST /path/{id}"`. */
  readonly operations: ReadonlyMap<string, DocumentedOperation>;
}

export interface DocumentedOperation {
  /** The operationId; `"POST /path/{id}"` where the document gives none. */
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** As written, `$ref`s and all. */
  readonly node: any;
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
  readonly security: readonly (readonly string[])[];
}

/** Reads and checks a document. Throws `AuthMockError` that says what to write. */
export function readDocument(source: string | URL): SpecDocument {
  const path = source instanceof URL || source.startsWith("file:") ? fileURLToPath(source) : source;
  const file = basename(path);
  const root = parse(readText(path), file);

  if (!/^3\.1\./.test(String(root?.openapi))) throw new AuthMockError(`${file}: openapi is ${JSON.stringify(root?.openapi)}. Write \`openapi: 3.1.0\`.`);
  if (root.jsonSchemaDialect !== dialect) {
    const is = root.jsonSchemaDialect === undefined ? "missing" : JSON.stringify(root.jsonSchemaDialect);
    throw new AuthMockError(`${file}: jsonSchemaDialect is ${is}, so bodies would not be checked rightly. Write \`jsonSchemaDialect: ${dialect}\` at the top level.`);
  }
  const extension = root.components?.["x-token-chains"];
  if (extension === undefined) {
    throw new AuthMockError(`${file}: no components.x-token-chains. Write there how the tokens of this API are obtained: \`version: 1\`, then a chain.`);
  }
  if (extension?.version !== 1) throw new AuthMockError(`${file}: components.x-token-chains.version is ${JSON.stringify(extension?.version)}. Write \`version: 1\`.`);

  compileSchemas(root, file);
  const operations = listOperations(root);
  const chains = readChains(extension, file);
  const ids = new Set([...operations.values()].map(({ id }) => id));
  for (const { name, grants, signOut } of chains) {
    for (const { operationId } of [...grants, ...grants.flatMap(({ interactive }) => interactive ?? []), ...(signOut ? [signOut] : [])]) {
      if (!ids.has(operationId)) throw new AuthMockError(`${file}: components.x-token-chains.${name} names the operation ${operationId}, which is not in this document.`);
    }
  }
  return { file, path, root, chains, operations };
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new AuthMockError(`${path}: cannot be read (${(error as NodeJS.ErrnoException).code}). Give the path of an OpenAPI document.`);
  }
}

function parse(text: string, file: string): any {
  const tree = parseDocument(text);
  const [mistake] = tree.errors;
  if (mistake) throw new AuthMockError(`${file}: ${mistake.message.split("\n")[0]}`);
  return tree.toJS();
}

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;

function listOperations(root: any): Map<string, DocumentedOperation> {
  const operations = new Map<string, DocumentedOperation>();
  for (const [path, written] of Object.entries<any>(root.paths ?? {})) {
    const item = resolve(root, written);
    for (const method of methods) {
      const node = item?.[method];
      if (!node) continue;
      const key = `${method.toUpperCase()} ${path}`;
      operations.set(key, {
        id: node.operationId ?? key,
        method: method.toUpperCase(),
        path,
        node,
        parameters: [...(item.parameters ?? []), ...(node.parameters ?? [])].map((parameter) => resolve(root, parameter)),
        security: (node.security ?? root.security ?? []).map((alternative: object) => Object.keys(alternative)),
      });
    }
  }
  return operations;
}

/** Follows a local `$ref`; anything else is returned as it is. */
export function resolve(root: any, node: any): any {
  const reference: unknown = node?.$ref;
  if (typeof reference !== "string" || !reference.startsWith("#/")) return node;
  const steps = reference
    .slice(2)
    .split("/")
    .map((step) => decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~"));
  return resolve(
    root,
    steps.reduce((at, step) => at?.[step], root),
  );
}
