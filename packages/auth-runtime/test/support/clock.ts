import type { Clock } from "../../src/index.ts";

/** A clock that stands still until it is moved. `wall` and `mono` can also be moved apart. */
export interface TestClock extends Clock {
  advance(ms: number): void;
  wall: number;
  mono: number;
  readonly pending: () => number;
}

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
