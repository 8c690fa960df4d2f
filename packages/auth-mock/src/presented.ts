import type { Chain, Fill } from "./chains.ts";
import { cookiePaths, isWithin } from "./cookies.ts";
import { resolve, type SpecDocument } from "./document.ts";
import type { Expression } from "./expression.ts";
import { readAuthorization, readBasic, readCookie, type Call } from "./request.ts";

/** What a request brought along. Nothing in it has been believed yet. */
export interface Presented {
  readonly credentials: Readonly<Record<string, unknown>>;
  readonly tokens: readonly { readonly name: string; readonly value: string; readonly inCookie: boolean }[];
  readonly values: Readonly<Record<string, string>>;
}

export const nothing: Presented = { credentials: {}, tokens: [], values: {} };

export function merge(one: Presented, other: Presented): Presented {
  return {
    credentials: { ...one.credentials, ...other.credentials },
    tokens: [...one.tokens, ...other.tokens],
    values: { ...one.values, ...other.values },
  };
}

/** Reads one place of a request by what the chain says stands there. Undefined: something else does. */
export function present(is: Expression, value: unknown, inCookie = false): Presented | undefined {
  // A member left out is as good as a 0 or a false.
  if (is.kind === "constant") return String(is.value) === String(value) || (value === undefined && !is.value) ? nothing : undefined;
  // Looked at by the sign-in.
  if (is.kind === "interaction") return value === undefined ? undefined : nothing;
  if (is.kind === "credentials") return value === undefined ? nothing : { ...nothing, credentials: { [is.name]: value } };
  if (typeof value !== "string" || value === "") return undefined;
  if (is.kind === "tokens") return { ...nothing, tokens: [{ name: is.name, value, inCookie }] };
  return is.kind === "values" ? { ...nothing, values: { [is.name]: value } } : undefined;
}

/** What a request carries for one alternative of an operation's security, as one chain fills it; undefined when a part is missing. */
export function presentAlternative(call: Call, chain: Chain, alternative: readonly string[]): Presented | undefined {
  return alternative.reduce<Presented | undefined>((held, scheme) => {
    const next = held && presentScheme(call, chain.schemes[scheme], scheme);
    return held && next && merge(held, next);
  }, nothing);
}

function presentScheme(call: Call, fill: Fill | undefined, scheme: string): Presented | undefined {
  if (!fill) {
    // A scheme that no chain fills: nothing is known of its values, so being there is enough.
    const mapped = call.document.chains.some(({ schemes }) => schemes[scheme] !== undefined);
    return mapped || readScheme(call, scheme) === undefined ? undefined : nothing;
  }
  if (fill.kind === "value") {
    const value = readScheme(call, scheme);
    return value === undefined ? undefined : present(fill.value, value, isCookie(call, scheme));
  }
  const basic = readBasic(call.headers);
  if (!basic || (fill.username.kind !== "constant" && constantUsernames(call.document).has(basic.username))) return undefined;
  const username = present(fill.username, basic.username);
  const password = present(fill.password, basic.password);
  return username && password && merge(username, password);
}

/** User names that belong to a scheme of their own (`token:<JWE>`): such a header never counts as an account's. */
function constantUsernames({ chains }: SpecDocument): Set<string> {
  const fills = chains.flatMap(({ schemes }) => Object.values(schemes));
  return new Set(fills.flatMap((fill) => (fill.kind === "basic" && fill.username.kind === "constant" ? [String(fill.username.value)] : [])));
}

function isCookie({ document: { root } }: Call, name: string): boolean {
  return resolve(root, root.components?.securitySchemes?.[name])?.in === "cookie";
}

/** The bare value that a request carries for a security scheme. */
function readScheme({ document, headers, path, query }: Call, name: string): string | undefined {
  const scheme = resolve(document.root, document.root.components?.securitySchemes?.[name]);
  if (scheme?.type === "apiKey") {
    if (scheme.in === "cookie") return isWithin(cookiePaths(document).get(scheme.name) ?? "/", path) ? readCookie(headers, scheme.name) : undefined;
    return (scheme.in === "header" ? headers[scheme.name.toLowerCase()] : new URLSearchParams(query).get(scheme.name)) || undefined;
  }
  return readAuthorization(headers, scheme?.type === "http" ? scheme.scheme : "bearer");
}
