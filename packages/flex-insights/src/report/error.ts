import { isAuthError } from "@freshkey/auth-runtime";

/** Why a {@link ReportError} was thrown. A closed list: `switch` over it. */
export type ReportErrorCode = "csv_parse_missing" | "failed" | "foreign_address" | "gone" | "interrupted" | "malformed" | "refused" | "timed_out" | "too_large";

/** How far an export had come. */
export interface ReportErrorDetails {
  /** HTTP status, when the API answered. */
  readonly status?: number;
  /** How often the file was asked for in vain. */
  readonly polls?: number;
  /** How many bytes of the file had come. */
  readonly bytes?: number;
}

/**
 * What an export ends with when there is no file, or not all of it. What is about tokens is an `AuthError` instead; an abort is your signal's own reason, and what your `onProgress` or `validate` throws stays what it is.
 * Neither messages nor members hold a token or a row. `cause` is the platform's own error, where there is one.
 */
export class ReportError extends Error implements ReportErrorDetails {
  override name = "ReportError";
  readonly code: ReportErrorCode;
  declare readonly status?: number;
  declare readonly polls?: number;
  declare readonly bytes?: number;
  constructor(code: ReportErrorCode, message: string, { cause, ...details }: ReportErrorDetails & { readonly cause?: unknown } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    Object.assign(this, details);
  }
}

/** What a call of an export threw, as the export tells it: tokens and what the caller's own code throws stay what they are. */
export function retold(error: unknown, polls: number): unknown {
  const { name } = error as { readonly name?: unknown };
  if (isAuthError(error) || name === "ReportError" || name === "ValidationError") return error;
  if (name === "UnreadableAnswerError") return new ReportError("malformed", "The API answered with a web page, or half an answer.", { polls, cause: error });
  if (name === "TimeoutError") return new ReportError("timed_out", "The API did not answer within the client's timeout.", { polls, cause: error });
  return new ReportError("interrupted", "The API could not be reached, or the connection broke off.", { polls, cause: error });
}
