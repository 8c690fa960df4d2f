import { listOperations, resolve, type Operation } from "@freshkey-tools/spec";
import { object } from "../code.ts";
import { flat, type Code } from "../print.ts";
import type { Place } from "../mistake.ts";
import { shapeOf, union } from "./schema.ts";
import type { Scope } from "./scope.ts";
import { optional, unknown, type Shape } from "./shape.ts";

/** `"POST /orders": { request, responses: { 200: … } }` of all operations that have bodies. */
export function operationSchemas(scope: Scope): Code {
  const entries = listOperations(scope.components.spec.document).flatMap((operation) => {
    const request = requestOf(scope, operation);
    const responses = responsesOf(scope, operation);
    if (!request && Object.keys(responses).length === 0) return [];
    const code = object({ request, responses: Object.keys(responses).length > 0 ? object(responses) : undefined });
    return [[`${operation.method} ${operation.path}`, code] as const];
  });
  return object(Object.fromEntries(entries), { broken: true });
}

function requestOf(scope: Scope, { method, path, operation }: Operation): Code | undefined {
  const body = resolve(scope.components.spec.document, operation.requestBody);
  const shape = contentShape(scope, ["paths", path, method.toLowerCase(), "requestBody"], body?.content);
  return shape && (body.required ? shape : optional(shape)).value;
}

function responsesOf(scope: Scope, { method, path, operation }: Operation): Readonly<Record<string, Code>> {
  const found = Object.entries<any>(operation.responses ?? {}).flatMap(([status, response]) => {
    const { content } = resolve(scope.components.spec.document, response) ?? {};
    const shape = contentShape(scope, ["paths", path, method.toLowerCase(), "responses", status], content);
    return shape ? [[status, shape.value] as const] : [];
  });
  return Object.fromEntries(found);
}

/** The schemas of all media types, each once; undefined where one of them lets everything through. */
function contentShape(scope: Scope, path: Place["path"], content: Readonly<Record<string, any>> = {}): Shape | undefined {
  const { spec } = scope.components;
  const shapes = Object.entries(content).map(([type, media]) => shapeOf(scope, { spec, path: [...path, "content", type, "schema"] }, media?.schema ?? true));
  const different = new Map(shapes.map((shape) => [flat(shape.value), shape]));
  return different.size > 0 && !different.has(flat(unknown.value)) ? union("union", [...different.values()]) : undefined;
}
