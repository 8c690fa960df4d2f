import { parseExpression, resolve, type Operation } from "@freshkey-tools/spec";
import type { Chain } from "./chain.ts";
import { array, arrow, object, quote, strings } from "./code.ts";
import { below, known, stop, type Place } from "./mistake.ts";
import type { Code } from "./print.ts";
import type { Uses } from "./requests.ts";

/** What a scheme's header is made of: one token, some credentials, and constants between them. */
interface Filling {
  readonly token: string | undefined;
  readonly credentials: readonly string[];
  /** Code of each part, in terms of `value` or of the credentials' names. */
  readonly parts: readonly string[];
}

/** The chain's `schemes`. */
export function schemesCode(chain: Chain): Code {
  const schemes = Object.keys(chain.source.schemes).map((name) => [name, schemeCode(chain, name)] as const);
  return object(Object.fromEntries(schemes), { broken: schemes.length > 1 });
}

function schemeCode(chain: Chain, name: string): Code {
  const place = below(chain.place, "schemes", name);
  const declared = chain.spec.document.components?.securitySchemes ?? {};
  known(place, "security scheme", name, Object.keys(declared), true);
  const filling = fillingOf(chain, name);
  const pair = headerPair(place, resolve(chain.spec.document, declared[name]), filling, typeof chain.source.schemes[name] === "string");
  if (filling.token !== undefined) return object({ token: quote(filling.token), header: arrow("value", pair) });
  return object({ credentials: strings(filling.credentials), header: arrow(`({ ${filling.credentials.join(", ")} })`, pair) });
}

function fillingOf(chain: Chain, name: string): Filling {
  const place = below(chain.place, "schemes", name);
  const source = chain.source.schemes[name];
  const texts = typeof source === "string" ? [["", source] as const] : Object.entries(source ?? {});
  const tokens = new Set<string>();
  const credentials = new Set<string>();
  const parts = texts.map(([member, text]) => {
    const at = member ? below(place, member) : place;
    const from = parseExpression(text);
    if (from?.kind === "tokens") tokens.add(known(at, "token", from.name, chain.tokens));
    else if (from?.kind === "credentials") credentials.add(known(at, "credential", from.name, chain.credentials));
    else if (from?.kind === "constant" && member) return quote(String(from.value));
    else return stop(at, `\`${String(text)}\` cannot fill a security scheme; write $tokens.<name> or $credentials.<name>`);
    return from.kind === "tokens" ? "value" : from.name;
  });
  if (tokens.size + (credentials.size > 0 ? 1 : 0) !== 1) stop(place, "a scheme is filled from one token or from credentials; write one of the two");
  return { token: [...tokens][0], credentials: [...credentials], parts };
}

function headerPair(place: Place, scheme: any, { parts }: Filling, single: boolean): Code {
  const [first = "", second = ""] = parts;
  const kind = scheme.type === "http" ? String(scheme.scheme).toLowerCase() : scheme.type === "apiKey" ? scheme.in : "bearer";
  if (kind === "basic") return single ? stop(place, "the scheme is HTTP Basic; write `{ username: …, password: … }`") : `basic(${first}, ${second})`;
  if (!single) return stop(place, "the scheme is not HTTP Basic; write one expression");
  if (kind === "bearer") return array([quote("authorization"), `\`Bearer \${${first}}\``]);
  if (kind === "header") return array([quote(scheme.name.toLowerCase()), first]);
  if (kind === "cookie") return array([quote("cookie"), `\`${scheme.name}=\${${first}}\``]);
  return stop(place, `the scheme goes into ${kind}, which clients cannot send; declare it as http bearer, http basic, or apiKey in header or cookie`, true);
}

/** Schemes of the first alternative that the chain can fill; undefined when the operation asks for none. */
export function securityCode(chain: Chain, place: Place, operation: Operation, uses?: Uses): Code | undefined {
  const alternatives = operation.security.map((alternative) => Object.keys(alternative));
  if (alternatives.length === 0) return undefined;
  const chosen = alternatives.find((names) => names.every((name) => name in chain.source.schemes));
  if (!chosen) {
    const wanted = alternatives.map((names) => names.join(" + ")).join(" or ");
    return stop(below(place, "operationId"), `${operation.id} is secured by ${wanted}, which this chain cannot fill; write it under the chain's \`schemes\``);
  }
  for (const name of uses ? chosen : []) {
    const { token, credentials } = fillingOf(chain, name);
    if (token !== undefined) uses?.tokens.add(token);
    for (const credential of credentials) uses?.credentials.add(credential);
  }
  return strings(chosen);
}
