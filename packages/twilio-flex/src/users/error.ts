/** Why a {@link FlexUserError} was thrown. A closed list: `switch` over it. `foreign_page`, `repeated_page`: a list names a next page elsewhere, or one that was there before. */
export type FlexUserErrorReason = "conflict" | "foreign_page" | "invalid" | "not_found" | "rate_limited" | "repeated_page" | "unauthorized" | "unavailable";

/** What Twilio did not do with its users. What is about tokens is an `AuthError` instead. The message quotes nothing of Twilio's. */
export class FlexUserError extends Error {
  override name = "FlexUserError";
  readonly reason: FlexUserErrorReason;
  /** HTTP status; absent where nothing was sent. */
  declare readonly status?: number;
  /** Twilio's number of the error, such as 45796. */
  declare readonly code?: number;
  /** Twilio's own words. */
  declare readonly explanation?: string;
  constructor(reason: FlexUserErrorReason, message: string, details: Pick<FlexUserError, "status" | "code" | "explanation"> = {}) {
    super(message);
    this.reason = reason;
    Object.assign(this, details);
  }
}

const reasons: Readonly<Record<number, FlexUserErrorReason>> = { 401: "unauthorized", 403: "unauthorized", 404: "not_found", 409: "conflict", 429: "rate_limited" };

/** The data of a call's result; a failure is thrown in one form. */
export function dataOf<Data>({ ok, status, data, error }: { readonly ok: boolean; readonly status: number; readonly data?: Data; readonly error?: unknown }): NonNullable<Data> {
  if (ok && data) return data;
  const { code, message } = (error ?? {}) as { readonly code?: unknown; readonly message?: unknown };
  const known = { status, ...(typeof code === "number" && { code }), ...(typeof message === "string" && { explanation: message.slice(0, 300) }) };
  throw new FlexUserError(reasons[status] ?? (status >= 400 && status < 500 ? "invalid" : "unavailable"), `Twilio Flex answered ${status}${known.code ? ` (code ${known.code})` : ""}.`, known);
}
