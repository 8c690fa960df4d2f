import type { Clock } from "@freshkey/auth-runtime";

/** A clock that moves only when it is told to, and counts what waits on it. */
export interface VirtualClock extends Clock {
  advance(ms: number): void;
  /** Callbacks that have been asked for and have not come yet. */
  readonly waiting: number;
  /** The most that ever waited at once. */
  readonly most: number;
}

/** `at`: how far it has come already, ms. `skew`: how far its wall time is off, ms. */
export function virtualClock({ at: begin = 0, skew = 0 }: { readonly at?: number; readonly skew?: number } = {}): VirtualClock {
  const start = Date.UTC(2026, 0, 1) + skew;
  let at = begin;
  let most = 0;
  const timers = new Map<number, { readonly due: number; readonly callback: () => void }>();
  let serial = 0;
  return {
    now: () => start + at,
    monotonic: () => at,
    after(ms, callback) {
      const id = (serial += 1);
      timers.set(id, { due: at + ms, callback });
      most = Math.max(most, timers.size);
      return () => void timers.delete(id);
    },
    advance(ms) {
      at += ms;
      for (const [id, { due, callback }] of timers) {
        if (due > at) continue;
        timers.delete(id);
        callback();
      }
    },
    get waiting() {
      return timers.size;
    },
    get most() {
      return most;
    },
  };
}

/** Lets everything that needs no time come to an end. */
export const settle = (): Promise<void> => new Promise((done) => setImmediate(done));
