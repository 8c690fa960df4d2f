import { fork } from "node:child_process";
import type { Stage } from "./stage.ts";
import type { Order, Point, Report, Seen, Setting } from "./writer/talk.ts";

type Done = Extract<Report, { readonly say: "done" }>;
type Wish = Order extends infer One ? (One extends Order ? Omit<One, "id"> : never) : never;

/** A process that was started. */
export interface Writer {
  readonly name: number;
  /** The intents that it said it would write. */
  readonly intents: Set<string>;
  seen: Seen | undefined;
  stopped: boolean;
  alive: boolean;
  /** Resolves to `undefined` when it dies before it is done. */
  ask(wish: Wish): Promise<Done | undefined>;
  /** Called when it stays at the point it was armed for. */
  atPoint: ((point: Point) => void) | undefined;
  kill(): Promise<void>;
  stop(): void;
  /** Resolves when it is stopped. */
  readonly halted: Promise<void>;
  resume(): void;
}

/** Everything that the processes of a fleet have printed: nothing is expected. */
export interface Fleet {
  readonly slots: (Writer | undefined)[];
  readonly printed: string[];
  /** What became of all that ever ran, added up. */
  seen(): Seen;
  /** ms of virtual time so far. */
  at(): number;
  start(slot: number): Promise<Writer>;
  /** The ones that run. */
  running(): Writer[];
  /** Moves everybody's time, the mock's too, and waits until nothing is on its way any more. */
  step(ms: number): Promise<void>;
  close(): Promise<void>;
}

/** `skews`: how far each slot's clock is off, ms. */
export function fleetOf({ mock, place, rotation, writer: program }: Stage, skews: readonly number[]): Fleet {
  const slots: (Writer | undefined)[] = skews.map(() => undefined);
  const printed: string[] = [];
  const gone: Seen[] = [];
  let at = 0;
  let names = 0;

  async function start(slot: number): Promise<Writer> {
    const name = (names += 1);
    const setting: Setting = { name, url: mock.url, place, rotation, at, skew: skews[slot] ?? 0 };
    const child = fork(program, [JSON.stringify(setting)], { stdio: ["ignore", "pipe", "pipe", "ipc"], execArgv: [] });
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (text) => printed.push(String(text)));
    const waiting = new Map<number, (done: Done | undefined) => void>();
    let serial = 0;
    const ready = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<void>();
    let halt = Promise.withResolvers<void>();
    const self: Writer = {
      name,
      intents: new Set(),
      seen: undefined,
      stopped: false,
      alive: true,
      atPoint: undefined,
      ask: (wish) =>
        new Promise((done) => {
          if (!self.alive) return done(undefined);
          const id = (serial += 1);
          waiting.set(id, done);
          child.send({ ...wish, id }, () => {});
        }),
      get halted() {
        return halt.promise;
      },
      async kill() {
        child.kill("SIGKILL");
        await ended.promise;
      },
      stop() {
        self.stopped = true;
        child.kill("SIGSTOP");
        halt.resolve();
      },
      resume() {
        self.stopped = false;
        halt = Promise.withResolvers<void>();
        child.kill("SIGCONT");
      },
    };
    child.on("message", (report: Report) => {
      if (report.say === "ready") ready.resolve();
      if (report.say === "intent") self.intents.add(report.intent);
      if (report.say === "at") self.atPoint?.(report.point);
      if (report.say !== "done") return;
      self.seen = report.seen;
      waiting.get(report.id)?.(report);
      waiting.delete(report.id);
    });
    // After all that it said has been read.
    child.on("close", () => {
      self.alive = false;
      if (self.seen) gone.push(self.seen);
      self.seen = undefined;
      for (const done of waiting.values()) done(undefined);
      waiting.clear();
      ready.resolve();
      ended.resolve();
    });
    slots[slot] = self;
    await ready.promise;
    return self;
  }

  const running = (): Writer[] => slots.filter((writer): writer is Writer => writer?.alive === true && !writer.stopped);
  return {
    slots,
    printed,
    start,
    running,
    at: () => at,
    seen: () => [...gone, ...slots.flatMap((writer) => writer?.seen ?? [])].reduce(sum, none),
    async step(ms) {
      at += ms;
      mock.advance(ms);
      const all = slots.filter((writer) => writer?.alive);
      await Promise.all(all.map((writer) => Promise.race([writer?.ask({ do: "step", ms }), writer?.halted])));
    },
    async close() {
      await Promise.all(slots.flatMap((writer) => writer?.kill() ?? []));
    },
  };
}

const none: Seen = { loads: 0, swaps: 0, lost: 0, late: 0, regressions: 0, unreadable: 0, degraded: 0 };

function sum(one: Seen, other: Seen): Seen {
  return Object.fromEntries(Object.entries(one).map(([name, count]) => [name, count + other[name as keyof Seen]])) as unknown as Seen;
}
