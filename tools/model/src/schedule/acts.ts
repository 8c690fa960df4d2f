import { below, chance, pick } from "../dice.ts";
import type { Stage } from "./stage.ts";

/** What may happen at any time, some of it more often. */
export function actor({ roll, world, server, shelf, lifetime, latest, tally, now, born, open, signedOut, track }: Stage): () => void {
  const acts: (readonly [weight: number, act: () => void])[] = [
    [
      10,
      () => {
        const one = pick(roll, now.processes);
        for (let n = 1 + below(roll, 3); n > 0; n -= 1) {
          tally.calls += 1;
          void track(one, "call", one.get(pick(roll, ["/trips", "/orders"])));
        }
      },
    ],
    [
      3,
      () => {
        tally.kills += 1;
        server.kill(false);
      },
    ],
    [
      1,
      () => {
        tally.kills += 1;
        server.kill(true);
      },
    ],
    [2, () => world.pass(below(roll, lifetime * 1000))],
    [
      1,
      () => {
        const one = pick(roll, now.processes);
        one.body.dead = true;
        tally.crashes += 1;
        for (const call of open) if (call.of === one) open.delete(call);
        now.processes = [...now.processes.filter((other) => other !== one), born(one.user)];
      },
    ],
    [
      1,
      () => {
        const { body } = pick(roll, now.processes);
        const ms = below(roll, 40_000);
        tally.pauses += 1;
        body.pausedUntil = Math.max(body.pausedUntil, world.now + ms);
        if (chance(roll, 0.4)) body.lag += ms;
      },
    ],
    [
      0.4,
      () => {
        const { body } = pick(roll, now.processes);
        body.skew += (roll() - 0.3) * 100_000;
      },
    ],
    [
      0.4,
      () => {
        tally.faults += 1;
        server.closedUntil = world.now + below(roll, 30_000);
      },
    ],
    [
      0.3,
      () => {
        tally.faults += 1;
        now.readOnlyUntil = world.now + below(roll, 60_000);
      },
    ],
    [
      0.3,
      () => {
        tally.faults += 1;
        now.downUntil = world.now + below(roll, 60_000);
      },
    ],
    [
      0.15,
      () => {
        const key = pick(roll, shelf.keys());
        if (!key) return;
        tally.rollBacks += 1;
        shelf.rollBack(key, chance(roll, 0.5) ? undefined : below(roll, 4));
      },
    ],
    [
      0.2,
      () => {
        const one = pick(roll, now.processes);
        tally.passwords += 1;
        server.password[one.user] = latest[one.user] = `secret-${one.user}-${tally.passwords}`;
        server.kill(chance(roll, 0.5));
      },
    ],
    [
      0.25,
      () => {
        const one = pick(roll, now.processes);
        signedOut.add(one.user);
        void track(one, "sign-out", one.session.signOut());
        if (chance(roll, 0.7)) now.processes = [...now.processes, born(one.user)];
      },
    ],
  ];
  const total = acts.reduce((sum, [weight]) => sum + weight, 0);
  return () => {
    let left = roll() * total;
    for (const [weight, run] of acts) {
      left -= weight;
      if (left < 0) {
        const { kills, rollBacks, crashes, passwords } = tally;
        run();
        if (tally.kills > kills) world.steps.push(`${world.now} - the vendor kills tokens`);
        if (tally.rollBacks > rollBacks) world.steps.push(`${world.now} - the store goes back`);
        if (tally.crashes > crashes) world.steps.push(`${world.now} - a crash`);
        if (tally.passwords > passwords) world.steps.push(`${world.now} - a new password`);
        return;
      }
    }
  };
}
