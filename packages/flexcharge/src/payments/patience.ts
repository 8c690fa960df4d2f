import { isAuthError, type Clock } from "@freshkey/auth-runtime";
import { pause, retryAfter } from "@freshkey/auth-runtime/retry";
import { dataOf, type Sent } from "../errors/data-of.ts";
import { FlexChargeError } from "../errors/error.ts";
import { isObject } from "../errors/read.ts";

/** How long a call may wait for itself. */
export interface Patience {
  /** Ends the waiting; the call rejects with its reason. */
  readonly signal?: AbortSignal | undefined;
  /** How long to ask again while the API answers 409, still in progress. ms, default: 60,000. */
  readonly timeout?: number | undefined;
  /** The client's clock, where it has one of its own. */
  readonly clock?: Pick<Clock, "monotonic" | "after"> | undefined;
}

type Answered = Parameters<typeof dataOf>[0];

/** Sends the same call again while it is answered 409; every failure of it carries the call's key. */
export async function settled<Result extends Answered>(
  send: () => Promise<Result>,
  sent: Sent,
  { signal, timeout = 60_000, clock }: Patience,
): Promise<Extract<Result, { readonly ok: true }>["data"]> {
  const now = (): number => clock?.monotonic() ?? performance.now();
  const until = now() + timeout;
  const keyed = sent.idempotencyKey === undefined ? {} : { idempotencyKey: sent.idempotencyKey };
  for (let times = 1; ; times += 1) {
    const result = await send().catch((error: unknown) => {
      signal?.throwIfAborted();
      if (isUnsent(error)) {
        if (times === 1) throw error;
        // What was sent before is still being worked on: its key must not be lost.
        throw new FlexChargeError("in_progress", { cause: error, status: 409, ...keyed });
      }
      throw new FlexChargeError("lost", { cause: error, ...keyed });
    });
    const { status, headers } = result.response;
    const wait = retryAfter(headers, Date.now()) || Math.min(8000, 1000 * 2 ** (times - 1));
    if (status !== 409 || now() + wait > until) {
      const data: unknown = dataOf(result, sent);
      // An empty success does not say what was done.
      if (!isObject(data)) throw new FlexChargeError("lost", { status, ...keyed });
      return data;
    }
    await pause(wait, { clock, signal });
  }
}

/** Without a token, or with a body that the caller's own validation stops, nothing goes out. */
function isUnsent(error: unknown): boolean {
  const { name, direction } = error as { readonly name?: unknown; readonly direction?: unknown };
  return isAuthError(error) || (name === "ValidationError" && direction === "request");
}
