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
 * What an export ends with when there is no file, or not all of it. What is about tokens is an `AuthError` instead; an abort is your signal's own reason.
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
