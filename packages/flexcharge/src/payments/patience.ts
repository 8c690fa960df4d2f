import { isAuthError, type Clock } from "@freshkey/auth-runtime";
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

/** Its timers keep a process alive: somebody is waiting. */
const ownClock: NonNullable<Patience["clock"]> = {
  monotonic: () => performance.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

type Answered = Parameters<typeof dataOf>[0];

/** Sends the same call again while it is answered 409; every failure carries the call's key. */
export async function settled<Result extends Answered>(
  send: () => Promise<Result>,
  sent: Sent,
  { signal, timeout = 60_000, clock = ownClock }: Patience,
): Promise<Extract<Result, { readonly ok: true }>["data"]> {
  const until = clock.monotonic() + timeout;
  for (let times = 1; ; times += 1) {
    const result = await send().catch((error: unknown) => {
      signal?.throwIfAborted();
      if (isAuthError(error)) throw error;
      throw new FlexChargeError("lost", { cause: error, ...(sent.idempotencyKey === undefined ? {} : { idempotencyKey: sent.idempotencyKey }) });
    });
    const { status, headers } = result.response;
    const asked = /^\d+$/.test(headers.get("retry-after") ?? "") ? Number(headers.get("retry-after")) * 1000 : 0;
    const wait = asked === 0 ? Math.min(8000, 1000 * 2 ** (times - 1)) : asked;
    if (status !== 409 || clock.monotonic() + wait > until) return dataOf(result, sent);
    await pause(wait, clock, signal);
  }
}

function pause(ms: number, clock: NonNullable<Patience["clock"]>, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason as Error);
    const stop = (): void => {
      cancel();
      reject(signal?.reason as Error);
    };
    const cancel = clock.after(ms, () => {
      signal?.removeEventListener("abort", stop);
      resolve();
    });
    signal?.addEventListener("abort", stop, { once: true });
  });
}
