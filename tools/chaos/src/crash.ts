import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dice, pick } from "./dice.ts";
import { fleetOf, type Fleet, type Writer } from "./fleet.ts";
import { observe } from "./observer.ts";
import { round } from "./round.ts";
import { openStage, type Stage } from "./stage.ts";
import type { Place, Point } from "./writer/talk.ts";

export interface Crash {
  readonly rotation: Stage["rotation"];
  readonly rounds: number;
  /** kill -9, by the moment. */
  readonly kills: Readonly<Record<Moment, number>>;
  readonly killed: number;
  /** Killed ones whose intent lay in the store: what they had sent, nobody knows. */
  readonly inWindow: number;
  /** SIGSTOP for longer than the intent holds, then SIGCONT. */
  readonly stops: number;
  /** Late writes of stopped ones that the store refused. */
  readonly late: number;
  readonly restarts: number;
  readonly calls: number;
  readonly failed: readonly string[];
  readonly unreadable: number;
  readonly regressions: number;
  readonly alarms: number;
  /** Beyond the first. */
  readonly logins: number;
  /** Rounds with more logins than holders that were lost in the window. */
  readonly tooMany: readonly string[];
  readonly degraded: number;
  readonly printed: readonly string[];
}

type Moment = "any" | "committed" | Point;

export interface Wishes {
  readonly kind: Place["kind"];
  readonly rotation?: Stage["rotation"];
  readonly kills: number;
  readonly seed: number;
  /** Redis is killed and started empty so many times. */
  readonly restarts?: number;
  /** Files that are nobody's, laid into the folder half-way. */
  readonly stray?: number;
  readonly skews?: readonly number[];
  readonly tell?: (killed: number) => void;
}

const minutes = 60_000;
const day = 86_400_000;
/** Off by as much as clocks are, and by as much as they should never be. */
const skewed: readonly number[] = [0, 10 * minutes, -10 * minutes, day, -day, 0, 5 * minutes, -1_000];
const moments: readonly Moment[] = ["any", "committed", "intent linked", "tokens linked", "answered"];

