import type { Clock } from "./session/types.ts";

/** The machine's clocks. Timers never keep a process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: (ms, callback) => {
    // Beyond 2^31-1 ms a timer would fire at once.
    const timer = setTimeout(callback, Math.min(ms, 2147483647)) as unknown as { unref?: () => void };
    timer.unref?.();
    return () => clearTimeout(timer as unknown as number);
  },
};
