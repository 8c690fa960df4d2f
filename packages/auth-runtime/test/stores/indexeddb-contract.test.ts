// In this process, on fake-indexeddb: fast, and each line of the store can be broken and seen to break. That it works in a browser is shown in one: indexeddb.test.ts.
import { IDBDatabase, IDBFactory, IDBObjectStore } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { indexedDbStore, type StoreError } from "../../src/stores/indexeddb.ts";
import { storeContract } from "../../src/testing/index.ts";
import { failure, rest, until } from "../support/time.ts";
import { foreign, hold, plant, record } from "./support/page.ts";

beforeEach(() => void vi.stubGlobal("indexedDB", new IDBFactory()));
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});
const fakeTime = () => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
const shown = (error: StoreError) => `${error.message} ${error.stack} ${error.cause} ${JSON.stringify(error)}`;
const denied = "The browser allows no IndexedDB here (private mode, blocked storage, or no browser): use memoryStore.";
const foreignDatabase = "A database of this name is there, and no token store made it: choose another name.";

describe("A swap", () => {
  test("is told as won only when it is on the disk", async () => {
    const store = indexedDbStore("a");
    await store.load("k");
    const begin = vi.spyOn(IDBDatabase.prototype, "transaction");
    await store.swap("k", undefined, record("a"), {});
    await store.load("k");
    expect(begin.mock.calls).toEqual([
      ["records", "readwrite", { durability: "strict" }],
      ["records", "readonly", { durability: "strict" }],
    ]);
  });

  test("of what cannot be stored rejects without a word of it, and what was stored stays", async () => {
    const store = indexedDbStore("a");
    const version = await store.swap("k", undefined, record("a"), {});
    const error = await failure(store.swap("k", version as string, { ...record("canary"), values: { canary: (() => "canary") as unknown as string } }, {}));
    expect(error).toMatchObject({ name: "StoreError", reason: "failed", message: "IndexedDB failed (DataCloneError)." });
    expect(shown(error)).not.toContain("canary");
    expect(await store.load("k")).toMatchObject({ version, record: record("a") });
  });

  test("on a site without room rejects with what to do, and what was stored stays", async () => {
    const store = indexedDbStore("a");
    const version = (await store.swap("k", undefined, record("a"), {})) as string;
    vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (this: IDBObjectStore) {
      this.transaction.abort();
      Object.defineProperty(this.transaction, "error", { value: new DOMException("canary", "QuotaExceededError") });
      return {} as never;
    });
    const error = await failure(store.swap("k", version, record("b"), {}));
    expect(error).toMatchObject({ reason: "full", message: "The browser has no room left for this site: free some of it, or use memoryStore." });
    expect(shown(error)).not.toContain("canary");
    vi.restoreAllMocks();
    expect(await store.load("k")).toMatchObject({ version });
    expect(await store.swap("k", version, record("c"), {})).toBeTypeOf("string");
  });

  test("never goes over a record of a newer release, which is read as it is", async () => {
    await plant("a", "k", { version: "v", at: Date.now(), record: { ...record("newer"), schema: 2 } });
    const store = indexedDbStore("a");
    expect(await failure(store.swap("k", "v", record("older"), {}))).toMatchObject({ name: "StoreError", reason: "newer_schema" });
    expect(await store.load("k")).toMatchObject({ version: "v", record: { schema: 2, writer: "newer" } });
    expect(await store.swap("k", "v", { ...record("as new"), schema: 2 as 1 }, {})).toBeTypeOf("string");
  });
});

describe("A row that is no record", () => {
  const sound = { version: "v", at: 1, record: { schema: 1, writer: "canary" } };
  test.each([
    ["text", "canary"],
    ["a number", 7],
    ["no version", { ...sound, version: undefined }],
    ["another kind of version", { ...sound, version: 7 }],
    ["no time", { ...sound, at: undefined }],
    ["a time that is none", { ...sound, at: Number.NaN }],
    ["no record", { ...sound, record: undefined }],
    ["a record of no schema", { ...sound, record: { canary: "canary" } }],
  ])("(%s) counts as none, is told of once, without content, and is written over by one", async (_, row) => {
    await plant("a", "k", row);
    const warnings: string[] = [];
    const store = indexedDbStore("a", { onWarning: (message) => warnings.push(message) });
    expect([await store.load("k"), await store.load("k"), await store.swap("k", "v", record("x"), {})]).toEqual([undefined, undefined, false]);
    expect(warnings).toEqual(["A record in the token store was not readable and is set aside: its session starts anew."]);
    const won = await Promise.all([0, 1].map((index) => store.swap("k", undefined, record(String(index)), {})));
    expect(won.filter(Boolean)).toHaveLength(1);
    expect((await store.load("k"))?.record.writer).toBe(String(won.findIndex(Boolean)));
  });

  test("is told of on the console, if nobody is named to tell", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    await plant("a", "k", "canary");
    await indexedDbStore("a").load("k");
    expect(warn.mock.calls).toEqual([["@freshkey/auth-runtime: A record in the token store was not readable and is set aside: its session starts anew."]]);
  });
});

