import type { Clock } from "@freshkey/auth-runtime";

/** A clock that runs as the machine's does, some time ahead of it. */
export interface AheadClock extends Clock {
  /** ms. */
  ahead: number;
}

export function aheadClock(ahead: number = 0): AheadClock {
  const clock: AheadClock = {
    ahead,
    now: () => Date.now() + clock.ahead,
    monotonic: () => performance.now() + clock.ahead,
    after(ms, callback) {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
  };
  return clock;
}
