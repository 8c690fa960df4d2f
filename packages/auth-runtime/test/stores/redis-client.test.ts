// Clients that answer as they are told: what is sent to them, and what becomes of each answer. Real ones, on a real server: redis.test.ts and redis-contract.test.ts.
import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { redisStore, type RedisClient, type RedisStoreOptions } from "../../src/stores/redis.ts";
import { failure, rest } from "../support/time.ts";
import { record } from "./support/files.ts";

interface Sent {
  readonly method: string;
  /** The script's text, or the hash of it. */
  readonly script: string;
  readonly key: string;
  readonly values: readonly string[];
}
type Answer = (sent: Sent, nth: number) => unknown;
interface Fake {
  readonly client: RedisClient;
  readonly sent: Sent[];
  /** What a test sets: whether it is connected, in the client's own words. */
  readonly state: { status?: string; isReady?: boolean | undefined; isOpen?: boolean | undefined };
  /** Who waits for an event, and was not called yet. */
  readonly waiting: (() => void)[];
  readonly waits: unknown[][];
}

const fakes = {
  ioredis: (answer: Answer, extra: object = {}): Fake => {
    const [sent, waiting, waits]: [Sent[], (() => void)[], unknown[][]] = [[], [], []];
    const run =
      (method: string) =>
      async (script: string, count: number, key: string, ...values: string[]) => {
        expect(count).toBe(1);
        return answer(sent[sent.push({ method, script, key, values }) - 1] as Sent, sent.length);
      };
    const wait = async (...all: unknown[]) => (waits.push(all), 1);
    const client = { status: "ready", evalsha: run("hash"), eval: run("eval"), wait, once: (event: string, listener: () => void) => event === "ready" && waiting.push(listener), ...extra };
    return { client: client as RedisClient, sent, state: client, waiting, waits };
  },
  "node-redis": (answer: Answer, extra: object = {}): Fake => {
    const [sent, waiting, waits]: [Sent[], (() => void)[], unknown[][]] = [[], [], []];
    const run =
      (method: string) =>
      async (script: string, { keys, arguments: values }: { keys: string[]; arguments: string[] }) => {
        expect(keys).toHaveLength(1);
        return answer(sent[sent.push({ method, script, key: keys[0] as string, values }) - 1] as Sent, sent.length);
      };
    const wait = async (...all: unknown[]) => (waits.push(all), 1);
    const client = { isReady: true, isOpen: true, evalSha: run("hash"), eval: run("eval"), wait, once: (event: string, listener: () => void) => event === "ready" && waiting.push(listener), ...extra };
    return { client: client as RedisClient, sent, state: client, waiting, waits };
  },
};
const sha = (kind: string, text: string) => createHash(kind).update(text).digest("hex");
const nameOf = (key: string, prefix = "freshkey:") => `${prefix}{${sha("sha256", key)}}`;
/** Waits for what other threads do (hashes), whatever the time that a test moves. */
async function soon(happened: () => unknown): Promise<void> {
  for (let turn = 0; !happened(); turn += 1) {
    if (turn > 20_000) throw new Error("waited in vain");
    await new Promise((resolve) => setImmediate(resolve));
  }
}
const never = () => new Promise(() => {});
const fault = (message: unknown) => {
  throw Object.assign(new Error(), { message, command: { args: ["canary"] } });
};
const withIntent = { ...record("a"), intent: { id: "i", grant: "POST /x", left: 15_000 } };

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "performance"] }));
afterEach(() => void vi.useRealTimers());

