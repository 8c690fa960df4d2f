import { afterEach, describe, expect, test, vi } from "vitest";
import { memoryStore, type TokenRecord, type TokenStore } from "../../src/index.ts";
import { viewRecord } from "../../src/session/record.ts";
import { testClock } from "../support/clock.ts";
import { rest } from "../support/time.ts";

afterEach(() => void vi.restoreAllMocks());

const next = { epoch: 0, tokens: {}, values: {} };
const intent = (id: string, left = 10_000) => ({ id, grant: "POST /token", left });
const fail = () => Promise.reject(new Error("canary"));

/** A view of one record, beside the store it looks at. */
function view(change: Partial<TokenStore> = {}) {
  const store = memoryStore();
  const clock = testClock();
  const told: string[] = [];
  const swap = vi.fn(change.swap ?? store.swap);
  const load = vi.fn(change.load ?? store.load);
  const mine = viewRecord(
    { ...store, ...change, swap, load },
    () => "key",
    7000,
    clock,
    (reason) => told.push(reason),
  );
  const other = viewRecord(
    store,
    () => "key",
    7000,
    clock,
    () => {},
  );
  return { mine, other, store, clock, told, swap, load };
}
/** Whether a promise is settled by now. */
async function settled(promise: Promise<unknown>): Promise<boolean> {
  let done = false;
  void promise.then(() => (done = true));
  await rest();
  return done;
}
/** Moves the clock until the promise is settled, and tells for how many ms. */
async function waited(clock: ReturnType<typeof testClock>, promise: Promise<unknown>, step = 1): Promise<number> {
  let done = false;
  void promise.then(() => (done = true));
  for (let ms = 0; ms < 20_000; ms += step) {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    if (done) return ms;
    clock.advance(step);
  }
  throw new Error("waited in vain");
}

