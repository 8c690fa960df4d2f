import { resolve, type SpecDocument } from "../document.ts";
import type { Exchange } from "../journal.ts";
import { isForm, mediaType } from "../request.ts";
import type { FaultView } from "./shapes.ts";

/** Hides the secrets of what the control API shows. */
export interface Mask {
  /** `access-1-…`: it still tells which token it is. */
  token(value: string): string;
  exchange(exchange: Exchange): Exchange;
  fault(fault: FaultView["fault"]): FaultView["fault"];
}

const hidden = "***";
/** Tokens as the ledger makes them. What is hidden may be too much, never too little. */
const issued = /(?<![\w-])([\w-]+?-\d+-)[\w-]{22,}/g;
const telling = /pass|pwd|secret|token|credential|api.?key|auth|otp$|^pin$|verifier|session|assertion|signature|jwt|cookie/i;
/** Only these are shown: what an unknown header holds is unknown too. */
const harmless = new Set(
  "accept accept-encoding accept-language allow cache-control connection content-encoding content-length content-type date expect host keep-alive origin prefer retry-after server transfer-encoding user-agent vary".split(
    " ",
  ),
);
/** Longer bodies are not taken apart for a look at them. */
const readable = 65_536;

export function createMask(documents: readonly SpecDocument[]): Mask {
  const exchanging = new Set(documents.flatMap(({ chains }) => chains.flatMap(({ grants, signOut }) => [...grants, ...(signOut ? [signOut] : [])].map(({ operationId }) => operationId))));
  const names = new Set(documents.flatMap(namesOf));
  const isSecret = (name: string): boolean => telling.test(name) || names.has(name.toLowerCase());

  const walk = (value: unknown, every: boolean): unknown => {
    if (typeof value === "string") return every ? whole(value) : part(value);
    if (Array.isArray(value)) return value.map((one) => walk(one, every));
    if (value === null || typeof value !== "object") return every && typeof value === "number" ? hidden : value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, walk(member, every || isSecret(name))]));
  };
  const pairs = (text: string, every: boolean): string => [...new URLSearchParams(text)].map(([name, value]) => `${part(name)}=${every || isSecret(name) ? whole(value) : part(value)}`).join("&");
  const body = (text: string, type: string, every: boolean): string => {
    if (text === "") return "";
    if (text.length > readable) return hidden;
    if (isForm(type)) return pairs(text, every);
    try {
      return JSON.stringify(walk(JSON.parse(text), every));
    } catch {
      return every || /json/.test(type) ? hidden : part(text);
    }
  };

  return {
    token: whole,
    fault: ({ headers, body, ...fault }) => ({
      ...fault,
      ...(headers !== undefined && {
        headers: Object.fromEntries(Object.entries(headers as object).map(([name, value]) => [name, [value].flat().map((line) => header(name.toLowerCase(), String(line)))])),
      }),
      ...(body !== undefined && { body: hidden }),
    }),
    exchange(exchange) {
      const { operationId, request, response } = exchange;
      // What matched no operation may be a log-in with a mistake in its path.
      const every = operationId === undefined || exchanging.has(operationId);
      const answered = response.headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
      return {
        ...exchange,
        path: part(exchange.path),
        query: pairs(exchange.query, every),
        request: { headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, header(name, value)])), body: body(request.body, mediaType(request.headers), every) },
        response: {
          headers: response.headers.map(([name, value]) => [name, header(name.toLowerCase(), value)] as const),
          body: body(response.body, mediaType({ "content-type": answered }), operationId !== undefined && every),
        },
        violations: exchange.violations.map((violation) => ({ ...violation, message: part(violation.message) })),
      };
    },
  };
}

/** Members and parameters that a document itself calls secret. */
function namesOf({ root, chains }: SpecDocument): string[] {
  const schemes = Object.values<any>(root.components?.securitySchemes ?? {}).flatMap((written) => resolve(root, written)?.name ?? []);
  const members = chains.flatMap(({ credentials }) => Object.entries<any>(credentials.properties ?? {}).flatMap(([name, schema]) => (schema?.format === "password" ? [name] : [])));
  return [...schemes, ...members].map((name) => String(name).toLowerCase());
}

function header(name: string, value: string): string {
  if (harmless.has(name)) return value;
  if (name === "cookie") return value.split(";").map(cookie).join(";");
  if (name === "set-cookie") return value.replace(/^[^;]*/, cookie);
  const [, scheme, rest] = (name.endsWith("authorization") && /^(\w+) +(.+)$/.exec(value)) || [];
  return scheme === undefined || rest === undefined ? whole(value) : `${scheme} ${whole(rest)}`;
}

function cookie(pair: string): string {
  const at = pair.indexOf("=");
  return at < 0 ? ` ${hidden}` : `${pair.slice(0, at)}=${whole(pair.slice(at + 1))}`;
}

function whole(value: string): string {
  const [match, prefix] = new RegExp(`^${issued.source}$`).exec(value) ?? [];
  return match === undefined ? hidden : `${prefix}…`;
}

function part(text: string): string {
  return text.replace(issued, "$1…");
}
