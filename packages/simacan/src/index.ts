import { chain } from "#chains";
import { createApiClient, createSession, type ApiClient, type ClientSettings, type Session, type SessionOptions } from "@freshkey/auth-runtime";
import type { Credentials } from "./generated/chains.ts";
import type { paths } from "./generated/openapi.ts";
import { operations, servers } from "./generated/operations.ts";

export type { Credentials } from "./generated/chains.ts";
export type { components, operations, paths } from "./generated/openapi.ts";

/** What a Simacan session is opened with. */
export type SimacanSessionOptions = SessionOptions<Credentials>;

/** Either a session that you already have, or what one is opened with. */
export type SimacanClientOptions = ({ readonly session: Session } | SimacanSessionOptions) & ClientSettings;

/** An openapi-fetch client for Simacan whose tokens renew themselves. */
export type SimacanClient = ApiClient<paths>;

/**
 * Opens a Simacan session: the password is sent once, then each refresh token buys the next (they work once). Access tokens live an hour.
 *
 * @throws {AuthError} `missing_credentials`, `insecure_server`, `unknown_server`
 * @see The vendor's page "Auth API".
 * @example
 * const session = createSimacanSession({ credentials: { username, password }, server: "staging" });
 */
export function createSimacanSession(options: SimacanSessionOptions): Session {
  return createSession(chain, options);
}

/**
 * Makes a client for Simacan: the Auth API and the planning host, on one session.
 *
 * @throws {AuthError} as {@link createSimacanSession}; `foreign_origin` when `server` is none of the session's origins
 * @example
 * const simacan = createSimacanClient({ credentials: { username, password } });
 */
export function createSimacanClient(options: SimacanClientOptions): SimacanClient {
  const session = "session" in options ? options.session : createSimacanSession(options);
  return createApiClient<paths>({ ...options, session, operations, servers });
}
