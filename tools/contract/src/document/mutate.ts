import { resolve, type Operation } from "@freshkey-tools/spec";
import { examplesOf } from "./answers.ts";
import type { ExampleRequest } from "./requests.ts";

/** Makes the document ask for another request than the one that is sent. Changes the document; says what it did. */
export function mutateRequest(document: any, { operation, mediaType, query, header, path }: ExampleRequest): string {
  const node = nodeOf(document, operation);
  if (mediaType !== undefined) return mutateRequestBody(document, node, mediaType);
  const sent = { ...query, ...header, ...path };
  const parameters = [...(node.parameters ?? [])].map((parameter) => structuredClone(resolve(document, parameter)));
  const changed = parameters.find(({ name }) => name in sent);
  if (changed) {
    changed.schema = { type: "string", enum: ["something else"] };
    node.parameters = parameters;
    return `parameter ${changed.name} has another value`;
  }
  document.components.securitySchemes.mutated = { type: "apiKey", in: "header", name: "X-Mutated", description: "Another key." };
  node.security = [{ mutated: [] }];
  return "another security scheme";
}

function mutateRequestBody(document: any, node: any, mediaType: string): string {
  node.requestBody = structuredClone(resolve(document, node.requestBody));
  const { content } = node.requestBody;
  const [, body] = examplesOf(document, content[mediaType])[0] ?? [];
  if (typeof body === "string") {
    content["application/x-mutated"] = content[mediaType];
    delete content[mediaType];
    return `another media type than ${mediaType}`;
  }
  const [schema, change] = mutateSchema(document, content[mediaType].schema, body, rename);
  content[mediaType].schema = schema;
  return change;
}

/** Makes the document promise another success than the one that its examples give. Changes the document; says what it did. */
export function mutateAnswer(document: any, operation: Operation): string {
  const { responses } = nodeOf(document, operation);
  const changes = Object.keys(responses)
    .filter((status) => /^2/.test(status))
    .map((status) => {
      const response = structuredClone(resolve(document, responses[status]));
      responses[status] = response;
      const contents = Object.values<any>(response.content ?? {});
      if (contents.length === 0) {
        response.headers = { ...response.headers, "X-Mutated": { description: "Not a number.", required: true, schema: { type: "integer" }, example: "three" } };
        return `${status} has another header`;
      }
      const made = contents.map((content) => {
        const [schema, change] = mutateSchema(document, content.schema, examplesOf(document, content)[0]?.[1], retype);
        content.schema = schema;
        return change;
      });
      return `${status}: ${made.join(", ")}`;
    });
  return changes.join("; ");
}

type Mutation = (schema: any, name: string, value: unknown) => string;

/** A copy of the schema that no longer fits the body, and what is different. */
function mutateSchema(document: any, written: any, body: unknown, mutate: Mutation): readonly [schema: any, change: string] {
  const schema = structuredClone(resolve(document, written));
  const name = body !== null && typeof body === "object" && !Array.isArray(body) ? Object.keys(body).find((key) => key in (schema.properties ?? {})) : undefined;
  if (name === undefined) return [{ type: otherType(body) }, `another type than ${typeOf(body)}`];
  return [schema, mutate(schema, name, (body as Record<string, unknown>)[name])];
}

function rename(schema: any, name: string): string {
  const { [name]: member, ...others } = schema.properties;
  const other = `${name}Mutated`;
  schema.properties = { ...others, [other]: member };
  schema.required = [...(schema.required ?? []).filter((one: string) => one !== name), other];
  return `${name} is called ${other}`;
}

function retype(schema: any, name: string, value: unknown): string {
  schema.properties[name] = { type: otherType(value) };
  return `${name} is no ${typeOf(value)}`;
}

function typeOf(value: unknown): string {
  return Array.isArray(value) ? "array" : value === null ? "null" : typeof value;
}

function otherType(value: unknown): string {
  return ["boolean", "number"].includes(typeof value) ? "object" : "boolean";
}

function nodeOf(document: any, { path, method }: Operation): any {
  return document.paths[path][method.toLowerCase()];
}
