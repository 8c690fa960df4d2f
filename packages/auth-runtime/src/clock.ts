import type { Clock } from "./session/types.ts";

/** The machine's clocks. Timers never keep a process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: (ms, callback) => later(ms, callback, true),
};

/** `after` of a clock, for what somebody waits for: the machine's then keeps the process alive. */
export const waitingOn = (clock: Pick<Clock, "after">): Clock["after"] => (clock === systemClock ? later : clock.after);

/** ms from now on, by the clock that shows more: one stands while the machine sleeps, the other may be set back. */
export function stopwatch(clock: Clock): () => number {
  const [wall, start] = [clock.now(), clock.monotonic()];
  return () => Math.max(clock.now() - wall, clock.monotonic() - start);
}

function later(ms: number, callback: () => void, idle?: boolean): () => void {
  // Beyond 2^31-1 ms a timer would fire at once.
  const timer = setTimeout(callback, Math.min(ms, 2147483647)) as unknown as { unref?: () => void };
  if (idle) timer.unref?.();
  return () => clearTimeout(timer as unknown as number);
}
