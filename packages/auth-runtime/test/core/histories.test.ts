import { describe, expect, test } from "vitest";
import { isAuthError } from "../../src/index.ts";
import type { TestClock } from "../support/clock.ts";
import { open } from "../support/open.ts";
import { html, networkError } from "../support/stub.ts";
import { spyStore } from "../support/store.ts";
import { door, times } from "../support/time.ts";

/** Numbers in [0, 1) that are the same for the same seed. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

interface Process {
  readonly opened: ReturnType<typeof open>;
  /** Resolves when it crashes: nothing of it goes on after that. */
  readonly crashed: Promise<void>;
}

/** Three processes on one slow store, a strict vendor, and faults by chance. */
async function live(seed: number): Promise<{ alarms: number; logins: number; maybeSent: number; untyped: unknown[]; last: boolean[]; left: number }> {
  const roll = dice(seed);
  const chance = (share: number) => roll() < share;
  const pause = () => turns(Math.floor(roll() * 4));
  const store = spyStore();
  const first = open({ store });
  const { api, clock } = first;
  const born = (): Process => {
    let dead = false;
    const end = door();
    const after: TestClock["after"] = (ms, callback) => clock.after(ms, () => dead || callback());
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const answer = dead ? undefined : await api.fetch(input, init);
      if (!calm && String(input).endsWith("/refresh") && chance(0.1)) {
        dead = true;
        maybeSent += 1;
        processes[processes.findIndex((one) => one.crashed === end.promise)] = born();
        end.open();
      }
      return dead || !answer ? new Promise<never>(() => {}) : answer;
    };
    return { opened: first.again({ fetch, clock: { now: clock.now, monotonic: clock.monotonic, after } }), crashed: end.promise };
  };
  const processes = [born(), born(), born()];
  store.now = clock.monotonic;
  store.afterLoad = pause;
  store.beforeSwap = pause;
  store.afterSwap = (record) => {
    if (record.writer && chance(0.03)) throw new Error("connection lost");
  };
  let calm = false;
  let logins = 0;
  let maybeSent = 0;
  api.on("/refresh", async (seen) => {
    await pause();
    if (calm || chance(0.5)) return undefined;
    if (chance(0.3)) return networkError("ECONNREFUSED");
    maybeSent += 1;
    if (chance(0.7)) api.usual(seen);
    await pause();
    return chance(0.5) ? networkError("ECONNRESET") : html(502);
  });
  api.on("/password", async (seen) => {
    await pause();
    if (!calm && chance(0.2)) return chance(0.5) ? html(503) : networkError("ECONNRESET");
    logins += 1;
    return api.usual(seen);
  });
  const untyped: unknown[] = [];
  for (let step = 0; step < 25; step += 1) {
    if (chance(0.5)) api.killAccess();
    else if (chance(0.4)) clock.advance(roll() * 4_000_000);
    else clock.advance(roll() * 60_000);
    const calls = times(1 + Math.floor(roll() * 12), async () => {
      const leaver = new AbortController();
      const { opened, crashed } = processes[Math.floor(roll() * 3)] as Process;
      const call = opened.get("/trips", { signal: leaver.signal });
      if (chance(0.1)) void turns(2).then(() => leaver.abort(new Error("left")));
      const typed = call.catch((error: unknown) => {
        if (!isAuthError(error) && (error as Error).message !== "left") untyped.push(error);
      });
      await Promise.race([typed, crashed]);
    });
    // Whoever waits for another session's intent is woken by it, or by the clock.
    let done = false;
    const all = Promise.all(calls).then(() => (done = true));
    while (!done) {
      await turns(30);
      if (!done) clock.advance(100);
    }
    await all;
  }
  calm = true;
  clock.advance(130_000);
  api.killAccess();
  // A session may adopt a token that was killed as well: even so its first call succeeds.
  const last = await Promise.all(processes.map(async ({ opened }) => (await opened.get()).ok));
  // What a crashed process had left ticking is over by then.
  clock.advance(20_000);
  await turns(20);
  return { alarms: api.alarms, logins, maybeSent, untyped, last, left: clock.pending() };
}

describe("Histories of three processes on one store, with lost answers, dead networks, crashes, slow and forgetful connections", { timeout: 30_000 }, () => {
  test.each(times(40, (index) => index + 1))("History %i: no reuse alarm, one login per lost answer or crash at most, only typed errors, and all is well in the end", async (seed) => {
    const { alarms, logins, maybeSent, untyped, last, left } = await live(seed);
    expect(untyped).toEqual([]);
    expect(alarms).toBe(0);
    expect(logins).toBeLessThanOrEqual(1 + maybeSent);
    expect(last).toEqual([true, true, true]);
    expect(left).toBe(0);
  });
});
