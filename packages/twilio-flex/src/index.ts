import { consoleChain, givenChain, mintChain, ssoChain } from "#chains";
import { createApiClient, createSession, type ApiClient, type ClientSettings, type Session, type SessionOptions } from "@freshkey/auth-runtime";
import type { ConsoleCredentials, GivenCredentials, MintCredentials, SsoCredentials } from "./generated/chains.ts";
import type { paths } from "./generated/openapi.ts";
import { operations, servers } from "./generated/operations.ts";

export type { ConsoleCredentials, GivenCredentials, MintCredentials, SsoCredentials } from "./generated/chains.ts";
export type { components, operations, paths } from "./generated/openapi.ts";

/**
 * What a Twilio Flex session is opened with. `chain` picks how its tokens are obtained: `mint` makes tokens for one Flex user with the
 * account's credentials, `given` uses a token that you already have, `sso` and `console` renew the tokens of a person who has signed in.
 */
export type TwilioFlexSessionOptions =
  | ({ readonly chain?: "mint" | undefined } & SessionOptions<MintCredentials>)
  | ({ readonly chain: "given" } & SessionOptions<GivenCredentials>)
  | ({ readonly chain: "sso" } & SessionOptions<SsoCredentials>)
  | ({ readonly chain: "console" } & SessionOptions<ConsoleCredentials>);

/** Either a session that you already have, or what one is opened with. */
export type TwilioFlexClientOptions = ({ readonly session: Session } | TwilioFlexSessionOptions) & ClientSettings;

/** An openapi-fetch client for Twilio Flex whose tokens renew themselves. */
export type TwilioFlexClient = ApiClient<paths>;

/**
 * Opens a Twilio Flex session for one Flex user. Each user needs a session of its own. `mint` is for servers only: it holds the AuthToken.
 * `sso` and `console` start no sign-in: they renew what a sign-in has put into their store, and without that every call rejects
 * with `ReauthenticationRequiredError`.
 *
 * @throws {AuthError} `missing_credentials`, `insecure_server`, `unknown_server`, `account_needed` (`given` on a shared store)
 * @see The vendor's page "Flex SDK authentication".
 * @example
 * const session = createTwilioFlexSession({ credentials: { accountSid, authToken, instanceSid, username: "user1" } });
 */
export function createTwilioFlexSession(options: TwilioFlexSessionOptions): Session {
  if (options.chain === "given") return createSession(givenChain, options);
  if (options.chain === "sso") return createSession(ssoChain, options);
  if (options.chain === "console") return createSession(consoleChain, options);
  return createSession(mintChain, options);
}

/**
 * Makes a client for the Flex Users and User Token APIs.
 *
 * @throws {AuthError} as {@link createTwilioFlexSession}; `foreign_origin` when `server` is none of the session's origins
 * @example
 * const flex = createTwilioFlexClient({ credentials: { accountSid, authToken, instanceSid, username: "user1" } });
 */
export function createTwilioFlexClient(options: TwilioFlexClientOptions): TwilioFlexClient {
  const session = "session" in options ? options.session : createTwilioFlexSession(options);
  return createApiClient<paths>({ ...options, session, operations, servers });
}
