import { resolve } from "./document.ts";
import { readAt, type Pointer } from "./expression.ts";
import type { Violation } from "./journal.ts";
import type { Call } from "./request.ts";

/** An answer before it goes on the wire. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** One `set-cookie` header each. Kept apart: Prism cannot check a header that comes several times. */
  readonly cookies?: readonly string[];
  readonly body: unknown;
  /** What the vendor calls the body, wrongly. */
  readonly sentAs?: string;
  /** Made up here, not by the document: there is nothing to check it against. */
  readonly problem?: true;
}

/** Makes an answer of that status where the document has no example of one. */
export type Generate = (wanted: { readonly code?: number; readonly exampleKey?: string; readonly dynamic?: boolean; readonly mediaTypes?: string[] }) => Answer;

/** The response object of an operation for a status, reference followed. */
export function findResponse({ document, operation }: Pick<Call, "document" | "operation">, status: number): any {
  const responses = operation.node.responses ?? {};
  return resolve(document.root, responses[status] ?? responses[`${String(status)[0]}XX`] ?? responses.default);
}

/** The document's own example of an answer; of several examples the one of that name, or the one that has the most of the pointers. */
export function documented(call: Call, status: number, generate: Generate, pointers: readonly Pointer[] = [], named?: string): Answer | undefined {
  const response = findResponse(call, status);
  if (!response) return undefined;
  const { root } = call.document;
  const headers: Record<string, string> = {};
  for (const [name, written] of Object.entries<any>(response.headers ?? {})) {
    const [example] = examplesOf(root, resolve(root, written));
    if (example !== undefined && example !== null) headers[name.toLowerCase()] = String(example);
  }
  const [type, media] = pickContent(response.content ?? {}, call.headers["accept"]) ?? [];
  if (type === undefined) return { status, headers, body: undefined };
  const examples = examplesOf(root, media);
  if (examples.length === 0) return generate({ code: status, mediaTypes: [type] });
  const own = named === undefined ? undefined : resolve(root, media.examples?.[named])?.value;
  const has = (example: unknown): number => pointers.filter((pointer) => readAt(example, pointer) !== undefined).length;
  const body = own ?? examples.reduce((best, example) => (has(example) > has(best) ? example : best));
  const called: unknown = media["x-sent-as"];
  const sentAs = typeof called === "string" && call.headers["accept"]?.includes(called) ? { sentAs: called } : {};
  return { status, headers: { ...headers, "content-type": type }, body, ...sentAs };
}

function examplesOf(root: any, node: any): unknown[] {
  if (node?.example !== undefined) return [node.example];
  if (node?.examples !== undefined) return Object.values<any>(node.examples).map((example) => resolve(root, example)?.value);
  const schema = resolve(root, node?.schema);
  return schema?.example !== undefined ? [schema.example] : (schema?.examples ?? []);
}

function pickContent(content: Record<string, any>, accept = ""): [string, any] | undefined {
  const wanted = accept.split(",").map((range) => range.split(";")[0]?.trim().toLowerCase());
  const all = Object.entries(content);
  return all.find(([type]) => wanted.includes(type.toLowerCase())) ?? all[0];
}

/** The lowest documented success of an operation. */
export function successStatus({ operation }: Call): number {
  return Math.min(
    ...Object.keys(operation.node.responses ?? {})
      .filter((status) => /^2\d\d$/.test(status))
      .map(Number),
    299,
  );
}

const titles: Readonly<Record<number, string>> = {
  400: "Bad request",
  401: "Unauthorized",
  404: "Not found",
  405: "Method not allowed",
  413: "Body too large",
  415: "Media type not supported",
  422: "Request against the document",
  429: "Too many requests",
};

/** RFC 9457 problem document. `detail` must name no value of the request. */
export function problem(status: number, detail: string, violations: readonly Violation[] = []): Answer {
  const listed = violations.length > 0 ? { violations: violations.map(({ location, message }) => ({ location, message })) } : {};
  return {
    status,
    headers: { "content-type": "application/problem+json" },
    body: { type: "about:blank", title: titles[status] ?? "Mock error", status, detail, ...listed },
    problem: true,
  };
}
