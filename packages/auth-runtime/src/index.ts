/**
 * Sessions that keep awkward API tokens fresh, and ways to carry them.
 * @module
 */
export { defineTokenChain } from "./chain/define.ts";
export type { Grant, GrantAnswer, GrantInputs, Scheme, ServerRule, SignOut, TokenChain, TokenRule, ValueRule } from "./chain/types.ts";
export { UnreadableAnswerError } from "./client/answer.ts";
export { createApiClient, type ApiClientOptions, type ClientSettings } from "./client/create-api-client.ts";
export type { Operation, Operations } from "./client/operations.ts";
export type { ApiClient, Call, CallSettings, Failed, Result, Succeeded } from "./client/result.ts";
export { AuthError, isAuthError, ReauthenticationRequiredError, TokenEndpointError, type AuthErrorCode } from "./errors.ts";
export { authFetch, type AuthFetchOptions } from "./fetch/auth-fetch.ts";
export { authMiddleware } from "./fetch/middleware.ts";
export type { AuthEvent } from "./session/events.ts";
export type { CredentialsFunction, SessionOptions } from "./session/options.ts";
export { withSecondary } from "./session/secondary.ts";
export { createSession } from "./session/session.ts";
export { staticSession } from "./session/static.ts";
export type { AccessToken, Clock, Session } from "./session/types.ts";
export { memoryStore } from "./stores/memory.ts";
export type { Closure, Intent, StoredToken, TokenRecord, TokenStore } from "./stores/types.ts";
export type { ServerOption } from "./url.ts";