describe("Writing the record", () => {
  test("What is written carries schema, key, a writer of its own and the time it is kept", async () => {
    const { mine, swap } = view();
    expect(await mine.swap(next)).toBe(true);
    expect(await mine.swap({ ...next, epoch: 1 })).toBe(true);
    const [[key, none, first, options], [, version, second]] = swap.mock.calls as any;
    expect([key, none, options]).toEqual(["key", undefined, { ttl: 7000 }]);
    expect(first).toEqual({ ...next, schema: 1, key: "key", writer: expect.stringMatching(/./), gate: undefined });
    expect(version).toBe(await swap.mock.results[0]?.value);
    expect(second.writer).not.toBe(first.writer);
    expect(mine.record).toBe(second);
  });

  test("One who did not see the last change does not win, and what he wrote is nowhere", async () => {
    const { mine, other } = view();
    await mine.load();
    expect(await other.swap({ ...next, epoch: 3 })).toBe(true);
    expect(await mine.swap({ ...next, epoch: 5 })).toBe(false);
    expect(mine.record.epoch).toBe(0);
    expect((await mine.load()).epoch).toBe(3);
    expect(await mine.swap({ ...next, epoch: 4 })).toBe(true);
  });

  test("A closed gate is carried over with the time that is left of it", async () => {
    const { mine, clock } = view();
    const gate = { salt: "salt", closed: { "#1": { id: "a", left: 60_000, delay: 60_000 } } };
    await mine.swap({ ...next, gate });
    clock.advance(20_000);
    await mine.swap({ ...next, gate: mine.record.gate });
    expect(mine.record.gate).toEqual({ salt: "salt", closed: { "#1": { id: "a", left: 40_000, delay: 60_000 } } });
    expect(mine.left(mine.record.gate?.closed["#1"])).toBe(40_000);
    clock.advance(41_000);
    await mine.swap({ ...next, gate: mine.record.gate });
    expect(mine.record.gate?.closed["#1"]).toMatchObject({ left: 0 });
  });

  test("A write that takes time is counted from its beginning", async () => {
    const { store, mine, clock } = view({ swap: async (...all) => (clock.advance(2000), store.swap(...all)) });
    await mine.swap({ ...next, intent: intent("a") });
    expect(mine.left(mine.record.intent)).toBe(8000);
  });

  test("A write whose answer is lost is found by its writer, and the next one builds on it", async () => {
    const { mine, store, swap } = view({ load: (key) => store.load(key), swap: (...all) => store.swap(...all).then(fail) });
    expect(await mine.swap(next)).toBe(true);
    expect(swap).toHaveBeenCalledOnce();
    expect(await mine.swap({ ...next, epoch: 1 })).toBe(true);
    expect((await store.load("key"))?.record.epoch).toBe(1);
    expect(mine.down).toBe(false);
  });

  test("A write that failed is tried once more, then kept in memory, and said", async () => {
    const { mine, swap, load, told, clock } = view({ swap: fail });
    clock.advance(5000);
    expect(await mine.swap({ ...next, epoch: 2 })).toBe(true);
    expect(swap).toHaveBeenCalledTimes(2);
    expect(load).toHaveBeenCalledTimes(2);
    expect(mine.down).toBe(true);
    expect(mine.record.epoch).toBe(2);
    expect(told).toEqual(["what is won stays in memory"]);
  });

  test("A write that failed where something else than a record lies is kept in memory", async () => {
    const { mine } = view({ load: async () => ({ version: "v", record: null as never }), swap: fail });
    await mine.load();
    expect(await mine.swap({ ...next, epoch: 2 })).toBe(true);
    expect([mine.down, mine.record.epoch]).toEqual([true, 2]);
  });

  test("That writing fails is said once, though reading works in between, and again when a write was good", async () => {
    let broken = true;
    const { mine, store, told } = view({ swap: (...all) => (broken ? fail() : store.swap(...all)) });
    for (const one of [true, true, false, true]) {
      broken = one;
      await mine.load();
      await mine.swap(next);
    }
    expect(told).toEqual(["what is won stays in memory", "what is won stays in memory"]);
  });

  test("What cannot be used is said once, and again when it was good in between", async () => {
    let epoch: unknown = "0";
    const { mine, told } = view({ load: async () => ({ version: "v", record: { ...next, schema: 1, writer: "w", epoch } as TokenRecord }) });
    for (const one of ["0", "0", 0, "0"]) {
      epoch = one;
      await mine.load();
    }
    expect(told).toEqual(Array.from({ length: 2 }, () => "the record is unreadable or another's"));
  });

  test("A write that failed while another wrote is lost, and not tried again", async () => {
    const { mine, other, swap } = view({ swap: () => other.swap(next).then(fail) });
    expect(await mine.swap(next)).toBe(false);
    expect(swap).toHaveBeenCalledOnce();
    expect(mine.down).toBe(false);
  });

  test("A write that took more than 3 s to fail is not tried again", async () => {
    const { mine, swap, clock } = view({ swap: () => (clock.advance(3000), fail()) });
    expect(await mine.swap(next)).toBe(true);
    expect(swap).toHaveBeenCalledOnce();
    expect(mine.down).toBe(true);
  });

  test("A load or a write that hangs is waited for 3 s, in two halves", async () => {
    const { mine, clock } = view({ load: () => new Promise(() => {}), swap: () => new Promise(() => {}) });
    expect(await waited(clock, mine.load(), 100)).toBe(3000);
    expect(mine.down).toBe(true);
    const late = view({ load: () => new Promise((resolve) => late.clock.after(2900, () => resolve(undefined))) });
    expect(await waited(late.clock, late.mine.load(), 100)).toBe(2900);
    expect(late.mine.down).toBe(false);
    expect(late.clock.pending()).toBe(0);
  });
});