/** Processes on one store that are killed at the worst moments, one in each round; every round begins with a dead token. */
export async function crash({ kind, rotation = "strict", kills, seed, restarts = 0, stray = 0, skews = skewed, tell = () => {} }: Wishes): Promise<Crash> {
  const random = dice(seed);
  const stage = await openStage(kind, rotation);
  const fleet = fleetOf(stage, skews);
  const observer = observe(stage);
  const tally = {
    kills: { any: 0, committed: 0, "intent linked": 0, "tokens linked": 0, answered: 0 },
    killed: 0,
    inWindow: 0,
    stops: 0,
    restarts: 0,
    calls: 0,
    failed: [] as string[],
    tooMany: [] as string[],
  };
  try {
    await Promise.all(skews.map((_, slot) => fleet.start(slot)));
    await round(fleet).finish();
    stage.count();
    let rounds = 0;
    let shaken = 0;
    for (; tally.killed < kills; rounds += 1) {
      if (stray > 0 && tally.killed * 2 >= kills && kind === "file") {
        litter(stage, observer.key, stray);
        stray = 0;
      }
      const restarting = tally.restarts < restarts && rounds % Math.ceil(kills / restarts) === 1;
      const stopping = !restarting && rounds % 10 === 5;
      const before = stage.count();
      const lost = await play(restarting, stopping);
      const after = stage.count();
      // A store that was down and lost all: everybody, the one who replaces the killed one too, may log in for himself, and again when it is back.
      if (restarting) shaken = 2;
      shaken -= 1;
      const allowed = shaken >= 0 ? skews.length + 1 : rotation === "grace" ? 0 : lost;
      if (after.logins - before.logins > allowed) tally.tooMany.push(`round ${rounds}: ${after.logins - before.logins} logins, ${lost} lost in the window`);
      if (tally.killed % 50 === 0) tell(tally.killed);
    }
    const seen = fleet.seen();
    const { logins, alarms } = stage.count();
    return {
      rotation,
      rounds,
      ...tally,
      late: seen.late,
      unreadable: seen.unreadable + observer.unreadable,
      regressions: seen.regressions + observer.regressions,
      degraded: seen.degraded,
      alarms,
      logins: logins - 1,
      printed: fleet.printed,
    };
  } finally {
    await fleet.close();
    observer.close();
    await stage.close();
  }

  /** One round. Resolves to how many holders were lost in the window: a login each may be what that costs. */
  async function play(restarting: boolean, stopping: boolean): Promise<number> {
    const moment: Moment = stopping ? "answered" : pick(random, moments);
    await fleet.step(3_600_000);
    const victim = Promise.withResolvers<Writer>();
    const disarm = await arm(fleet, stage, moment, victim.resolve, random);
    const calls = round(fleet);
    const finished = calls.finish();
    let lost = 0;
    if (restarting) {
      await stage.redis?.kill();
      await Promise.all(fleet.running().map((writer) => writer.ask({ do: "forget" })));
      observer.forget();
      await stage.redis?.start();
      tally.restarts += 1;
    }
    // Where nobody comes by the moment, the round ends without a victim.
    const one = await Promise.race([victim.promise, finished.then(() => undefined)]);
    if (one && stopping) {
      one.stop();
      tally.stops += 1;
      lost += 1;
      // It is let go before it hears of the time that has passed: what it does then, it does too late.
      await disarm();
      await finished;
      one.resume();
    } else if (one) {
      await one.kill();
      tally.kills[moment] += 1;
      tally.killed += 1;
      const found = await observer.look();
      if (found?.record.intent && one.intents.has(found.record.intent.id)) lost += 1;
      tally.inWindow += lost;
      await disarm();
      calls.join(await fleet.start(fleet.slots.indexOf(one)));
    } else await disarm();
    await finished;
    const { calls: made, failed } = await calls.finish();
    tally.calls += made;
    tally.failed.push(...failed.map((error) => `${moment}${restarting ? ", restarting" : ""}: ${error}`));
    await fleet.step(0);
    await observer.look();
    return lost;
  }
}

/** Waits for somebody at the moment. Gives a function that lets go of everybody else. */
async function arm(fleet: Fleet, { mock }: Stage, moment: Moment, meet: (victim: Writer) => void, random: () => number): Promise<() => Promise<unknown>> {
  const all = fleet.running();
  if (moment === "any") {
    const victim = pick(random, all);
    const timer = setTimeout(() => meet(victim), random() * 40);
    return async () => clearTimeout(timer);
  }
  if (moment === "committed") {
    // The mock has done its part, and its answer does not get away.
    const fault = mock.fault({ kind: "delay", time: "P1D", on: "token" });
    const timer = setInterval(() => {
      const exchange = fault.hits > 0 && mock.journal.findLast(({ faults }) => faults?.includes("delay"));
      const sender = exchange && all.find(({ name, alive }) => alive && String(name) === exchange.request.headers["x-writer"]);
      if (sender) meet(sender);
    }, 1);
    return async () => {
      clearInterval(timer);
      fault.remove();
    };
  }
  for (const writer of all) writer.atPoint = () => meet(writer);
  await Promise.all(all.map((writer) => writer.ask({ do: "arm", point: moment })));
  return async () => {
    for (const writer of all) writer.atPoint = undefined;
    await Promise.all(all.map((writer) => Promise.race([writer.ask({ do: "arm" }), writer.halted])));
  };
}

/** Files that no token store wrote. */
function litter({ place }: Stage, key: string, count: number): void {
  if (place.kind !== "file") return;
  const folder = join(place.root, createHash("sha256").update(key).digest("hex"));
  mkdirSync(join(folder, "tmp"), { recursive: true });
  for (let number = 0; number < count; number += 1)
    writeFileSync(join(folder, number % 2 ? "tmp" : ".", `${pick(Math.random, ["v", "stray-", "v0", "vx"])}${"x".repeat(number % 3)}-${number}`), "canary-stray");
}
