import type { Api, Way } from "./api.ts";
import { literal } from "./words.ts";

/** Credentials as somebody writes them who has them in variables of these names. */
export const variables = (api: Api): string => `{ ${Object.keys(api.sample).join(", ")} }`;

/** `src/index.ts`: the hand-written half, about 40 lines. */
export function source(api: Api): string {
  const { prefix, title, ways } = api;
  const [first, ...others] = ways;
  const constants = ways.map(({ constant }) => constant).join(", ");
  const types = [...new Set(ways.map(({ credentials }) => credentials))].join(", ");
  const options = others.length === 0 ? `SessionOptions<${first.credentials}>` : ways.map(optionsOf).join(" | ");
  const picking = others.length === 0 ? "" : ` \`chain\` picks how its tokens are obtained: ${ways.map(({ name }) => `\`${name}\``).join(", ")}.`;
  return `import { ${constants} } from "#chains";
import { createApiClient, createSession, type ApiClient, type ClientSettings, type Session, type SessionOptions } from "@freshkey/auth-runtime";
import type { ${types} } from "./generated/chains.ts";
import type { paths } from "./generated/openapi.ts";
import { operations, servers } from "./generated/operations.ts";

export type { ${types} } from "./generated/chains.ts";
export type { components, operations, paths } from "./generated/openapi.ts";

/** What a ${title} session is opened with.${picking} */
export type ${prefix}SessionOptions = ${options};

/** Either a session that you already have, or what one is opened with. */
export type ${prefix}ClientOptions = ({ readonly session: Session } | ${prefix}SessionOptions) & ClientSettings;

/** An openapi-fetch client for ${title} whose tokens renew themselves. */
export type ${prefix}Client = ApiClient<paths>;

/**
 * Opens a ${title} session.
 *
 * @throws {AuthError} \`missing_credentials\`, \`insecure_server\`, \`unknown_server\`
 * @example
 * const session = create${prefix}Session({ credentials: ${variables(api)} });
 */
export function create${prefix}Session(options: ${prefix}SessionOptions): Session {
${others.map(({ name, constant }) => `  if (options.chain === ${literal(name)}) return createSession(${constant}, options);\n`).join("")}  return createSession(${first.constant}, options);
}

/**
 * Makes a client for ${title}.
 *
 * @throws {AuthError} as {@link create${prefix}Session}; \`foreign_origin\` when \`server\` is none of the session's origins
 * @example
 * const client = create${prefix}Client({ credentials: ${variables(api)} });
 */
export function create${prefix}Client(options: ${prefix}ClientOptions): ${prefix}Client {
  const session = "session" in options ? options.session : create${prefix}Session(options);
  return createApiClient<paths>({ ...options, session, operations, servers });
}
`;
}

function optionsOf({ name, credentials }: Way, index: number): string {
  return index === 0 ? `({ readonly chain?: ${literal(name)} | undefined } & SessionOptions<${credentials}>)` : `({ readonly chain: ${literal(name)} } & SessionOptions<${credentials}>)`;
}
