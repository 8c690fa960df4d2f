/** Why an {@link AuthError} was thrown. A closed list: `switch` over it. */
export type AuthErrorCode =
  | "account_changed"
  | "account_needed"
  | "body_used"
  | "credentials_refused"
  | "foreign_origin"
  | "insecure_server"
  | "invalid_credentials"
  | "invalid_path"
  | "malformed_answer"
  | "missing_credentials"
  | "network"
  | "opaque_redirect"
  | "rate_limited"
  | "redirected"
  | "unexpected_status"
  | "sign_in_failed"
  | "signed_out"
  | "store_failed"
  | "timeout"
  | "token_refused"
  | "unknown_scheme"
  | "unknown_server";

const brand = Symbol.for("@freshkey/AuthError");

/**
 * What a session, `authFetch` or a client throws when it is about tokens. No message, stack or cause of it holds a secret.
 * An abort of your own signal and a network failure of your own call are not AuthErrors: they pass through untouched.
 */
export class AuthError extends Error {
  override name = "AuthError";
  readonly code: AuthErrorCode;
  constructor(code: AuthErrorCode, message: string, details?: object) {
    super(message);
    this.code = code;
    Object.assign(Object.defineProperty(this, brand, {}), details);
  }
}

/** New credentials or a person are needed: the chain is exhausted, or the session was signed out. */
export class ReauthenticationRequiredError extends AuthError {
  override name = "ReauthenticationRequiredError";
  /** Seconds until the same credentials would be tried again, when they were refused. */
  declare readonly retryAfter?: number;
}

/** A token endpoint did not give what was asked: no answer, a wrong one, or "not now". */
export class TokenEndpointError extends AuthError {
  override name = "TokenEndpointError";
  /** Method and path template, such as `POST /auth/refresh`. */
  declare readonly endpoint: string;
  /** HTTP status, when there was an answer. */
  declare readonly status?: number;
  /** Seconds until it is worth another try. */
  declare readonly retryAfter?: number;
}

/** Whether a caught value is an {@link AuthError}, also one of another copy of this package. */
export function isAuthError(error: unknown): error is AuthError {
  return error instanceof Error && brand in error;
}
