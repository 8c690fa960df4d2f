import { readDocument, resolve, type DocumentedOperation, type SpecDocument } from "../../src/document.ts";
import type { AuthMock } from "../../src/index.ts";

/** One request, still easy to spoil. */
export interface Asked {
  readonly method: string;
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly type: string | undefined;
  readonly body: any;
}

export type Change = (asked: Asked) => Asked;

export function documentOf(spec: string): SpecDocument {
  return readDocument(spec);
}

/** The request that the document's own examples make. */
export function exampleOf({ root }: SpecDocument, operation: DocumentedOperation): Asked {
  const values = (place: string): Record<string, string> =>
    Object.fromEntries(
      operation.parameters
        .map((parameter: any) => resolve(root, parameter))
        .filter((parameter) => parameter.in === place && (parameter.required || place === "path"))
        .map((parameter) => [parameter.name, String(valueOf(root, parameter))]),
    );
  const [type, media] = Object.entries<any>(resolve(root, operation.node.requestBody)?.content ?? {})[0] ?? [];
  return { method: operation.method, path: values("path"), query: values("query"), headers: values("header"), type, body: media && valueOf(root, media) };
}

function valueOf(root: any, node: any): unknown {
  const schema = resolve(root, node.schema);
  const [named] = Object.values<any>(node.examples ?? {});
  return node.example ?? resolve(root, named)?.value ?? schema?.example ?? schema?.examples?.[0] ?? schema?.default ?? schema?.enum?.[0] ?? (schema?.type === "object" ? {} : "example");
}

export async function ask(mock: AuthMock, operation: DocumentedOperation, { method, path, query, headers, type, body }: Asked, prefer?: number): Promise<Response> {
  const filled = operation.path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(path[name] ?? "example"));
  const search = new URLSearchParams(query).toString();
  const isForm = type === "application/x-www-form-urlencoded";
  const text = body === undefined ? undefined : typeof body === "string" ? body : isForm ? new URLSearchParams(body).toString() : JSON.stringify(body);
  return mock.fetch(`http://mock.example${filled}${search && `?${search}`}`, {
    method,
    headers: { ...headers, ...(text !== undefined && type !== undefined && { "content-type": type }), ...(prefer !== undefined && { prefer: `code=${prefer}` }) },
    ...(text !== undefined && { body: text }),
  });
}
