/** The mock's clock: hand it to `createSession({ clock })`, so that the client and the mock agree on the time. All in ms. */
export interface MockClock {
  /** Wall time, ms since the epoch. */
  now(): number;
  /** Time that never goes back. */
  monotonic(): number;
  /** Calls back after `ms` of the mock's time; returns a function that calls it off. Keeps no process alive. */
  after(ms: number, callback: () => void): () => void;
}

/** What the mock's clock runs on. Parts that are left out are the real ones. */
export interface BaseClock {
  now(): number;
  monotonic?(): number;
  after?(ms: number, callback: () => void): () => void;
}

export interface AdvancingClock extends MockClock {
  advance(ms: number): void;
  stop(): void;
}

interface Timer {
  readonly due: number;
  readonly callback: () => void;
  cancel: () => void;
}

export function createClock(base?: BaseClock, startAt?: number): AdvancingClock {
  const now = base?.now.bind(base) ?? Date.now;
  const ticks = base?.monotonic?.bind(base) ?? (base ? now : () => performance.now());
  const later = base?.after?.bind(base) ?? realTimer;
  const shift = startAt === undefined ? 0 : startAt - now();
  let advanced = 0;
  let timers: readonly Timer[] = [];

  const monotonic = (): number => ticks() + advanced;
  const drop = (timer: Timer): void => {
    timer.cancel();
    timers = timers.filter((other) => other !== timer);
  };
  const arm = (timer: Timer): void => {
    timer.cancel = later(Math.max(0, timer.due - monotonic()), () => {
      if (timer.due > monotonic()) return arm(timer);
      drop(timer);
      timer.callback();
    });
  };

  return {
    // Monotonic time has fractions, wall time has none.
    now: () => Math.floor(now() + shift + advanced),
    monotonic,
    after(ms, callback) {
      const timer: Timer = { due: monotonic() + ms, callback, cancel: () => {} };
      timers = [...timers, timer];
      arm(timer);
      return () => drop(timer);
    },
    advance(ms) {
      const until = monotonic() + ms;
      // Exactly that far, however long this takes: a life of so many ms is over after so many ms.
      const target = advanced + ms;
      for (;;) {
        // One at a time: a callback may set or call off others.
        const [next] = timers.filter((timer) => timer.due <= until).sort((one, other) => one.due - other.due);
        if (!next) break;
        advanced += Math.max(0, next.due - monotonic());
        drop(next);
        next.callback();
      }
      advanced = Math.max(advanced, target);
      for (const timer of timers) {
        timer.cancel();
        arm(timer);
      }
    },
    stop() {
      for (const timer of timers) timer.cancel();
      timers = [];
    },
  };
}

function realTimer(ms: number, callback: () => void): () => void {
  // setTimeout turns a longer wait into none at all.
  const timer = setTimeout(callback, Math.min(ms, 2_147_483_647));
  timer.unref();
  return () => clearTimeout(timer);
}