test("The age is told by the machine's clock, and is nothing less than nothing when that was set back", async () => {
  fakeTime();
  const store = indexedDbStore("a");
  await store.swap("k", undefined, record("a"), {});
  vi.setSystemTime(Date.now() + 1_234);
  expect((await store.load("k"))?.age).toBe(1_234);
  vi.setSystemTime(Date.now() - 9_999);
  expect((await store.load("k"))?.age).toBe(0);
});

describe("The database", () => {
  test("is opened at the first call, once for all that follow, under the store's name", async () => {
    const open = vi.spyOn(IDBFactory.prototype, "open");
    const store = indexedDbStore("my app");
    expect(open).not.toHaveBeenCalled();
    await Promise.all([store.load("a"), store.load("b")]);
    await store.load("c");
    expect(open.mock.calls).toEqual([["my app", 1]]);
  });

  test("may be deleted at any time: whoever deletes it is not held up, and the store starts anew", async () => {
    const store = indexedDbStore("a");
    const version = (await store.swap("k", undefined, record("a"), {})) as string;
    const deleted = await new Promise((resolve) => {
      const request = indexedDB.deleteDatabase("a");
      request.onsuccess = () => resolve("deleted");
      request.onblocked = () => resolve("blocked");
    });
    expect([deleted, await store.load("k"), await store.swap("k", version, record("b"), {})]).toEqual(["deleted", undefined, false]);
    expect(await store.swap("k", undefined, record("c"), {})).toBeTypeOf("string");
  });

  test.each([
    ["has another table", () => foreign("a")],
    ["has a higher version", () => new Promise<void>((resolve) => (indexedDB.open("a", 2).onsuccess = ({ target }) => ((target as IDBOpenDBRequest).result.close(), resolve())))],
  ])("of somebody else (it %s) is left as it is; once it is gone, the store works", async (_, make) => {
    await make();
    const store = indexedDbStore("a");
    for (const call of [() => store.load("k"), () => store.swap("k", undefined, record("a"), {})]) {
      expect(await failure(call())).toMatchObject({ name: "StoreError", code: "store_failed", reason: "wrong_kind", message: foreignDatabase });
    }
    await new Promise((resolve) => (indexedDB.deleteDatabase("a").onsuccess = resolve));
    expect(await store.swap("k", undefined, record("a"), {})).toBeTypeOf("string");
  });

  test.each([
    ["SecurityError", "denied", denied],
    ["InvalidStateError", "denied", denied],
    ["NotAllowedError", "denied", denied],
    ["VersionError", "wrong_kind", foreignDatabase],
    ["NotFoundError", "wrong_kind", foreignDatabase],
    ["QuotaExceededError", "full", "The browser has no room left for this site: free some of it, or use memoryStore."],
    ["UnknownError", "failed", "IndexedDB failed (UnknownError)."],
    ["a canary Error", "failed", "IndexedDB failed."],
    ["canary xError", "failed", "IndexedDB failed."],
    ["xError canary", "failed", "IndexedDB failed."],
    ["Errors", "failed", "IndexedDB failed."],
    ["Error", "failed", "IndexedDB failed."],
  ])("that cannot be opened (%s) rejects with what to do, and is tried again by the next call", async (name, reason, message) => {
    const open = vi.spyOn(IDBFactory.prototype, "open").mockImplementationOnce(() => {
      throw new DOMException("canary", name);
    });
    const store = indexedDbStore("a");
    const error = await failure(store.load("k"));
    expect(error).toMatchObject({ name: "StoreError", reason, message });
    expect(shown(error)).not.toContain("canary");
    expect(await store.load("k")).toBeUndefined();
    expect(open).toHaveBeenCalledTimes(2);
  });

  test("that fails without a word rejects all the same", async () => {
    vi.spyOn(IDBFactory.prototype, "open").mockImplementationOnce(() => {
      throw JSON.parse("null");
    });
    expect(await failure(indexedDbStore("a").load("k"))).toMatchObject({ reason: "failed", message: "IndexedDB failed." });
  });

  test("is not there where there is no browser: each call says so", async () => {
    vi.stubGlobal("indexedDB", undefined);
    expect(await failure(indexedDbStore("a").load("k"))).toMatchObject({ reason: "denied", message: denied });
  });
});

