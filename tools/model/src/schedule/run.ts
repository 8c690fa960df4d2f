import { below, chance } from "../dice.ts";
import { actor } from "./acts.ts";
import { openStage, type Process } from "./stage.ts";

/** What a schedule came to. */
export interface Told {
  readonly seed: number;
  readonly violations: readonly string[];
  readonly steps: readonly string[];
  readonly faults: number;
  readonly calls: number;
  readonly tokenCalls: number;
  readonly logins: number;
  readonly shape: string;
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

/** Runs the real sessions of a few processes under one schedule, drawn by `seed`, with virtual time. */
export async function runSchedule(seed: number): Promise<Told> {
  const stage = openStage(seed);
  const { roll, world, server, links, tellsAge, users, shape, violations, bad, tally, now, open, signedOut, track } = stage;
  const act = actor(stage);
  const originalRandom = Math.random;
  Math.random = roll;
  const unhandled = (error: unknown) => bad(`unhandled: ${String(error)}`);
  globalThis.process.on("unhandledRejection", unhandled);

  /** Callers that are waited for too long: each process awake all the while. */
  const limit = 180_000;
  const overdue = () => {
    for (const one of open)
      if (world.now - Math.max(one.since, one.of.body.pausedUntil) > limit) {
        bad(`deadlock: a ${one.what} of ${one.of.body.name} is open for ${Math.round((world.now - one.since) / 1000)} s`);
        open.delete(one);
      }
  };
  const drain = async () => {
    for (let turn = 0; open.size > 0 && turn < 4000 && violations.length === 0; turn += 1) {
      await settle();
      if (!world.step()) world.pass(5_000);
      overdue();
    }
    if (open.size > 0 && violations.length === 0) bad("livelock: steps without end");
  };

  try {
    const length = 30 + below(roll, 90);
    for (let turn = 0; turn < length && violations.length === 0; turn += 1) {
      if (chance(roll, 0.3)) act();
      await settle();
      for (let n = below(roll, 6); n > 0; n -= 1) {
        if (!world.step()) break;
        await settle();
      }
      if (chance(roll, 0.15)) world.pass(1 + below(roll, 5_000));
      await settle();
      overdue();
    }
    await drain();
    // Quiet: no more faults. After two minutes all is well with whoever is still signed in.
    now.calm = true;
    for (const one of now.processes) one.body.pausedUntil = Math.min(one.body.pausedUntil, world.now);
    for (let left = 130_000; left > 0;) {
      const from = world.now;
      world.pass(left);
      left -= world.now - from;
      await settle();
      while (world.step()) await settle();
    }
    server.kill(false);
    const before = server.tokenCalls;
    const last = now.processes.map((one) => track(one, "last call", one.get("/trips")));
    await drain();
    const ended = await Promise.all(violations.length > 0 ? [] : last);
    for (const [index, answer] of ended.entries()) {
      const { user, body } = now.processes[index] as Process;
      const ok = (answer as Response).status === 200;
      const code = (answer as { code?: string }).code;
      // Whoever was given a password that is no longer right is told so.
      // Where the store cannot tell how old a closure is, a latecomer counts from when it sees it.
      if (!ok && !(code === "rate_limited" && !tellsAge) && !(code === "signed_out" && signedOut.has(user)) && !(code === "credentials_refused" && tally.passwords > 0))
        bad(`${body.name} is locked out: ${code ?? (answer as Response).status}`);
    }
    const most = 4 * users.length * (1 + Number(signedOut.size > 0) * 3);
    // Whoever has won in memory alone, while the store failed, is ahead of the others: one renewal more for each.
    const each = tally.storeFaults + tally.rollBacks > 0 ? 2 : 1;
    if (tally.passwords === 0 && server.tokenCalls - before > most + now.processes.length * each) bad(`${server.tokenCalls - before} token calls for one death`);
    if (server.alarms > tally.rollBacks) bad(`${server.alarms} reuse alarms, ${tally.rollBacks} allowed`);
    if (tally.storeFaults + tally.rollBacks + tally.passwords === 0 && !signedOut.size) {
      const reasons = users.length * (1 + tally.kills) + tally.maybe + tally.crashes + tally.pauses;
      if (links > 1 && server.logins > reasons) bad(`${server.logins} logins for ${reasons} reasons`);
    }
  } finally {
    Math.random = originalRandom;
    globalThis.process.off("unhandledRejection", unhandled);
  }
  return { seed, violations, steps: world.steps, faults: tally.faults + tally.crashes + tally.rollBacks, calls: tally.calls, tokenCalls: server.tokenCalls, logins: server.logins, shape };
}
