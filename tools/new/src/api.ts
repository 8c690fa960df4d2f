import { examplesOf } from "@freshkey-tools/contract/answers";
import { initOf, requestsOf } from "@freshkey-tools/contract/requests";
import { listCalls, listOperations, resolve, type ChainSource, type GrantSource, type Operation, type Spec } from "@freshkey-tools/spec";

/** A way to tokens, as a client offers it. */
export interface Way {
  /** As the spec names it. */
  readonly name: string;
  /** The constant that holds it, and the type of its credentials: as `pnpm generate` writes them. */
  readonly constant: string;
  readonly credentials: string;
  readonly source: ChainSource;
}

/** One call, as somebody writes it. */
export interface Call {
  readonly operation: Operation;
  readonly init: Readonly<Record<string, unknown>>;
}

/** What a package says of its API. */
export interface Api {
  readonly name: string;
  readonly title: string;
  /** What its exports begin with: `FlexCharge`. */
  readonly prefix: string;
  readonly document: any;
  /** The first one is used when nobody picks. */
  readonly ways: readonly [Way, ...Way[]];
  /** Credentials of the first way that a mock takes. */
  readonly sample: Readonly<Record<string, unknown>>;
  /** A call that needs a token of the first way; absent where none does. */
  readonly call: Call | undefined;
}

const capital = (word: string): string => `${word[0]?.toUpperCase()}${word.slice(1)}`;

/** Reads a spec for what its package will say. */
export function readApi(name: string, { document }: Spec): Api {
  const title: string = document.info.title;
  const ways = waysOf(document);
  const [first] = ways;
  return { name, title, prefix: prefixOf(name, title), document, ways, sample: sampleOf(document, first.source), call: callOf(document, first.source) };
}

/** The title's own capitals where it spells the name, as in FlexCharge. */
function prefixOf(name: string, title: string): string {
  const bare = title.replaceAll(/[^A-Za-z0-9]/g, "");
  if (bare.toLowerCase() === name.replaceAll("-", ""))
    return title
      .split(/[^A-Za-z0-9]+/)
      .map(capital)
      .join("");
  return name.split("-").map(capital).join("");
}

function waysOf(document: any): readonly [Way, ...Way[]] {
  const chains = Object.entries<any>(document.components["x-token-chains"]).filter(([name]) => name !== "version");
  const ways = chains.map(([name, source]): Way => {
    const plain = name === "default" || chains.length === 1;
    return { name, source, constant: plain ? "chain" : `${name}Chain`, credentials: plain ? "Credentials" : `${capital(name)}Credentials` };
  });
  const [first, ...others] = [...ways.filter(({ name }) => name === "default"), ...ways.filter(({ name }) => name !== "default")];
  if (!first) throw new Error("The spec has no token chain.");
  return [first, ...others];
}

/** A value for each credential that is required, or that a grant requires: from its schema, else from the example of a request that carries it. */
function sampleOf(document: any, { credentials, grants }: ChainSource): Record<string, unknown> {
  const carried = Object.fromEntries(grants.flatMap((grant) => carriedBy(document, grant)));
  const required = new Set<string>([
    ...(credentials.required ?? []),
    ...(credentials.anyOf?.[0]?.required ?? []),
    ...grants.flatMap(({ requires = [] }) => requires.map((from) => from.replace("$credentials.", ""))),
  ]);
  return Object.fromEntries(
    [...required].map((name) => {
      const { example, examples, const: only, enum: some, default: usual, type } = credentials.properties[name] ?? {};
      const known = example ?? examples?.[0] ?? only ?? some?.[0] ?? usual ?? carried[name];
      return [name, known ?? (type === "integer" || type === "number" ? 1 : type === "boolean" ? true : `fake-${name}`)];
    }),
  );
}

function carriedBy(document: any, { operationId, requestBody, parameters }: GrantSource): readonly (readonly [credential: string, value: unknown])[] {
  const { operation, parameters: declared } = operationOf(document, operationId);
  const content = Object.values<any>(resolve(document, operation.requestBody)?.content ?? {})[0];
  const body = examplesOf(document, content)[0]?.[1] as Readonly<Record<string, unknown>> | undefined;
  const pairs = [
    ...Object.entries(parameters ?? {}).map(([name, from]) => [from, declared.find((one) => one.name === name)?.example] as const),
    ...Object.entries(requestBody ?? {}).map(([name, from]) => [from, body?.[name]] as const),
  ];
  return pairs.flatMap(([from, value]) => {
    const [, credential] = /^\$credentials\.(\w+)$/.exec(String(from)) ?? [];
    return credential && value !== undefined ? [[credential, value] as const] : [];
  });
}

/** The operation of this name. */
export function operationOf(document: any, id: string): Operation {
  return listOperations(document).find((one) => one.id === id) as Operation;
}

/** A GET if there is one: it is the easiest to try. */
function callOf(document: any, { schemes, grants, signOut }: ChainSource): Call | undefined {
  const ofTokens = [...grants.map(({ operationId }) => operationId), signOut?.operationId];
  const tokens = new Set(Object.entries(schemes).flatMap(([scheme, from]) => (JSON.stringify(from).includes("$tokens.") ? [scheme] : [])));
  const secured = listCalls(document).filter(({ id, security }) => !ofTokens.includes(id) && Object.keys(security[0] ?? {}).some((scheme) => tokens.has(scheme)));
  const operation = secured.find(({ method }) => method === "GET") ?? secured[0];
  const request = operation && requestsOf(document, operation)[0];
  return request && { operation: request.operation, init: initOf(request) };
}
