import type { Clock } from "../session/types.ts";

/**
 * Ends work after `ms`, or when the caller aborts, whatever the work makes of its signal.
 * The caller's signal is listened to only while the work lasts: a platform's own fetch would keep listening to it. A stream outlives the work, and is aborted with it.
 */
export function timed<T>(clock: Clock, ms: number, caller: AbortSignal | null | undefined, isStream: boolean, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const controller = new AbortController();
    const { signal } = controller;
    const leave = () => {
      cancel?.();
      caller?.removeEventListener("abort", abort);
    };
    const end = (reason: unknown) => {
      leave();
      controller.abort(reason);
      reject(reason);
    };
    const abort = () => end((caller as AbortSignal).reason);
    const cancel = ms < Infinity ? clock.after(ms, () => end(new DOMException(`The call took longer than ${ms} ms.`, "TimeoutError"))) : undefined;
    if (caller?.aborted) return abort();
    caller?.addEventListener("abort", abort);
    work(isStream && caller ? AbortSignal.any([caller, signal]) : signal)
      .finally(leave)
      .then(resolve, reject);
  });
}
