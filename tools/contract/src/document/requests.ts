import { resolve, type Operation } from "@freshkey-tools/spec";
import { examplesOf } from "./answers.ts";

type Values = Readonly<Record<string, unknown>>;

/** One request that a spec gives as an example. */
export interface ExampleRequest {
  readonly operation: Operation;
  readonly path: Values;
  readonly query: Values;
  readonly header: Values;
  /** Absent when the operation takes no body. */
  readonly mediaType?: string;
  readonly body?: unknown;
}

/** A request for each media type that an operation takes, made of the examples of the spec. */
export function requestsOf(document: any, operation: Operation): readonly ExampleRequest[] {
  const values = (place: string): Values =>
    Object.fromEntries(operation.parameters.filter((parameter) => parameter.in === place && parameter.example !== undefined).map(({ name, example }) => [name, example]));
  const request = { operation, path: values("path"), query: values("query"), header: values("header") };
  const contents = Object.entries<any>(resolve(document, operation.operation.requestBody)?.content ?? {});
  if (contents.length === 0) return [request];
  return contents.map(([mediaType, content]) => ({ ...request, mediaType, body: examplesOf(document, content)[0]?.[1] }));
}

/** What openapi-fetch takes beside method and path. */
export function initOf({ path, query, header, mediaType, body }: ExampleRequest): Record<string, unknown> {
  const typed = mediaType !== undefined && mediaType !== "application/json";
  const params = Object.fromEntries(Object.entries({ path, query, header }).filter(([, values]) => Object.keys(values).length > 0));
  return { ...(Object.keys(params).length > 0 && { params }), ...(body !== undefined && { body }), ...(typed && { headers: { "content-type": mediaType } }) };
}

/** The path with its values in it. */
export function filled({ operation, path }: ExampleRequest): string {
  return operation.path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(String(path[name])));
}
