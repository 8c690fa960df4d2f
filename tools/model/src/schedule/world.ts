import type { Clock } from "@freshkey/auth-runtime";
import { below, pick, type Dice } from "../dice.ts";

/** One process, with its own clocks. It runs only when the schedule lets it. */
export interface Body {
  readonly name: string;
  readonly clock: Clock;
  dead: boolean;
  /** Stopped until then, by the world's time. */
  pausedUntil: number;
  /** ms by which its wall clock is off, and by which its monotonic clock lags (it slept). */
  skew: number;
  lag: number;
}

interface Task {
  readonly what: string;
  /** Whose code runs then; nobody's: a server's or a store's. */
  readonly of: Body | undefined;
  /** It happens by then at the latest. */
  readonly latest: number;
  run(): void;
}

interface Timer {
  readonly of: Body;
  at: number;
  callback(): void;
}

/** Virtual time, and everything that can happen next. */
export interface World {
  now: number;
  readonly steps: string[];
  body(name: string, skew: number): Body;
  /** Something that will happen: when, the schedule decides. */
  later(what: string, of: Body | undefined, run: () => void, within?: number): void;
  /** Lets one thing happen. `false`: nothing can but time. */
  step(): boolean;
  /** Moves time to the next timer, resumption or deadline, at most by `ms`. */
  pass(ms: number): void;
  readonly timers: () => number;
}

const start = Date.UTC(2026, 0, 1);

export function openWorld(roll: Dice): World {
  let tasks: Task[] = [];
  let timers: Timer[] = [];
  const awake = (of: Body | undefined) => !of || of.pausedUntil <= world.now;
  const mono = (of: Body) => world.now - of.lag;
  const fire = () => {
    timers = timers.filter((timer) => !timer.of.dead);
    for (const timer of timers.filter((one) => awake(one.of) && one.at <= mono(one.of)).sort((a, b) => a.at - b.at)) {
      if (!timers.includes(timer)) continue;
      timers = timers.filter((one) => one !== timer);
      timer.callback();
    }
  };
  const world: World = {
    now: 0,
    steps: [],
    body(name, skew) {
      const one: Body = {
        name,
        dead: false,
        pausedUntil: 0,
        skew,
        lag: 0,
        clock: {
          now: () => start + world.now + one.skew,
          monotonic: () => mono(one),
          after(ms, callback) {
            const timer = { of: one, at: Math.ceil(mono(one) + ms), callback };
            timers.push(timer);
            return () => {
              timers = timers.filter((other) => other !== timer);
            };
          },
        },
      };
      return one;
    },
    later(what, of, run, within = Infinity) {
      tasks.push({ what, of, run, latest: world.now + within });
    },
    step() {
      tasks = tasks.filter((task) => !task.of?.dead);
      const ready = tasks.filter((task) => awake(task.of));
      if (ready.length === 0) return false;
      const due = ready.find((task) => task.latest <= world.now);
      const task = due ?? pick(roll, ready);
      tasks.splice(tasks.indexOf(task), 1);
      world.steps.push(`${world.now} ${task.of?.name ?? "-"} ${task.what}`);
      // What happens between two things takes a little time.
      world.now += below(roll, 20);
      task.run();
      fire();
      return true;
    },
    pass(ms) {
      // What must have happened by now comes first.
      if (tasks.some((one) => !one.of?.dead && awake(one.of) && one.latest <= world.now)) return;
      const ends = [
        ...timers.filter((one) => !one.of.dead).map((one) => Math.max(one.at + one.of.lag, one.of.pausedUntil)),
        ...tasks.filter((one) => !one.of?.dead).map((one) => Math.max(one.latest, one.of?.pausedUntil ?? 0)),
        world.now + ms,
      ].filter((at) => at > world.now && at < Infinity);
      world.now = Math.min(world.now + ms, ...ends);
      fire();
    },
    timers: () => timers.filter((one) => !one.of.dead).length,
  };
  return world;
}