describe("A database that hangs", () => {
  test("is given up after the budget, three seconds if none is given, and is opened anew by the next call", async () => {
    fakeTime();
    for (const [budget, ms] of [[undefined, 3_000] as const, [50, 50] as const]) {
      const open = vi.spyOn(IDBFactory.prototype, "open").mockImplementationOnce(() => ({}) as never);
      const store = indexedDbStore("a", { budget });
      let said: unknown;
      const ended = failure(store.load("k")).then((error) => (said = error));
      await vi.advanceTimersByTimeAsync(ms - 1);
      expect(said).toBeUndefined();
      await vi.advanceTimersByTimeAsync(1);
      await ended;
      expect(said).toMatchObject({ name: "StoreError", reason: "timeout", message: `IndexedDB did not answer within ${ms} ms.` });
      open.mockRestore();
      expect(await store.load("k")).toBeUndefined();
    }
    expect(vi.getTimerCount()).toBe(0);
  });

  test("while another tab holds the table is not written when that lets go", async () => {
    const store = indexedDbStore("a");
    const version = (await store.swap("k", undefined, record("a"), {})) as string;
    const release = await hold("a");
    fakeTime();
    const late = failure(indexedDbStore("a", { budget: 50 }).swap("k", version, record("late"), {}));
    await rest();
    vi.advanceTimersByTime(50);
    expect(await late).toMatchObject({ reason: "timeout" });
    await release();
    expect(await store.load("k")).toMatchObject({ version, record: { writer: "a" } });
  });

  test("while it is opened is not written when it opens at last", async () => {
    const store = indexedDbStore("a");
    await store.load("k");
    const real = indexedDB.open("a", 1);
    await until(() => real.readyState === "done", "the database");
    const slow = { result: real.result } as { result: IDBDatabase; onsuccess?: () => void };
    vi.spyOn(IDBFactory.prototype, "open").mockImplementationOnce(() => slow as never);
    fakeTime();
    const late = failure(indexedDbStore("a", { budget: 50 }).swap("k", undefined, record("late"), {}));
    vi.advanceTimersByTime(50);
    expect(await late).toMatchObject({ reason: "timeout" });
    slow.onsuccess?.();
    await rest();
    expect(await store.load("k")).toBeUndefined();
  });

  test("costs no timer once it has answered", async () => {
    fakeTime();
    const store = indexedDbStore("a");
    await store.swap("k", undefined, record("a"), {});
    await failure(store.swap("other", undefined, { ...record("a"), values: { a: (() => {}) as never } }, {}));
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("Whoever watches", () => {
  const channels: { readonly name: string; readonly sent: unknown[]; closed: boolean; onmessage?: (event: { readonly data: unknown }) => void }[] = [];
  class Channel {
    readonly name: string;
    readonly sent: unknown[] = [];
    closed = false;
    constructor(name: string) {
      this.name = name;
      channels.push(this);
    }
    postMessage(message: unknown): void {
      this.sent.push(message);
    }
    close(): void {
      this.closed = true;
    }
  }
  const listening = () => channels.filter(({ closed, sent }) => !closed && sent.length === 0);
  beforeEach(() => {
    channels.length = 0;
    vi.stubGlobal("BroadcastChannel", Channel);
  });

  test("a record of this very store is told at once of each change that won, of that record alone", async () => {
    const store = indexedDbStore("a");
    const told: string[] = [];
    store.watch?.("k", () => told.push("k"));
    store.watch?.("other", () => told.push("other"));
    await store.swap("k", undefined, record("a"), {});
    expect(told).toEqual(["k"]);
    await store.swap("k", undefined, record("lost"), {});
    expect(told).toEqual(["k"]);
  });

  test("in other tabs is told of the key by a channel of the store's name, which is closed at once", async () => {
    await indexedDbStore("a").swap("k", undefined, record("a"), {});
    expect(channels).toMatchObject([{ name: "@freshkey/auth-runtime a", sent: ["k"], closed: true }]);
    await indexedDbStore("a").swap("k", undefined, record("lost"), {});
    expect(channels).toHaveLength(1);
  });

  test("hears of other tabs by one channel, open only while somebody watches", () => {
    const store = indexedDbStore("a");
    expect(channels).toEqual([]);
    const told: string[] = [];
    const ends = ["k", "k", "other"].map((key, index) => store.watch?.(key, () => told.push(`${index} ${key}`)));
    expect(listening().map(({ name }) => name)).toEqual(["@freshkey/auth-runtime a"]);
    channels[0]?.onmessage?.({ data: "k" });
    expect(told).toEqual(["0 k", "1 k"]);
    ends[0]?.();
    ends[0]?.();
    channels[0]?.onmessage?.({ data: "k" });
    expect(told).toEqual(["0 k", "1 k", "1 k"]);
    expect(listening()).toHaveLength(1);
    ends[1]?.();
    ends[2]?.();
    ends[2]?.();
    expect(listening()).toEqual([]);
    store.watch?.("k", () => {});
    expect([listening().length, channels.length]).toEqual([1, 2]);
  });

  test("where tabs cannot tell each other, nobody can watch, and all else works", async () => {
    vi.stubGlobal("BroadcastChannel", undefined);
    const store = indexedDbStore("a");
    expect(store.watch).toBeUndefined();
    const version = await store.swap("k", undefined, record("a"), {});
    expect(await store.load("k")).toMatchObject({ version });
  });
});

describe("indexedDbStore keeps the contract of stores, in this process", () => {
  const broken = async () => {
    await foreign("foreign");
    return indexedDbStore("foreign");
  };
  for (const { name, run } of storeContract(() => indexedDbStore("contract"), { shared: true, broken })) test(name, run);
});
