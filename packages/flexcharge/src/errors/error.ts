/**
 * Why a {@link FlexChargeError} was thrown. A closed list: `switch` over it.
 * `failed`: an answer of 200 that says so. `in_progress`: 409 until the patience ended, or no token could be had to ask again. `lost`: sent, and no readable answer came; it may have been done.
 */
export type FlexChargeErrorReason = "failed" | "in_progress" | "invalid" | "lost" | "malformed" | "not_allowed" | "not_found" | "unauthorized" | "unavailable" | "wrong_currency";

/** What FlexCharge said about a failure. */
export interface FlexChargeErrorDetails {
  /** HTTP status; absent when there was no answer. A failure can come as 200. */
  readonly status?: number;
  /** The vendor's own code, such as `2001`. */
  readonly code?: string;
  /** Messages by member of the request. Long numbers and what was sent of a card are masked. */
  readonly members?: Readonly<Record<string, readonly string[]>>;
  /** The vendor's own words, masked in the same way. */
  readonly explanation?: string;
  /** Name it to the vendor's support. */
  readonly traceId?: string;
  /** The key that the call was sent with: send it again with this one and it is done once. */
  readonly idempotencyKey?: string;
}

const sentences: Readonly<Record<FlexChargeErrorReason, string>> = {
  failed: "the call failed",
  in_progress: "the same call is still being worked on",
  invalid: "the request is not valid",
  lost: "sent, but no readable answer came: it may have been done",
  malformed: "the answer makes no sense",
  not_allowed: "this is not allowed with these credentials",
  not_found: "there is no such thing",
  unauthorized: "a new token was refused too",
  unavailable: "no answer to this call now",
  wrong_currency: "the order is in another currency",
};

/**
 * A call that FlexCharge did not do, whatever form the answer had. What is about tokens is an `AuthError` instead.
 * The message holds nothing of the vendor's texts, and no member holds a card number.
 */
export class FlexChargeError extends Error implements FlexChargeErrorDetails {
  override name = "FlexChargeError";
  readonly reason: FlexChargeErrorReason;
  declare readonly status?: number;
  declare readonly code?: string;
  declare readonly members?: Readonly<Record<string, readonly string[]>>;
  declare readonly explanation?: string;
  declare readonly traceId?: string;
  declare readonly idempotencyKey?: string;
  constructor(reason: FlexChargeErrorReason, { cause, ...details }: FlexChargeErrorDetails & { readonly cause?: unknown } = {}) {
    const { status, code, members } = details;
    const names = Object.keys(members ?? {});
    const facts = [status === undefined ? "" : `HTTP ${status}`, code === undefined ? "" : `code ${code}`, names.length === 0 ? "" : `members ${names.slice(0, 5).join(", ")}`].filter(Boolean);
    super(`FlexCharge: ${sentences[reason]}${facts.length === 0 ? "" : ` (${facts.join("; ")})`}.`, cause === undefined ? undefined : { cause });
    this.reason = reason;
    for (const [name, value] of Object.entries(details)) if (value !== undefined) Object.assign(this, { [name]: value });
  }
}
