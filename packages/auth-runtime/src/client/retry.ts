/**
 * Sends calls again that failed for a while.
 * @module
 */
import { systemClock, waitingOn } from "../clock.ts";
import type { Clock } from "../session/types.ts";

/** How often, and how long to wait at most. */
export interface RetryOptions {
  /** How often a call is sent at most, the first time included. Default 3. A replay after a 401 does not count. */
  readonly attempts?: number | undefined;
  /** ms that one wait may take at most. Default 20,000. A server that asks for more is not waited for: its answer is the caller's at once. */
  readonly cap?: number | undefined;
}

/** What a client takes as `retry`. */
export type Retry = (call: Sent, fetch: typeof globalThis.fetch, attempt: (fetch: typeof globalThis.fetch) => Promise<Response>) => Promise<Response>;
interface Sent {
  readonly method: string;
  /** Absent where the call can have none. */
  readonly headers: Headers | undefined;
  /** What the call itself says. */
  readonly wanted: boolean | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal | null | undefined;
  /** When the call's time is over, on the monotonic clock. */
  readonly until: number;
}

/** How long the first wait may be, in ms; the next may be twice as long. */
const first = 500;

/**
 * Sends a call again after a network error, 408, 429, 500, 502, 503 or 504: GET, HEAD, PUT, DELETE and OPTIONS; another method only when the call says
 * `retry: true` or carries an `Idempotency-Key` header; a body that is a stream never. It waits as long as `Retry-After` says, else a random time
 * below 500, 1,000, 2,000 … ms. Abort and `timeout` end a wait at once; a wait that would outlast the timeout is not begun.
 * What the last attempt gave is the caller's. A body that breaks off while it is read is not asked for again.
 *
 * @example
 * import { retry } from "@freshkey/auth-runtime/retry";
 * const flexcharge = createFlexChargeClient({ credentials, retry: retry({ attempts: 3, cap: 20_000 }), timeout: 60_000 });
 */
export function retry({ attempts = 3, cap = 20_000 }: RetryOptions = {}): Retry {
  return async (call, fetch, attempt) => {
    for (let sent = 1; ; sent += 1) {
      let isLost = false;
      // Only fetch itself: what a session throws has its own pauses, and a mistake in a mapping stays one.
      const watched: typeof fetch = (...all) =>
        fetch(...all).catch((error: unknown) => {
          isLost = true;
          throw error;
        });
      const outcome = await attempt(watched).catch((error: unknown) => ({ error }));
      const response = "error" in outcome ? undefined : outcome;
      const mayAgain = sent < attempts && !call.signal?.aborted && isRepeatable(call) && (response ? passing.has(response.status) : isLost);
      const asked = response && retryAfter(response.headers, call.clock.now());
      const wait = asked === undefined ? Math.random() * Math.min(cap, first * 2 ** (sent - 1)) : asked * (1 + Math.random() / 10);
      if (!mayAgain || (asked ?? 0) > cap || call.clock.monotonic() + wait >= call.until) {
        if ("error" in outcome) throw outcome.error;
        return outcome;
      }
      response?.body?.cancel().catch(() => {});
      await pause(wait, call);
    }
  };
}

const passing = new Set([408, 429, 500, 502, 503, 504]);

function isRepeatable({ method, headers, wanted }: Sent): boolean {
  return wanted ?? (/^(GET|HEAD|PUT|DELETE|OPTIONS)$/.test(method) || (!!headers && [...headers.keys()].some((name) => /(^|-)idempotency-(key|token)$/.test(name))));
}

/**
 * ms to stay away, as the server says in `Retry-After` (RFC 9110, 10.2.3): seconds, or a date by its own clock. Undefined where it says nothing that makes sense.
 * `now`: ms since the epoch, for a server that shows no `Date`.
 *
 * @example
 * const headers = new Headers({ "retry-after": "0" });
 * await pause(retryAfter(headers, Date.now()) ?? 1000);
 */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const text = headers.get("retry-after") as string;
  if (/^\d+$/.test(text)) return +text * 1000;
  // By the server's own clock, where it shows it.
  const left = /^[A-Z][a-z]{2,8}, .+ GMT$/.test(text) ? Date.parse(text) - (Date.parse(headers.get("date") as string) || now) : Number.NaN;
  return Number.isNaN(left) ? undefined : Math.max(0, left);
}

/**
 * Waits so many ms, by the machine's clock if none is given. An abort ends it at once, with the signal's reason.
 *
 * @example
 * await pause(1000, { signal });
 */
export function pause(ms: number, { clock = systemClock, signal }: { readonly clock?: Pick<Clock, "after"> | undefined; readonly signal?: AbortSignal | null | undefined } = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = () => {
      cancel();
      reject((signal as AbortSignal).reason);
    };
    // Somebody is waiting for the call.
    const cancel = waitingOn(clock)(ms, () => {
      signal?.removeEventListener("abort", stop);
      resolve();
    });
    signal?.addEventListener("abort", stop, { once: true });
  });
}
