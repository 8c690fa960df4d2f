import type { SpecDocument, DocumentedOperation } from "./document.ts";
import { isPair, spelled } from "./leniency.ts";

/** A request, the same whether it came over a socket or not. */
export interface Incoming {
  /** Upper case. */
  readonly method: string;
  /** Undecoded, without a query. */
  readonly path: string;
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A request whose operation is known, taken apart. */
export interface Call extends Incoming {
  readonly document: SpecDocument;
  readonly operation: DocumentedOperation;
  /** JSON parsed, a form as an object, any other body as text; undefined when there is none. */
  readonly content: unknown;
}

export function mediaType(headers: Readonly<Record<string, string>>): string {
  return (headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
}

export function isJson(type: string): boolean {
  return type === "application/json" || type.endsWith("+json");
}

export function isForm(type: string): boolean {
  return type === "application/x-www-form-urlencoded";
}

/** Throws SyntaxError for malformed JSON. */
export function readContent({ headers, body }: Incoming): unknown {
  if (body === "") return undefined;
  const type = mediaType(headers);
  if (isJson(type)) return JSON.parse(body);
  return isForm(type) ? Object.fromEntries(new URLSearchParams(body)) : body;
}

/** One parameter as text, wherever the document says it stands. */
export function readParameter(call: Call, name: string): string | undefined {
  const place = call.operation.parameters.find((parameter) => parameter.name === name)?.in;
  if (place === "path") return readPath(call.operation.path, call.path)?.[name] ?? "";
  if (place === "header") return call.headers[name.toLowerCase()];
  if (place === "cookie") return readCookie(call.headers, name);
  return new URLSearchParams(call.query).get(name) ?? undefined;
}

/** What stands at the places of a path; undefined when it is another path. */
export function readPath(template: string, path: string): Record<string, string> | undefined {
  const names = [...template.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name as string);
  const pattern = template
    .split(/\{[^}]+\}/)
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join("([^/]*)");
  const values = new RegExp(`^${pattern}$`).exec(path)?.slice(1);
  return values && Object.fromEntries(names.map((name, index) => [name, decode(values[index] ?? "")]));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The value of exactly this cookie. A header with something in it that is no cookie has none. */
export function readCookie(headers: Readonly<Record<string, string>>, name: string): string | undefined {
  const pairs = (headers["cookie"] ?? "").split(";");
  if (!pairs.every(isPair)) return undefined;
  for (const pair of pairs) {
    const [key = "", ...value] = pair.trim().split("=");
    if (key === name) return value.join("=").replace(/^"(.*)"$/, "$1") || undefined;
  }
  return undefined;
}

/** What follows the scheme of `Authorization`. */
export function readAuthorization(headers: Readonly<Record<string, string>>, scheme: string): string | undefined {
  const [, given, rest] = /^(\S+) +(\S.*?)\s*$/.exec(headers["authorization"] ?? "") ?? [];
  return given === spelled(scheme) ? rest : undefined;
}

export function readBasic(headers: Readonly<Record<string, string>>): { username: string; password: string } | undefined {
  const encoded = readAuthorization(headers, "basic");
  if (encoded === undefined || !/^[\w+/-]+=*$/.test(encoded)) return undefined;
  const [username = "", ...password] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  return password.length === 0 ? undefined : { username, password: password.join(":") };
}
