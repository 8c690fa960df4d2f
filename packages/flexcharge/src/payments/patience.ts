import { isAuthError, type Clock } from "@freshkey/auth-runtime";
import { pause } from "@freshkey/auth-runtime/retry";
import { dataOf, type Sent } from "../errors/data-of.ts";
import { FlexChargeError } from "../errors/error.ts";

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

/** Sends the same call again while it is answered 409; every failure carries the call's key. */
export async function settled<Result extends Answered>(
  send: () => Promise<Result>,
  sent: Sent,
  { signal, timeout = 60_000, clock }: Patience,
): Promise<Extract<Result, { readonly ok: true }>["data"]> {
  const now = (): number => clock?.monotonic() ?? performance.now();
  const until = now() + timeout;
  for (let times = 1; ; times += 1) {
    const result = await send().catch((error: unknown) => {
      signal?.throwIfAborted();
      if (isAuthError(error)) throw error;
      throw new FlexChargeError("lost", { cause: error, ...(sent.idempotencyKey === undefined ? {} : { idempotencyKey: sent.idempotencyKey }) });
    });
    const { status, headers } = result.response;
    const asked = /^\d+$/.test(headers.get("retry-after") ?? "") ? Number(headers.get("retry-after")) * 1000 : 0;
    const wait = asked === 0 ? Math.min(8000, 1000 * 2 ** (times - 1)) : asked;
    if (status !== 409 || now() + wait > until) return dataOf(result, sent);
    await pause(wait, { clock, signal });
  }
}
