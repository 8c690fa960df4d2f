import type { Chain } from "../chains.ts";
import { resolve, type DocumentedOperation, type SpecDocument } from "../document.ts";
import { AuthMockError } from "../error.ts";
import { isForm, isJson } from "../request.ts";
import type { Roles } from "./roles.ts";

/** A call of the API, made of the document's examples. It carries no token: that is the client's part. */
export interface DataRequest {
  readonly operationId: string;
  readonly method: string;
  /** As in the document: `/orders/{orderId}`. */
  readonly template: string;
  /** With its values and its query. */
  readonly path: string;
  readonly params: { readonly path: Readonly<Record<string, unknown>>; readonly query: Readonly<Record<string, unknown>> };
  /** To be sent along: they tell the judge which call it is. */
  readonly headers: Readonly<Record<string, string>>;
  /** As a value; absent without one. */
  readonly body?: unknown;
  /** As it goes on the wire; absent without one. */
  readonly text?: string;
}

export interface RequestMaker {
  /** Whether there is an operation with a body that the token opens. */
  readonly hasBody: boolean;
  /** The request of an operation: `data`, `other`, `body`, or one by its id. Throws `AuthMockError` when there is none. */
  make(which: string | undefined, call: string, body?: unknown): DataRequest;
}

/** Makes requests of a document's examples. */
export function requestMaker(document: SpecDocument, chain: Chain, roles: Roles): RequestMaker {
  const all = [...document.operations.values()];
  const usable = all
    .filter(({ id }) => roles.countedAs(id).includes("data"))
    .filter(({ security: [first = []] }) => first.length > 0 && first.every((scheme) => fills(chain, scheme, roles.access)))
    .filter(isWhole);
  const reading = usable.filter(({ method }) => method === "GET");
  const withBody = usable.filter((operation) => contentOf(operation)[0] !== undefined && isJson(contentOf(operation)[0] as string));
  const [data, other] = [...reading, ...withBody];

  function isWhole(operation: DocumentedOperation): boolean {
    const required = operation.parameters.filter(({ in: place, ...parameter }) => place === "path" || (parameter as { required?: boolean }).required === true);
    const [type, media] = contentOf(operation);
    return required.every((parameter) => exampleOf(document, parameter) !== undefined) && (type === undefined || exampleOf(document, media) !== undefined);
  }
  function contentOf({ node }: DocumentedOperation): [string?, any?] {
    return (Object.entries<any>(resolve(document.root, node.requestBody)?.content ?? {})[0] as [string, any] | undefined) ?? [];
  }
  function find(which: string): DocumentedOperation {
    const found = which === "data" ? data : which === "other" ? (other ?? data) : which === "body" ? withBody[0] : all.find(({ id }) => id === which);
    if (!found) throw new AuthMockError(`${document.file}: no operation fits ${JSON.stringify(which)}. Name one by its operationId, with examples for what it needs.`);
    return found;
  }

  const make: RequestMaker["make"] = (which = "data", call, given) => {
    const operation = find(which);
    const values = (place: string): Record<string, unknown> =>
      Object.fromEntries(
        operation.parameters.flatMap((parameter: any) => (parameter.in === place && (place === "path" || parameter.required === true) ? [[parameter.name, exampleOf(document, parameter)]] : [])),
      );
    const [path, query] = [values("path"), values("query")];
    const [type, media] = contentOf(operation);
    const body: unknown = given ?? (type === undefined ? undefined : exampleOf(document, media));
    const search = new URLSearchParams(Object.entries(query).map(([name, value]): [string, string] => [name, String(value)])).toString();
    return {
      operationId: operation.id,
      method: operation.method,
      template: operation.path,
      path: operation.path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(String(path[name]))) + (search === "" ? "" : `?${search}`),
      params: { path, query },
      headers: { [callHeader]: call, ...(type !== undefined && !isJson(type) && { "content-type": type }) },
      ...(body !== undefined && { body, text: textOf(type ?? "application/json", body) }),
    };
  };
  return { hasBody: withBody.length > 0, make };
}

/** Names the client and the call. */
export const callHeader = "x-scenario-call";

function textOf(type: string, body: unknown): string {
  if (typeof body === "string" && !isJson(type)) return body;
  return isForm(type) ? new URLSearchParams(body as Record<string, string>).toString() : JSON.stringify(body);
}

function exampleOf({ root }: SpecDocument, node: any): unknown {
  if (node?.example !== undefined) return node.example;
  const [first] = Object.values<any>(node?.examples ?? {});
  if (first !== undefined) return resolve(root, first)?.value;
  const schema = resolve(root, node?.schema);
  return schema?.example ?? schema?.examples?.[0];
}

function fills(chain: Chain, scheme: string, token: string): boolean {
  const fill = chain.schemes[scheme];
  return fill !== undefined && (fill.kind === "value" ? [fill.value] : [fill.username, fill.password]).some((is) => is.kind === "tokens" && is.name === token);
}
