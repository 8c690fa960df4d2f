import { parseExpression, resolve, type Operation } from "@freshkey-tools/spec";
import type { Chain } from "./chain.ts";
import { array, arrow, literal, object, quote } from "./code.ts";
import { below, known, stop, type Place } from "./mistake.ts";
import type { Code } from "./print.ts";

/** What a request is built from: filled while its code is written. */
export interface Uses {
  readonly credentials: Set<string>;
  readonly tokens: Set<string>;
  readonly values: Set<string>;
  /** What only a person's sign-in knows; absent where nobody signs in. */
  readonly interaction?: Set<string>;
}

const sources = ["credentials", "interaction", "tokens", "values"] as const;
const interaction = ["redirectUrl", "state", "nonce", "codeChallenge", "codeVerifier", "code"];
const readable = "$credentials.<name>, $tokens.<name>, $values.<name> or a constant";

export const noUses = (isInteractive = false): Uses => ({ credentials: new Set(), tokens: new Set(), values: new Set(), ...(isInteractive && { interaction: new Set() }) });

/** A constant, an expression or a tree of them, as code; notes in `uses` what it reads. */
function requestValue(chain: Chain, place: Place, value: unknown, uses: Uses): Code {
  if (Array.isArray(value)) return array(value.map((item, index) => requestValue(chain, below(place, index), item, uses)));
  if (typeof value === "object" && value !== null) {
    return object(Object.fromEntries(Object.entries(value).map(([name, item]) => [name, requestValue(chain, below(place, name), item, uses)])));
  }
  const from = parseExpression(value);
  if (from?.kind === "constant") return literal(from.value);
  const source = sources.find((kind) => kind === from?.kind && uses[kind]);
  if (!from || !("name" in from) || !source) {
    return stop(place, `\`${String(value)}\` is nothing a request can be built from; write ${readable}`);
  }
  const name = source === "interaction" ? known(place, "fact of an interaction", from.name, interaction) : known(place, source.slice(0, -1), from.name, chain[source]);
  uses[source]?.add(name);
  return `${source}.${name}`;
}

/** `({ credentials, tokens }) => …`, naming only what it reads. */
function fromInputs(uses: Uses, result: Code, returns = ""): Code {
  const used = sources.filter((source) => (uses[source]?.size ?? 0) > 0);
  return arrow(used.length > 0 ? `({ ${used.join(", ")} })` : "()", result, returns);
}

function merge(into: Uses, from: Uses): void {
  for (const source of sources) for (const name of from[source] ?? []) into[source]?.add(name);
}

/** The grant's `body`: annotated, so that tsc names a wrong member; a form where the operation takes one. */
export function bodyCode(chain: Chain, place: Place, operation: Operation, source: unknown, uses: Uses): Code | undefined {
  const body = resolve(chain.spec.document, operation.operation.requestBody);
  const types = Object.keys(body?.content ?? {});
  if (source === undefined) {
    if (body?.required) stop(place, `${operation.id} takes a body; write \`requestBody\``);
    return undefined;
  }
  const at = below(place, "requestBody");
  const type = types.find((name) => /json/i.test(name)) ?? types.find((name) => name === "application/x-www-form-urlencoded");
  if (!type) stop(at, `${operation.id} takes ${types.length > 0 ? types.join(", ") : "no body"}; write a requestBody only for JSON or a form`, true);
  const read = noUses(uses.interaction !== undefined);
  const value = requestValue(chain, at, source, read);
  merge(uses, read);
  const isForm = !/json/i.test(type);
  const formed = isForm && typeof value === "object" && "items" in value ? { ...value, open: "form({", close: "})" } : isForm ? ["form(", value, ")"] : value;
  return fromInputs(read, formed, `RequestBody<paths, ${quote(operation.method)}, ${quote(operation.path)}>`);
}

/** The grant's `parameters`, by the place where the operation declares each. */
export function parametersCode(chain: Chain, place: Place, operation: Operation, source: Readonly<Record<string, unknown>>, uses: Uses): Code | undefined {
  const names = operation.parameters.map((parameter) => parameter.name);
  const read = noUses(uses.interaction !== undefined);
  const places: Record<string, Record<string, Code>> = { path: {}, query: {}, header: {} };
  for (const [name, value] of Object.entries(source)) {
    const at = below(place, "parameters", name);
    known(at, `parameter of ${operation.id}`, name, names, true);
    const target = places[operation.parameters.find((parameter) => parameter.name === name).in];
    if (!target) return stop(at, `\`${name}\` goes into a cookie; write it as a security scheme, or leave it out`, true);
    target[name] = requestValue(chain, at, value, read);
  }
  const missing = operation.parameters.find((parameter) => parameter.required && !(parameter.name in source));
  if (missing) stop(place, `${operation.id} needs its parameter \`${missing.name}\`; write it under \`parameters\``);
  merge(uses, read);
  const groups = Object.entries(places).filter(([, members]) => Object.keys(members).length > 0);
  if (groups.length === 0) return undefined;
  return fromInputs(read, object(Object.fromEntries(groups.map(([name, members]) => [name, object(members)]))));
}
