import type { Clock } from "../session/types.ts";

/** A clock that stands still until it is moved. Give it to a session as `clock`. */
export interface TestClock extends Clock {
  /** Moves both times forward by so many ms, and calls back what is due. */
  advance(ms: number): void;
  /** Wall time, ms since the epoch. */
  wall: number;
  /** Monotonic time, ms. Moved apart from `wall`, it is a machine whose clock was set. */
  mono: number;
  /** How many timers wait. */
  readonly pending: () => number;
}

/**
 * A clock for tests. It starts at `start`, ms since the epoch (default: 2026-01-01 UTC).
 *
 * @example
 * const clock = testClock();
 * const session = createSession(chain, { credentials, clock, fetch: stub });
 * await session.getToken();
 * clock.advance(3_600_000); // its token is dead now
 */
export function testClock(start: number = Date.UTC(2026, 0, 1)): TestClock {
  let timers: { readonly at: number; readonly callback: () => void }[] = [];
  const clock: TestClock = {
    wall: start,
    mono: 0,
    now: () => clock.wall,
    monotonic: () => clock.mono,
    after(ms, callback) {
      const timer = { at: clock.mono + ms, callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    advance(ms) {
      clock.wall += ms;
      clock.mono += ms;
      const due = timers.filter((timer) => timer.at <= clock.mono).sort((a, b) => a.at - b.at);
      timers = timers.filter((timer) => timer.at > clock.mono);
      for (const timer of due) timer.callback();
    },
    pending: () => timers.length,
  };
  return clock;
}
