import type { Clock } from "@freshkey/auth-runtime";

/** The machine's clock, which runs on, and can be moved ahead. */
export interface RunningClock extends Clock {
  advance(ms: number): void;
}

/** `shift`: ms by which its wall time is wrong. */
export function runningClock(shift: number = 0): RunningClock {
  let ahead = 0;
  const timers = new Set<() => void>();
  const monotonic = (): number => performance.now() + ahead;
  return {
    now: () => Date.now() + shift + ahead,
    monotonic,
    after(ms, callback) {
      const due = monotonic() + ms;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const end = (): void => {
        clearTimeout(timer);
        timers.delete(look);
      };
      const look = (): void => {
        clearTimeout(timer);
        const left = due - monotonic();
        if (left > 0) {
          timer = setTimeout(look, left);
          return;
        }
        end();
        callback();
      };
      timers.add(look);
      timer = setTimeout(look, ms);
      return end;
    },
    advance(ms) {
      ahead += ms;
      for (const look of timers) look();
    },
  };
}