describe.each(["ioredis", "node-redis"] as const)("redisStore, with a client like %s", (kind) => {
  const open = (answer: Answer, options: RedisStoreOptions = {}, extra: object = {}) => {
    const fake = fakes[kind](answer, extra);
    return { ...fake, store: redisStore(fake.client, options) };
  };

  test("sends a load as the hash of a script, on a key that is a hash in braces, and gives what comes back", async () => {
    const { store, sent } = open(() => [1_000, "v", JSON.stringify(record("a")), 7]);
    expect(await store.load("ada")).toEqual({ version: "v", record: record("a"), age: 7 });
    expect(sent).toEqual([{ method: "hash", script: expect.stringMatching(/^[0-9a-f]{40}$/), key: nameOf("ada"), values: [] }]);
  });

  test("sends a swap with what is expected, the new version, the record, its schema and its ttl in whole ms", async () => {
    const { store, sent } = open(() => [1_000, 1], { prefix: "mine:" });
    const text = JSON.stringify(record("a"));
    const version = await store.swap("k", undefined, record("a"), { ttl: 1_234.5 });
    await store.swap("k", "v", record("a"), {});
    expect(sent).toMatchObject([
      { method: "hash", key: nameOf("k", "mine:"), values: ["", version, text, "1", "1235", "0"] },
      { method: "hash", key: nameOf("k", "mine:"), values: ["v", expect.stringMatching(/^[0-9a-f-]{36}$/), text, "1", "0", expect.any(String)] },
    ]);
  });

  test("says until when a swap may be written: twice the budget from now, by the best of what the server told of its time", async () => {
    const times = [5_000_000, 5_000_090, 5_000_300];
    const { store, sent } = open(() => [times.shift() ?? 5_000_400, 1], { budget: 300.5 });
    for (const ms of [100, 100, 100]) {
      await store.swap("k", "v", record("a"), {});
      vi.advanceTimersByTime(ms);
    }
    // Its second answer took 10 ms longer than its first; its third came before its time.
    await store.swap("k", "v", record("a"), {});
    expect(sent.map(({ values }) => values[5])).toEqual(["0", "5000701", "5000801", "5001001"]);
  });

  test("gives a script as text to a server that does not know it, once", async () => {
    const { store, sent } = open(({ method }) => (method === "hash" ? fault("NOSCRIPT No matching script.") : [1, "v", JSON.stringify(record("a")), 0]));
    expect(await store.load("k")).toMatchObject({ version: "v" });
    expect(sent.map(({ method }) => method)).toEqual(["hash", "eval"]);
    expect(sent[0]?.script).toBe(sha("sha1", sent[1]?.script as string));
    expect(sent[1]).toMatchObject({ key: nameOf("k"), values: [] });
  });

  test("makes a key's name and a script's hash once", async () => {
    const digest = vi.spyOn(crypto.subtle, "digest");
    const { store } = open(() => [1, 0]);
    await store.load("k");
    digest.mockClear();
    await store.load("k");
    expect(digest).not.toHaveBeenCalled();
    await store.load("other");
    expect(digest).toHaveBeenCalledTimes(1);
    digest.mockRestore();
  });

  test.each([
    [1, expect.any(String)],
    ["1", expect.any(String)],
    [0, false],
    [2, false],
    [undefined, false],
  ])("takes an answer of %s for %s", async (answer, won) => expect(await open(() => [1, answer]).store.swap("k", "v", record("a"), {})).toEqual(won));

  test.each([
    [-1, "timeout", "Redis did not write within 250 ms."],
    [-2, "newer_schema", "The store holds a record of a newer release of auth-runtime, which is left as it is. Update this process, or give it a store of its own."],
  ])("takes an answer of %s for a swap that was not done, and throws %s", async (answer, reason, message) => {
    expect(await failure(open(() => [1, answer]).store.swap("k", "v", record("a"), {}))).toMatchObject({ name: "StoreError", reason, message });
  });

  test.each([null, "OK", {}, 7])("takes no word for an answer that its scripts do not give (%j)", async (answer) => {
    expect(await failure(open(() => answer).store.load("k"))).toMatchObject({ reason: "failed", message: "Redis answered in a way that no script of this store does." });
  });

  test.each([
    ["OOM command not allowed when used memory > 'maxmemory'.", "full", "Redis is out of memory: give it more, or let it evict."],
    ["READONLY You can't write against a read only replica.", "read_only", "This Redis is a replica: connect to the primary."],
    ["NOAUTH canary", "denied", /^Redis refused \(NOAUTH\): the client's user needs EVALSHA, EVAL, TIME, HMGET, HSET, DEL, PEXPIRE and PERSIST on the prefix\.$/],
    ["NOPERM canary", "denied", /^Redis refused \(NOPERM\)/],
    ["WRONGPASS canary", "denied", /^Redis refused \(WRONGPASS\)/],
    ["LOADING canary", "failed", "Redis failed (LOADING)."],
    ["LOADING", "failed", "Redis failed (LOADING)."],
    ["ERR", "failed", "Redis failed (ERR)."],
    ["OO canary", "failed", "Redis could not be asked."],
    ["CANARY-canary", "failed", "Redis could not be asked."],
    ["the OOM canary", "failed", "Redis could not be asked."],
    ["Canary", "failed", "Redis could not be asked."],
    ["NOSCRIPTS canary", "failed", "Redis failed (NOSCRIPTS)."],
    ["XNOAUTHX canary", "failed", "Redis failed (XNOAUTHX)."],
    ["XNOAUTH canary", "failed", "Redis failed (XNOAUTH)."],
    ["NOAUTHX canary", "failed", "Redis failed (NOAUTHX)."],
    [undefined, "failed", "Redis could not be asked."],
  ])("says what to do when the server says %j, without what it was asked", async (says, reason, message) => {
    const { store, sent } = open(() => fault(says));
    const error = await failure(store.swap("k", undefined, record("canary"), {}));
    expect(error).toMatchObject({ name: "StoreError", code: "store_failed", reason, message: typeof message === "string" ? message : expect.stringMatching(message) });
    expect(`${error.message} ${error.stack} ${error.cause} ${JSON.stringify(error)}`).not.toContain("canary");
    expect(sent).toHaveLength(1);
  });

  test("fails with words of its own when the client throws nothing at all", async () => {
    expect(
      await failure(
        open(() => {
          throw JSON.parse("null");
        }).store.load("k"),
      ),
    ).toMatchObject({ reason: "failed", message: "Redis could not be asked." });
  });

  test("sets aside what is no record, tells of it once, and lets the next first write go over that very version, and over no later one", async () => {
    const warnings: string[] = [];
    const answers: unknown[] = [[1, "v", "canary", 0], [1, "w", '{"canary":1}', 0], [1, 0], [1, 0], [1], [1, 0], [1, "x", JSON.stringify(record("a")), 0], [1, 0]];
    const { store, sent } = open(() => answers.shift(), { onWarning: (message) => warnings.push(message) });
    expect([await store.load("k"), await store.load("k")]).toEqual([undefined, undefined]);
    expect(warnings).toEqual(["A record in the token store was not readable and is set aside: its session starts anew."]);
    await store.swap("k", undefined, record("a"), {});
    await store.swap("k", "mine", record("a"), {});
    await store.load("k");
    await store.swap("k", undefined, record("a"), {});
    await store.load("k");
    await store.swap("k", undefined, record("a"), {});
    expect(sent.filter(({ values }) => values.length).map(({ values }) => values[0])).toEqual(["w", "mine", "", ""]);
  });

  test("finds no record where there is none, and has nothing to tell of that", async () => {
    const warnings: string[] = [];
    const { store, sent } = open(() => [1], { onWarning: (message) => warnings.push(message) });
    expect([await store.load("k"), warnings]).toEqual([undefined, []]);
    await store.swap("k", undefined, record("a"), {});
    expect(sent[1]?.values[0]).toBe("");
  });

  test("has no age below nothing", async () => expect((await open(() => [1, "v", JSON.stringify(record("a")), -7]).store.load("k"))?.age).toBe(0));

  test("waits for a server as long as the budget, a quarter of a second if none is given, and leaves no timer behind", async () => {
    for (const [budget, ms] of [[undefined, 250] as const, [40, 40] as const]) {
      const { store } = open(never, { budget });
      let said: unknown;
      void failure(store.load("k")).then((error) => (said = error));
      await rest();
      await vi.advanceTimersByTimeAsync(ms - 1);
      expect(said).toBeUndefined();
      await vi.advanceTimersByTimeAsync(1);
      expect(said).toMatchObject({ name: "StoreError", reason: "timeout", message: `Redis did not answer within ${ms} ms.` });
    }
    await open(() => [1, 1]).store.swap("k", "v", record("a"), {});
    await failure(open(() => fault("OOM")).store.load("k"));
    expect(vi.getTimerCount()).toBe(0);
  });

  test("gives no script again to a server after it was given up", async () => {
    let refuse = () => {};
    const { store, sent } = open(() => new Promise((_, reject) => (refuse = () => reject(new Error("NOSCRIPT")))));
    const late = failure(store.load("k"));
    await soon(() => sent.length);
    vi.advanceTimersByTime(250);
    expect(await late).toMatchObject({ reason: "timeout" });
    refuse();
    await rest();
    expect(sent).toHaveLength(1);
  });

  describe("with replicas asked for", () => {
    test("waits for them to have an intent, as long as the budget, and for nothing else", async () => {
      const { store, waits } = open(() => [1, 1], { replicas: 1, budget: 40 });
      expect(await store.swap("k", "v", record("a"), {})).toBeTypeOf("string");
      expect(waits).toEqual([]);
      expect(await store.swap("k", "v", withIntent, {})).toBeTypeOf("string");
      expect(waits).toEqual([[1, 40]]);
    });

    test("throws if fewer have it, and asks none of them about a swap that was lost", async () => {
      const { store } = open(() => [1, 1], { replicas: 2 });
      expect(await failure(store.swap("k", "v", withIntent, {}))).toMatchObject({ reason: "failed", message: "Fewer than 2 replicas of Redis have taken the write." });
      const lost = open(() => [1, 0], { replicas: 2 });
      expect([await lost.store.swap("k", "v", withIntent, {}), lost.waits]).toEqual([false, []]);
    });

    test("takes what was to be spent, and too few have, for not written until they have it: whoever looks for his own write does not find it", async () => {
      const held: unknown[] = [1, "", JSON.stringify(withIntent), 0];
      let have = 0;
      const { store } = open(({ values }) => (values.length ? ((held[1] = values[1]), [1, 1]) : held), { replicas: 1 }, { wait: async () => have });
      const spending = { ...withIntent, intent: { ...withIntent.intent, spends: "refreshToken" } };
      expect(await failure(store.swap("k", "v", spending, {}))).toMatchObject({ reason: "failed" });
      expect(await failure(store.load("k"))).toMatchObject({ reason: "failed", message: "Fewer than 1 replicas of Redis have taken the write." });
      have = 1;
      expect(await store.load("k")).toMatchObject({ version: held[1] });
      have = 0;
      expect(await store.load("k")).toMatchObject({ version: held[1] });
      // What spends nothing may stand on one server alone.
      expect(await failure(store.swap("k", "v", withIntent, {}))).toMatchObject({ reason: "failed" });
      expect(await store.load("k")).toMatchObject({ version: held[1] });
      // What another has written since is his.
      await failure(store.swap("k", "v", spending, {}));
      held[1] = "another";
      expect(await store.load("k")).toMatchObject({ version: "another" });
    });

    test("says in words of its own that they cannot be asked", async () => {
      const refusing = { wait: () => Promise.reject(JSON.parse("null")) };
      expect(await failure(open(() => [1, 1], { replicas: 1 }, refusing).store.swap("k", "v", withIntent, {}))).toMatchObject({
        name: "StoreError",
        reason: "failed",
        message: "Redis could not be asked.",
      });
    });

    test("asks nobody if none are", async () => {
      const { store, waits } = open(() => [1, 1]);
      expect([typeof (await store.swap("k", "v", withIntent, {})), waits]).toEqual(["string", []]);
    });
  });

  describe("whose client is not connected", () => {
    const away: readonly Fake["state"][] =
      kind === "ioredis"
        ? [{ status: "reconnecting" }, { status: "connecting" }, { status: "readyish" }, { status: "await" }]
        : [
            { isReady: false, isOpen: true },
            { isReady: false, isOpen: undefined },
          ];
    const there: readonly Fake["state"][] =
      kind === "ioredis"
        ? [{ status: "ready" }, { status: "wait" }, { status: "end" }]
        : [
            { isReady: true, isOpen: true },
            { isReady: false, isOpen: false },
            { isReady: undefined, isOpen: undefined },
          ];

    test.each(away)("(%j) gives it nothing until it is, and then what was not given up, in order", async (state) => {
      const { store, sent, waiting, state: now } = open(() => [1, 0]);
      // Their names are hashed, by threads that may end in any order: what follows is in order.
      for (const key of ["a", "b"]) await store.load(key);
      sent.length = 0;
      Object.assign(now, state);
      const first = store.load("a");
      const second = store.load("b");
      await rest();
      expect([sent.length, waiting.length]).toEqual([0, 1]);
      Object.assign(now, there[0]);
      waiting[0]?.();
      expect(await Promise.all([first, second])).toEqual([undefined, undefined]);
      expect(sent.map(({ key }) => key)).toEqual([nameOf("a"), nameOf("b")]);
    });

    test.each(there)("(%j is taken for connected, or for one that says best itself what is wrong) gives it all at once", async (state) => {
      const { store, sent, waiting } = open(() => [1, 0], {}, state);
      await store.load("a");
      expect([sent.length, waiting.length]).toEqual([1, 0]);
    });

    test("or cannot say when it will be, gives it all at once", async () => {
      const { store, sent } = open(() => [1, 0], {}, { ...away[0], once: undefined });
      await store.load("a");
      expect(sent).toHaveLength(1);
    });

    test("waits for that within one budget; from then on nobody waits, until it is", async () => {
      vi.advanceTimersByTime(10_000);
      const { store, sent, waiting, state: now } = open(() => [1, 0]);
      // Their names are hashed: what follows takes no time of its own.
      for (const key of ["a", "b", "c", "d"]) await store.load(key);
      sent.length = 0;
      Object.assign(now, away[0]);
      const first = failure(store.load("a"));
      await rest();
      vi.advanceTimersByTime(250);
      expect(await first).toMatchObject({ message: "Redis did not answer within 250 ms." });
      const second = store.load("b");
      await rest();
      vi.advanceTimersByTime(1);
      expect(await failure(store.load("c"))).toMatchObject({ reason: "timeout", message: "Redis is not connected." });
      expect(waiting).toHaveLength(1);
      Object.assign(now, there[0]);
      waiting[0]?.();
      expect(await second).toBeUndefined();
      // What was given up is not sent; what was not, is.
      expect(sent.map(({ key }) => key)).toEqual([nameOf("b")]);
      Object.assign(now, away[0]);
      const fourth = failure(store.load("d"));
      await rest();
      expect(waiting).toHaveLength(2);
      vi.advanceTimersByTime(250);
      expect(await fourth).toMatchObject({ message: "Redis did not answer within 250 ms." });
    });

    test("gives up what waits for it in words of its own", async () => {
      const { store, state: now, waiting, sent } = open(() => [1, 0], {}, away[0]);
      const late = failure(store.load("a"));
      await soon(() => waiting.length);
      vi.advanceTimersByTime(250);
      await late;
      Object.assign(now, there[0]);
      waiting[0]?.();
      await rest();
      expect(sent).toEqual([]);
    });
  });
});
