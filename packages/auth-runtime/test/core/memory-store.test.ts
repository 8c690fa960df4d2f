import { describe, expect, test } from "vitest";
import { memoryStore, type TokenRecord } from "../../src/index.ts";
import { rest, times } from "../support/time.ts";

const record = (writer: string): TokenRecord => ({ schema: 1, writer, epoch: 0, tokens: {}, values: {} });

describe("memoryStore", () => {
  test("It knows nothing of a key that was never written", async () => {
    expect(await memoryStore().load("key")).toBeUndefined();
  });

  test("It gives back what was written, with the version that the swap returned", async () => {
    const store = memoryStore();
    const version = await store.swap("key", undefined, record("a"), {});
    expect(await store.load("key")).toMatchObject({ version, record: record("a") });
    expect(await store.load("other")).toBeUndefined();
  });

  test("Of two hundred swaps at once on one version exactly one wins", async () => {
    const store = memoryStore();
    const version = (await store.swap("key", undefined, record("first"), {})) as string;
    const won = await Promise.all(times(200, (index) => store.swap("key", version, record(String(index)), {})));
    expect(won.filter(Boolean)).toHaveLength(1);
    expect((await store.load("key"))?.record.writer).toBe(String(won.findIndex(Boolean)));
  });

  test("Of two hundred first writes at once exactly one wins", async () => {
    const store = memoryStore();
    const won = await Promise.all(times(200, (index) => store.swap("key", undefined, record(String(index)), {})));
    expect(won.filter(Boolean)).toHaveLength(1);
  });

  test("A wrong, an old or an absent version wins nothing and changes nothing", async () => {
    const store = memoryStore();
    expect(await store.swap("key", "made-up", record("x"), {})).toBe(false);
    const first = (await store.swap("key", undefined, record("a"), {})) as string;
    const second = (await store.swap("key", first, record("b"), {})) as string;
    for (const expected of ["made-up", first, undefined]) expect(await store.swap("key", expected, record("x"), {})).toBe(false);
    expect(await store.load("key")).toMatchObject({ version: second, record: record("b") });
  });

  test("A version is never used again", async () => {
    const store = memoryStore();
    const versions = new Set<string>();
    let version: string | undefined;
    for (let index = 0; index < 500; index += 1) {
      version = (await store.swap("key", version, record("same"), {})) as string;
      versions.add(version);
    }
    expect(versions.size).toBe(500);
  });

  test("Keys do not touch each other", async () => {
    const store = memoryStore();
    await store.swap("a", undefined, record("a"), {});
    await store.swap("b", undefined, record("b"), {});
    expect((await store.load("a"))?.record.writer).toBe("a");
    const found = await Promise.all(["__proto__", "constructor", "toString"].map((key) => store.load(key)));
    expect(found).toEqual([undefined, undefined, undefined]);
  });

  test("The age of a record grows from its writing", async () => {
    const store = memoryStore();
    const version = (await store.swap("key", undefined, record("a"), {})) as string;
    const young = (await store.load("key"))?.age as number;
    await rest();
    const older = (await store.load("key"))?.age as number;
    expect(young).toBeGreaterThanOrEqual(0);
    expect(older).toBeGreaterThan(young);
    const then = performance.now();
    await store.swap("key", version, record("b"), {});
    expect((await store.load("key"))?.age).toBeLessThanOrEqual(performance.now() - then);
  });

  test("Who watches a key is told of each change of it, and of no other, until he ends it", async () => {
    const store = memoryStore();
    let mine = 0;
    let also = 0;
    const end = store.watch?.("key", () => (mine += 1));
    const endAlso = store.watch?.("key", () => (also += 1));
    const version = (await store.swap("key", undefined, record("a"), {})) as string;
    expect([mine, also]).toEqual([1, 1]);
    await store.swap("other", undefined, record("a"), {});
    await store.swap("key", "made-up", record("x"), {});
    expect([mine, also]).toEqual([1, 1]);
    end?.();
    await store.swap("key", version, record("b"), {});
    expect([mine, also]).toEqual([1, 2]);
    end?.();
    endAlso?.();
  });

  test("What he is told of can be loaded already", async () => {
    const store = memoryStore();
    let seen: Promise<unknown> | undefined;
    store.watch?.("key", () => (seen = store.load("key")));
    await store.swap("key", undefined, record("a"), {});
    expect(await seen).toMatchObject({ record: record("a") });
  });

  test("One who ends watching while being told disturbs nobody", async () => {
    const store = memoryStore();
    const told: string[] = [];
    const ends: (() => void)[] = [];
    ends.push(store.watch?.("key", () => (told.push("a"), ends[0]?.())) as () => void);
    ends.push(store.watch?.("key", () => told.push("b")) as () => void);
    const version = (await store.swap("key", undefined, record("a"), {})) as string;
    await store.swap("key", version, record("b"), {});
    expect(told).toEqual(["a", "b", "b"]);
  });

  test("Two stores share nothing", async () => {
    const [one, two] = [memoryStore(), memoryStore()];
    await one.swap("key", undefined, record("a"), {});
    expect(await two.load("key")).toBeUndefined();
  });
});
