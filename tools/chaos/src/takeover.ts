import type { Fleet, Writer } from "./fleet.ts";
import { observe } from "./observer.ts";
import { round } from "./round.ts";
import { openStage, type Stage } from "./stage.ts";
import type { Place } from "./writer/talk.ts";
import { fleetOf } from "./fleet.ts";

export interface Takeover {
  /** Holders that were killed after they had sent, before they had an answer. */
  readonly dead: number;
  /** ms of virtual time from the intent to the first answered call of the others, at most; the intent holds for 15 s. */
  readonly worst: number;
  /** Calls made while the old token lived and the holder was dead, and how many of them failed or had to wait. */
  readonly calls: number;
  readonly failed: number;
  readonly waited: number;
  /** Holders that were stopped beyond their intent, and wrote afterwards. */
  readonly stopped: number;
  /** How many of those writes the store refused. */
  readonly refused: number;
  /** Rounds after which the record was not as the others had left it. */
  readonly changed: number;
  readonly alarms: number;
}

const step = 250;

/** A holder of an intent dies, or is stopped: what do the others get, and when? */
export async function takeover(kind: Place["kind"], deaths: number, stops: number): Promise<Takeover> {
  const stage = await openStage(kind);
  const fleet = fleetOf(stage, [0, 0, 0]);
  const observer = observe(stage);
  const tally = { dead: 0, worst: 0, calls: 0, failed: 0, waited: 0, stopped: 0, changed: 0 };
  try {
    await Promise.all(fleet.slots.map((_, slot) => fleet.start(slot)));
    await round(fleet).finish();
    for (let death = 0; death < deaths; death += 1) {
      if (death % 2) await dieWhileTheOldOneLives();
      else await dieWhenItIsDead();
      stage.count();
    }
    for (let stop = 0; stop < stops; stop += 1) {
      await writeLate();
      stage.count();
    }
    return { ...tally, refused: fleet.seen().late, alarms: stage.count().alarms };
  } finally {
    await fleet.close();
    observer.close();
    await stage.close();
  }

  /** Kills whoever sends a token request, once the mock has answered it. Resolves to when that was, in virtual time. */
  async function killSender(): Promise<number> {
    const one = await sender(stage, fleet);
    await one.kill();
    tally.dead += 1;
    return fleet.at();
  }

  async function dieWhenItIsDead(): Promise<void> {
    await fleet.step(3_600_000);
    const first: Promise<unknown>[] = [];
    let answered = Infinity;
    for (const writer of fleet.running()) first.push(writer.ask({ do: "call" }).then((done) => (done?.status === 200 ? (answered = Math.min(answered, fleet.at())) : undefined)));
    const died = await killSender();
    while (answered === Infinity && fleet.at() < died + 60_000) await fleet.step(step);
    tally.worst = Math.max(tally.worst, answered - died);
    for (let turn = 0; turn < 8; turn += 1) await fleet.step(step);
    await Promise.all(first);
    await renew();
  }

  async function dieWhileTheOldOneLives(): Promise<void> {
    // 200 s are left: renewed in the background from now on.
    await fleet.step(3_400_000);
    for (const writer of fleet.running()) void writer.ask({ do: "call" });
    const died = await killSender();
    while (fleet.at() < died + 20_000) {
      const made = await Promise.all(fleet.running().map(async (writer) => ({ ...(await writer.ask({ do: "call" })), at: fleet.at() })));
      tally.calls += made.length;
      tally.failed += made.filter(({ status }) => status !== 200).length;
      tally.waited += made.filter(({ at }) => at !== fleet.at()).length;
      await fleet.step(step);
    }
    await renew();
  }

  /** A new process in the place of the dead one, and a fresh start for all. */
  async function renew(): Promise<void> {
    for (const [slot, writer] of fleet.slots.entries()) if (!writer?.alive) await fleet.start(slot);
    await round(fleet).finish();
  }

  async function writeLate(): Promise<void> {
    await fleet.step(3_600_000);
    const all = fleet.running();
    const met = new Promise<Writer>((meet) => {
      for (const writer of all) writer.atPoint = () => meet(writer);
    });
    await Promise.all(all.map((writer) => writer.ask({ do: "arm", point: "answered" })));
    const calls = round(fleet);
    const finished = calls.finish();
    const one = await met;
    one.stop();
    tally.stopped += 1;
    // Let go before it hears of the time that has passed.
    for (const writer of all) void writer.ask({ do: "arm" });
    await finished;
    const before = await observer.look();
    one.resume();
    await calls.finish();
    await fleet.step(0);
    const after = await observer.look();
    if (!before || before.version !== after?.version) tally.changed += 1;
  }
}

/** Whoever sends the next token request; its answer is made, and does not arrive. */
async function sender({ mock }: Stage, fleet: Fleet): Promise<Writer> {
  const fault = mock.fault({ kind: "delay", time: "P1D", on: "token" });
  try {
    for (let turn = 0; turn < 20_000; turn += 1) {
      const exchange = fault.hits > 0 && mock.journal.findLast(({ faults }) => faults?.includes("delay"));
      const one = exchange && fleet.running().find(({ name }) => String(name) === exchange.request.headers["x-writer"]);
      if (one) return one;
      await new Promise((done) => setTimeout(done, 1));
    }
    throw new Error("Nobody asks for a token.");
  } finally {
    fault.remove();
  }
}
