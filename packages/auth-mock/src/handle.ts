import { problem, type Answer, type Generate } from "./answer.ts";
import { decide, type Memory } from "./decide.ts";
import type { Faults } from "./faults/armed.ts";
import type { Delivery } from "./faults/delivery.ts";
import type { Journal, Violation } from "./journal.ts";
import { findRoute, throughPrism, type Loaded, type Route } from "./prism.ts";
import { complain, mend } from "./leniency.ts";
import { isForm, mediaType, readContent, type Call, type Incoming } from "./request.ts";
import { resolve } from "./document.ts";

/** An answer as it goes on the wire. */
export interface Outgoing {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  /** Only when a fault has its say in how it travels. */
  readonly delivery?: Delivery;
}

/** Exactly what the next call of an operation gets. */
export interface PlannedResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** Text goes out as it is, anything else as JSON. */
  readonly body?: unknown;
}

/** In bytes. */
export const bodyLimit = 1_048_576;

export interface Handling {
  readonly memory: Memory;
  readonly loaded: readonly Loaded[];
  readonly journal: Journal;
  /** Takes the planned answer of an operation, if there is one. */
  readonly takePlanned: (operationId: string) => PlannedResponse | undefined;
  readonly faults: Faults;
}

/** Answers one request and writes it down. Never throws. */
export async function handle(handling: Handling, request: Incoming): Promise<Outgoing> {
  const incoming = handling.memory.strict ? request : mend(request);
  const at = handling.memory.now();
  const route = findRoute(handling.loaded, incoming);
  const touch = handling.faults.touch("problem" in route ? {} : route, incoming);
  const { outgoing, violations } = touch.instead ? { outgoing: touch.instead, violations: [] } : await respond({ ...handling, memory: touch.memory(handling.memory) }, incoming, route);
  const date = new Date(at).toUTCString();
  const dated = { ...outgoing, headers: [...outgoing.headers.filter(([name]) => name !== "date"), ["date", date] as const] };
  const sent = touch.shape(dated);
  // What was refused for its size is not kept for a thousand exchanges.
  const body = isTooLarge(incoming) ? "" : incoming.body;
  handling.journal.add({
    ...("operation" in route && { operationId: route.operation.id }),
    method: incoming.method,
    path: incoming.path,
    query: incoming.query,
    status: sent.status,
    at,
    request: { headers: request.headers, body },
    response: { headers: sent.headers, body: sent.body },
    violations,
    ...(touch.names.length > 0 && { faults: touch.names }),
  });
  return sent;
}

interface Responded {
  readonly outgoing: Outgoing;
  readonly violations: readonly Violation[];
}

async function respond({ memory, takePlanned }: Handling, incoming: Incoming, route: ReturnType<typeof findRoute>): Promise<Responded> {
  if ("problem" in route) return made(route.problem, incoming);
  const planned = takePlanned(route.operation.id);
  if (planned) return { outgoing: asPlanned(planned), violations: [] };
  if (isTooLarge(incoming)) return made(problem(413, "A body has at most 1 MiB here."), incoming);
  try {
    return await answer(memory, incoming, route);
  } catch (error) {
    if (error instanceof SyntaxError) return made(problem(400, "The body is no JSON."), incoming);
    if (error instanceof URIError) return made(problem(400, "The path or the query is not percent-encoded rightly."), incoming);
    // The message stays here: it may hold a part of the request.
    return made(problem(500, `The mock failed with a ${(error as Error).name}. Please report this.`), incoming);
  }
}

function isTooLarge({ body }: Incoming): boolean {
  return Buffer.byteLength(body) > bodyLimit;
}

/** What Prism can read: it fails at anything else. */
const mediaTypePattern = /^[a-z\d][\w!#$&^.+-]*\/[a-z\d][\w!#$&^.+-]*(\s*;\s*[\w!#$%&'*+.^`|~-]+=([\w!#$%&'*+.^`|~-]+|"([^"\\]|\\.)*"))*$/i;

async function answer(memory: Memory, incoming: Incoming, route: Route): Promise<Responded> {
  const { document, operation } = route;
  const type = incoming.headers["content-type"];
  if (type !== undefined && !mediaTypePattern.test(type.trim())) return made(problem(415, "The content-type is no media type."), incoming);
  const call: Call = { ...incoming, document, operation, content: readContent(incoming) };
  const unknown = [...unknownFields(call), ...(memory.strict ? complain(incoming) : [])];
  const found: Violation[] = [...unknown];
  const checked = await throughPrism(route, incoming, (complaints, generate) => {
    const decision = decide(memory, call, [...complaints, ...unknown], memory.strict ? generate : whateverIsAccepted(generate));
    found.push(...decision.violations);
    return decision.answer;
  });
  const { outgoing } = made(checked.answer, incoming);
  return { outgoing, violations: [...found, ...checked.violations] };
}

/** The leniency `unfitAccept`. */
function whateverIsAccepted(generate: Generate): Generate {
  return (wanted) => {
    const answer = generate(wanted);
    return answer.status === 406 ? generate({ ...wanted, mediaTypes: ["*/*"] }) : answer;
  };
}

/** Form members that a closed schema does not name: Prism reads only the ones it knows, so it never sees them. */
function unknownFields({ document, operation, headers, content }: Call): Violation[] {
  if (!isForm(mediaType(headers)) || content === null || typeof content !== "object") return [];
  const { root } = document;
  const schema = resolve(root, resolve(root, operation.node.requestBody)?.content?.["application/x-www-form-urlencoded"]?.schema);
  if (schema?.additionalProperties !== false) return [];
  return Object.keys(content)
    .filter((name) => !Object.hasOwn(schema.properties ?? {}, name))
    .map((name) => ({ side: "request" as const, location: `body.${name}`, message: "the document has no such member" }));
}

function made({ status, headers, cookies = [], body, sentAs }: Answer, { method }: Incoming): Responded {
  const text = body === undefined ? "" : typeof body === "string" && !isJson(headers) ? body : JSON.stringify(body);
  const all: [string, string][] = [...Object.entries(sentAs === undefined ? headers : { ...headers, "content-type": sentAs }), ...cookies.map((cookie): [string, string] => ["set-cookie", cookie])];
  return { outgoing: { status, headers: withLength(status, all, text), body: method === "HEAD" ? "" : text }, violations: [] };
}

function withLength(status: number, headers: readonly (readonly [string, string])[], text: string): Outgoing["headers"] {
  if (status === 204 || status === 304 || headers.some(([name]) => name === "content-length")) return headers;
  return [...headers, ["content-length", String(Buffer.byteLength(text))]];
}

function isJson(headers: Readonly<Record<string, string>>): boolean {
  return /[/+]json\b/.test(headers["content-type"] ?? "");
}

export function asPlanned({ status, headers = {}, body }: PlannedResponse): Outgoing {
  const given = Object.entries(headers).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name.toLowerCase(), String(one)]));
  const text = body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);
  const untyped = typeof body === "object" && !given.some(([name]) => name === "content-type");
  const typed = untyped ? [...given, ["content-type", "application/json"] as const] : given;
  return { status, headers: withLength(status, typed, text), body: text };
}
