import { chain } from "#chains";
import { createApiClient, createSession, type ApiClient, type ClientSettings, type Session, type SessionOptions } from "@freshkey/auth-runtime";
import type { Credentials } from "./generated/chains.ts";
import type { paths } from "./generated/openapi.ts";
import { operations, servers } from "./generated/operations.ts";

export type { Credentials } from "./generated/chains.ts";
export type { components, operations, paths } from "./generated/openapi.ts";

/** What a FlexCharge session is opened with. */
export type FlexChargeSessionOptions = SessionOptions<Credentials>;

/** Either a session that you already have, or what one is opened with. */
export type FlexChargeClientOptions = ({ readonly session: Session } | FlexChargeSessionOptions) & ClientSettings;

/** An openapi-fetch client for FlexCharge whose tokens renew themselves. */
export type FlexChargeClient = ApiClient<paths>;

/**
 * Opens a FlexCharge session: app key and secret buy an access token (ten minutes), used until the API answers 401.
 *
 * @throws {AuthError} `missing_credentials`, `insecure_server`, `unknown_server`
 * @see The vendor's page "/oauth2/token".
 * @example
 * const session = createFlexChargeSession({ credentials: { appKey, appSecret }, server: "sandbox" });
 */
export function createFlexChargeSession(options: FlexChargeSessionOptions): Session {
  return createSession(chain, options);
}

/**
 * Makes a client for FlexCharge: every path of its OpenAPI document, the access token attached and renewed.
 *
 * @throws {AuthError} as {@link createFlexChargeSession}; `foreign_origin` when `server` is none of the session's origins
 * @example
 * const flexcharge = createFlexChargeClient({ credentials: { appKey, appSecret }, server: "sandbox" });
 */
export function createFlexChargeClient(options: FlexChargeClientOptions): FlexChargeClient {
  const session = "session" in options ? options.session : createFlexChargeSession(options);
  return createApiClient<paths>({ ...options, session, operations, servers });
}
