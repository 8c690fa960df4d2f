import { chain, cookiesChain } from "#chains";
import { createApiClient, createSession, type ApiClient, type ClientSettings, type Session, type SessionOptions } from "@freshkey/auth-runtime";
import type { Credentials, CookiesCredentials } from "./generated/chains.ts";
import type { paths } from "./generated/openapi.ts";
import { operations, servers } from "./generated/operations.ts";

export type { Credentials, CookiesCredentials } from "./generated/chains.ts";
export type { components, operations, paths } from "./generated/openapi.ts";

/** What a Flex Insights session is opened with. `chain` picks how its tokens are obtained: `default` asks for tokens in bodies (`verify_level` 2), `cookies` for cookies (`verify_level` 0). */
export type FlexInsightsSessionOptions = ({ readonly chain?: "default" | undefined } & SessionOptions<Credentials>) | ({ readonly chain: "cookies" } & SessionOptions<CookiesCredentials>);

/** Either a session that you already have, or what one is opened with. */
export type FlexInsightsClientOptions = ({ readonly session: Session } | FlexInsightsSessionOptions) & ClientSettings;

/** An openapi-fetch client for Flex Insights whose tokens renew themselves. */
export type FlexInsightsClient = ApiClient<paths>;

/**
 * Opens a Flex Insights session: login and password buy an SST (two weeks), the SST buys TTs (ten minutes).
 *
 * @throws {AuthError} `missing_credentials`, `insecure_server`, `unknown_server`
 * @see The vendor's page "Flex Insights API Authentication".
 * @example
 * const session = createFlexInsightsSession({ credentials: { login, password } });
 */
export function createFlexInsightsSession(options: FlexInsightsSessionOptions): Session {
  if (options.chain === "cookies") return createSession(cookiesChain, options);
  return createSession(chain, options);
}

/**
 * Makes a client for Flex Insights: every path of its OpenAPI document, the TT attached and renewed.
 *
 * @throws {AuthError} as {@link createFlexInsightsSession}; `foreign_origin` when `server` is none of the session's origins
 * @example
 * const insights = createFlexInsightsClient({ credentials: { login, password } });
 */
export function createFlexInsightsClient(options: FlexInsightsClientOptions): FlexInsightsClient {
  const session = "session" in options ? options.session : createFlexInsightsSession(options);
  return createApiClient<paths>({ ...options, session, operations, servers });
}
