import { FlexChargeError, type FlexChargeErrorReason } from "./error.ts";
import { read } from "./read.ts";

interface Answered {
  readonly ok: boolean;
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

/** What came with the call that an error should keep, and must not show. */
export interface Sent {
  readonly idempotencyKey?: string | undefined;
  /** Texts that no member of an error may quote. */
  readonly hidden?: readonly string[] | undefined;
}

const reasons: Readonly<Record<number, FlexChargeErrorReason>> = { 400: "invalid", 401: "unauthorized", 403: "not_allowed", 404: "not_found", 409: "in_progress", 422: "invalid" };

/**
 * The data of a call's result; a failure is thrown in one form, a failure that comes as 200 too.
 *
 * @throws {FlexChargeError}
 * @example
 * const order = dataOf(await flexcharge.GET("/orders/{orderId}", { params: { path: { orderId } } }));
 */
export function dataOf<Result extends Answered>({ ok, data, error, response: { status } }: Result, { idempotencyKey, hidden = [] }: Sent = {}): Extract<Result, { readonly ok: true }>["data"] {
  if (ok && !isFailure(data)) return data;
  const reason = ok ? "failed" : (reasons[status] ?? (status < 500 && status !== 429 ? "invalid" : "unavailable"));
  throw new FlexChargeError(reason, { ...read(ok ? data : error, hidden), status, ...(idempotencyKey === undefined ? {} : { idempotencyKey }) });
}

function isFailure(data: unknown): boolean {
  if (typeof data !== "object" || data === null) return false;
  const { success, status, errors } = data as { readonly success?: unknown; readonly status?: unknown; readonly errors?: unknown };
  return success === false || status === "FAILED" || (success === undefined && Array.isArray(errors) && errors.length > 0);
}