describe("How long an intent or a closed gate still holds", () => {
  const old = (age: number | undefined, record: object = {}) =>
    view({ load: async () => ({ version: "v", record: { ...next, schema: 1, writer: "w", intent: intent("a"), ...record } as TokenRecord, ...(age !== undefined && { age }) }) });

  test.each([
    [0, 10_000],
    [4000, 6000],
    [12_000, 0],
    [undefined, 10_000],
    [-4000, 10_000],
  ])("By the store's clock, where it tells: of an age of %s ms", async (age, left) => {
    const { mine, clock } = old(age);
    expect([mine.age(), mine.down]).toEqual([Infinity, false]);
    await mine.load();
    const known = age === undefined || age < 0 ? Infinity : age;
    expect(mine.age()).toBe(known);
    clock.advance(70);
    expect(mine.age()).toBe(known + 70);
    clock.advance(-70);
    expect(mine.left(mine.record.intent)).toBe(left);
  });

  test("By one's own watching, where the store's clock stands", async () => {
    const { mine, clock } = old(1000);
    await mine.load();
    clock.advance(5000);
    await mine.load();
    expect(mine.left(mine.record.intent)).toBe(4000);
    clock.advance(5000);
    expect(mine.left(mine.record.intent)).toBe(0);
  });

  test("For an hour at most; for ever, where it was never seen; not at all, where there is none", async () => {
    const { mine } = old(undefined, { intent: intent("a", 1e9) });
    await mine.load();
    expect(mine.left(mine.record.intent)).toBe(3_600_000);
    expect(mine.left(intent("stranger"))).toBe(Infinity);
    expect(mine.left(undefined)).toBe(0);
  });

  test("What was seen of one that is gone is forgotten", async () => {
    let record: object = {};
    const { mine, clock } = view({ load: async () => ({ version: "v", record: { ...next, schema: 1, writer: "w", ...record } as TokenRecord }) });
    for (const one of [{ intent: intent("a") }, {}, { intent: intent("a") }]) {
      record = one;
      await mine.load();
      clock.advance(1000);
    }
    expect(mine.left(mine.record.intent)).toBe(9000);
  });
});

describe("Waiting for a change", () => {
  const polled = { watch: undefined as never };

  test("Where the store can tell, it ends when it is told, and the watch with it", async () => {
    const { mine, other, clock } = view();
    await other.swap(next);
    await mine.load();
    const change = mine.changed(5000);
    expect(await settled(change)).toBe(false);
    await other.load();
    await other.swap({ ...next, epoch: 1 });
    expect(await settled(change)).toBe(true);
    expect(clock.pending()).toBe(0);
  });

  test("Where nothing is told it ends when the time is over, and the watch with it", async () => {
    const stop = vi.fn();
    const { mine, clock } = view({ watch: () => stop });
    expect(await waited(clock, mine.changed(500))).toBe(501);
    expect(stop).toHaveBeenCalledOnce();
  });

  test("A change between the last look and the watch is not waited for", async () => {
    const { mine, other, clock } = view();
    await mine.load();
    await other.swap(next);
    expect(await settled(mine.changed(5000))).toBe(true);
    expect(clock.pending()).toBe(0);
  });

  test("That the record is gone is a change", async () => {
    const answers = [{ version: "v", record: { ...next, schema: 1, writer: "w" } as TokenRecord }, undefined];
    const { mine } = view({ load: async () => answers.shift() });
    await mine.load();
    expect(await settled(mine.changed(5000))).toBe(true);
  });

  test("A look that fails does not end the wait", async () => {
    const { mine, clock } = view({ load: fail });
    expect(await waited(clock, mine.changed(50))).toBe(51);
  });

  test.each([
    [0, [38, 57, 85, 127, 190, 200, 200]],
    [0.999_999, [75, 113, 169, 254, 380, 400, 400]],
  ])("Where the store cannot tell, it looks again after ever longer pauses, up to 0.4 s (lot %d)", async (lot, pauses) => {
    vi.spyOn(Math, "random").mockReturnValue(lot);
    const { mine, clock, load } = view(polled);
    const seen: number[] = [];
    for (const _ of pauses) seen.push(await waited(clock, mine.changed(5000)));
    expect(load).not.toHaveBeenCalled();
    expect(seen).toEqual(pauses);
    expect(await waited(clock, mine.changed(20))).toBe(21);
    await mine.load();
    expect(await waited(clock, mine.changed(5000))).toBe(pauses[0]);
  });

  test("The pauses grow on while the intent stands", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0);
    const { mine, clock } = view(polled);
    await mine.swap({ ...next, intent: intent("a") });
    expect(await waited(clock, mine.changed(5000))).toBe(38);
    await mine.load();
    expect(await waited(clock, mine.changed(5000))).toBe(57);
  });
});
