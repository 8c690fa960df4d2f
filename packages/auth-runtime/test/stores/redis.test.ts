import { findRedis, freePort, startRedis, type RedisServer } from "@freshkey-tools/parts/redis";
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from "vitest";
import { redisStore, StoreError, type IoredisClient, type RedisClient } from "../../src/stores/redis.ts";
import type { TokenStore } from "../../src/index.ts";
import { open as openSession } from "../support/open.ts";
import { failure, times, until } from "../support/time.ts";
import { clients, kinds } from "./support/clients.ts";
import { record } from "./support/files.ts";

const key = () => `k ${crypto.randomUUID()}`;
const settled = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** A busy machine may take longer than a quarter of a second, which most of these tests are not about. */
const patient = { budget: 5_000 };
const canary = { ...record("canary"), tokens: { a: { value: "canary-not-a-real-secret".repeat(50), generation: 1 } } };

describe.skipIf(!findRedis()).each(kinds)("redisStore, with %s", (kind) => {
  let server: RedisServer;
  const open: { readonly close: () => void }[] = [];
  let client: Awaited<ReturnType<(typeof clients)["ioredis"]>>["client"] | Awaited<ReturnType<(typeof clients)["node-redis"]>>["client"];
  let store: TokenStore;
  const connected = async () => {
    const one = await clients[kind](server.socket);
    open.push(one);
    return one.client;
  };
  /** Speaks to the server past the store. */
  const say = async (...words: [string, ...string[]]): Promise<unknown> => {
    const other = await clients.ioredis(server.socket);
    return other.client.call(...words).finally(other.close);
  };
  beforeAll(async () => {
    server = await startRedis();
    client = await connected();
    store = redisStore(client, patient);
  });
  afterAll(async () => {
    for (const { close } of open) close();
    await server.close();
  });

  test("The user's own client fits, as it is typed", () => {
    expectTypeOf(client).toExtend<RedisClient>();
  });

  test("Of two hundred swaps of twenty connections on one version exactly one wins", async () => {
    const k = key();
    const stores = await Promise.all(times(20, async () => redisStore(await connected(), { budget: 10_000 })));
    const version = (await store.swap(k, undefined, record("first"), {})) as string;
    const won = await Promise.all(times(200, (index) => (stores[index % 20] as TokenStore).swap(k, version, record(String(index)), {})));
    expect(won.filter(Boolean)).toHaveLength(1);
  });

  test("The name of the account is in no key; the key's hash alone tells its slot in a cluster; it expires by itself", async () => {
    await redisStore(client, { ...patient, prefix: "mine:" }).swap("zoe@example.com", undefined, record("a"), { ttl: 60_000.4 });
    const names = (await say("KEYS", "*")) as string[];
    expect(names.join()).not.toContain("zoe");
    const name = names.find((one) => one.startsWith("mine:")) as string;
    expect(name).toMatch(/^mine:\{[0-9a-f]{64}\}$/);
    expect(await say("PTTL", name)).toSatisfy((ms: number) => ms > 50_000 && ms <= 60_001);
    await redisStore(client, { ...patient, prefix: "mine:" }).swap("other", undefined, record("a"), {});
    expect(await say("PTTL", ((await say("KEYS", "mine:*")) as string[]).find((one) => one !== name) as string)).toBe(-1);
  });

  test("A server that forgot the scripts is given them again", async () => {
    const k = key();
    const version = (await store.swap(k, undefined, record("a"), {})) as string;
    await say("SCRIPT", "FLUSH");
    expect(await store.load(k)).toMatchObject({ version });
    await say("SCRIPT", "FLUSH");
    expect(await store.swap(k, version, record("b"), {})).toBeTypeOf("string");
  });

  test("A client that sends a swap twice, after a lost connection, is told of its win", async () => {
    const method = kind === "ioredis" ? "evalsha" : "evalSha";
    const twice = new Proxy(client, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== "function") return value;
        const call = (...rest: unknown[]) => Reflect.apply(value, target, rest) as Promise<unknown>;
        return name === method ? async (...rest: unknown[]) => (await call(...rest), call(...rest)) : call;
      },
    }) as unknown as RedisClient;
    const k = key();
    const version = await redisStore(twice, patient).swap(k, undefined, record("a"), {});
    expect(version).toBeTypeOf("string");
    expect(await redisStore(twice, patient).swap(k, version as string, record("b"), {})).toBeTypeOf("string");
    expect(await redisStore(twice, patient).swap(k, version as string, record("c"), {})).toBe(false);
  });

  test.each([
    ["a key of another type", (name: string) => [["SET", name, "canary"]]],
    ["a hash of somebody else", (name: string) => [["HSET", name, "field", "canary"]]],
    ["a record that was cut", (name: string) => [["HSET", name, "version", "v", "schema", "1", "at", "1", "record", '{"schema":1,"writer":"canary']]],
    ["a record of no schema", (name: string) => [["HSET", name, "version", "v", "record", '{"canary":1}']]],
    ["a version alone", (name: string) => [["HSET", name, "version", "v", "at", "canary"]]],
  ])("What is no record (%s) is set aside: told of at most once, without content, and written over by one", async (_, words) => {
    const k = key();
    const warnings: string[] = [];
    const mine = redisStore(client, { ...patient, onWarning: (message) => warnings.push(message), prefix: k });
    await mine.swap(k, undefined, record("a"), {});
    const [name] = (await say("KEYS", `${k}*`)) as [string];
    await say("DEL", name);
    for (const one of words(name)) await say(...(one as [string, ...string[]]));
    expect(await mine.load(k)).toBeUndefined();
    expect(await mine.load(k)).toBeUndefined();
    const won = await Promise.all(times(20, (index) => mine.swap(k, undefined, record(String(index)), {})));
    expect(won.filter(Boolean)).toHaveLength(1);
    expect((await mine.load(k))?.record.writer).toBe(String(won.findIndex(Boolean)));
    expect(warnings.length).toBeLessThanOrEqual(1);
    expect(warnings.join()).not.toContain("canary");
  });

  test("A record of a newer release is read, and not written over", async () => {
    const k = key();
    const version = (await store.swap(k, undefined, { ...record("newer"), schema: 2 as 1 }, {})) as string;
    expect((await store.load(k))?.record.schema).toBe(2);
    expect(await failure(store.swap(k, version, record("older"), {}))).toMatchObject({ name: "StoreError", reason: "newer_schema" });
    expect(await store.load(k)).toMatchObject({ version });
  });

  test("A watch costs a connection only while it lasts, and a lost one harms nobody", async () => {
    const count = async () => ((await say("CLIENT", "LIST")) as string).trim().split("\n").length;
    const before = await count();
    const ends = times(5, () => store.watch?.(key(), () => {}) as () => void);
    for (let turn = 0; (await count()) === before; turn += 1) {
      expect(turn).toBeLessThan(200);
      await settled(5);
    }
    expect((await count()) - before).toBe(1);
    await say("CLIENT", "KILL", "TYPE", "pubsub");
    for (const end of ends) end();
    for (let turn = 0; (await count()) > before; turn += 1) {
      expect(turn).toBeLessThan(200);
      await settled(5);
    }
  });

  test("A watch that ends while its connection is still being made leaves none behind", async () => {
    const count = async () => ((await say("CLIENT", "LIST")) as string).trim().split("\n").length;
    const before = await count();
    for (let turn = 0; turn < 20; turn += 1) {
      const end = store.watch?.(key(), () => {});
      if (turn % 4) await settled(turn % 4);
      end?.();
    }
    await settled(100);
    for (let turn = 0; (await count()) > before; turn += 1) {
      expect(turn).toBeLessThan(200);
      await settled(5);
    }
  });

  test("A change between the last look and the moment the watch listens is told of", async () => {
    const k = key();
    const version = (await store.swap(k, undefined, record("a"), {})) as string;
    let told = 0;
    const end = store.watch?.(k, () => (told += 1));
    // On its way at once, before any second connection is there.
    await store.load(k);
    await store.swap(k, version, record("b"), {});
    await until(() => told > 0, "the watch");
    end?.();
  });

  test("A change that cannot be published is noticed all the same", async () => {
    const k = key();
    const version = (await store.swap(k, undefined, record("a"), {})) as string;
    let told = 0;
    const end = store.watch?.(k, () => (told += 1));
    await settled(100);
    await say("ACL", "SETUSER", "default", "-publish");
    await store.swap(k, version, record("b"), {});
    await say("ACL", "SETUSER", "default", "+publish");
    for (let turn = 0; !told && turn < 300; turn += 1) await settled(10);
    end?.();
    expect(told).toBeGreaterThan(0);
  });

  test("A watch of a client that cannot be duplicated, or not now, throws nothing", async () => {
    const k = key();
    const { client: other, close } = await clients[kind](server.socket);
    const refusing = Object.assign(other, {
      duplicate: () => {
        throw new Error("canary");
      },
    }) as RedisClient;
    let told = 0;
    const end = redisStore(refusing, patient).watch?.(k, () => (told += 1));
    await settled(20);
    await store.swap(k, undefined, record("a"), {});
    for (let turn = 0; !told && turn < 300; turn += 1) await settled(10);
    end?.();
    close();
    expect(told).toBeGreaterThan(0);
  });

  test("A server that has no room, or forbids, makes a swap throw what to do, without a secret; publishing may be forbidden", async () => {
    const k = key();
    const version = (await store.swap(k, undefined, record("a"), {})) as string;
    await say("CONFIG", "SET", "maxmemory", "1");
    const full = await failure(store.swap(k, version, canary, {}));
    await say("CONFIG", "SET", "maxmemory", "0");
    expect(full).toMatchObject({ name: "StoreError", reason: "full" });
    await say("ACL", "SETUSER", "default", "resetchannels");
    expect(await store.swap(k, version, record("b"), {})).toBeTypeOf("string");
    await say("ACL", "SETUSER", "default", "allchannels", "-evalsha", "-eval");
    const forbidden = await failure(store.swap(k, version, canary, {}));
    await say("ACL", "SETUSER", "default", "+evalsha", "+eval");
    expect(forbidden).toMatchObject({ reason: "denied", message: expect.stringContaining("EVALSHA") });
    for (const error of [full, forbidden]) expect(`${error.message} ${error.stack} ${error.cause} ${JSON.stringify(error)}`).not.toContain("canary");
  });

  test("A server that is stopped is given up after the budget, and what was given up is not written when it wakes", async () => {
    const [k, other] = [key(), key()];
    const version = (await store.swap(k, undefined, record("a"), {})) as string;
    const late = redisStore(client, { budget: 50 });
    // Once within its time, that it knows the server's; a busy machine may need more than one go.
    for (let turn = 0; !(await late.load(k).catch(() => undefined)); turn += 1) expect(turn).toBeLessThan(100);
    server.pause();
    const errors = await Promise.all([failure(late.load(k)), failure(late.swap(k, version, record("late"), {})), failure(late.swap(other, undefined, record("late"), {}))]);
    await settled(200);
    server.resume();
    for (const error of errors) expect(error).toMatchObject({ name: "StoreError", reason: "timeout" });
    await settled(150);
    expect(await store.load(k)).toMatchObject({ version, record: { writer: "a" } });
    expect(await store.load(other)).toBeUndefined();
  });

  test("Replicas that do not take an intent make its swap throw; other swaps do not wait for them", async () => {
    const careful = redisStore(client, { replicas: 1, budget: 1_000 });
    const k = key();
    const version = (await careful.swap(k, undefined, record("a"), {})) as string;
    expect(version).toBeTypeOf("string");
    const error = await failure(careful.swap(k, version, { ...record("b"), intent: { id: "i", grant: "POST /x", left: 15_000 } }, {}));
    expect(error).toBeInstanceOf(StoreError);
  });

  test("A token that works once is not spent while too few replicas have its intent: the climb is one login", async () => {
    const { api, get } = openSession({ store: redisStore(client, { replicas: 1, prefix: key() }) });
    await get();
    api.killAccess();
    expect((await get()).ok).toBe(true);
    expect([api.count("/refresh"), api.count("/password")]).toEqual([0, 2]);
  });

  test("A replica that takes the intent makes its swap win; one that is stopped makes it throw", async () => {
    const port = await freePort();
    const [primary, replica] = await Promise.all([startRedis("--port", String(port), "--bind", "127.0.0.1", "--repl-diskless-sync-delay", "0"), startRedis("--replicaof", "127.0.0.1", String(port))]);
    const one = await clients[kind](primary.socket);
    const asked = await clients.ioredis(primary.socket);
    try {
      for (let turn = 0; !String(await asked.client.call("INFO", "replication")).includes("state=online"); turn += 1) {
        expect(turn).toBeLessThan(500);
        await settled(20);
      }
      const careful = redisStore(one.client, { replicas: 1, budget: 2_000 });
      const withIntent = { ...record("b"), intent: { id: "i", grant: "POST /x", left: 15_000 } };
      const version = await careful.swap("k", undefined, withIntent, {});
      expect(version).toBeTypeOf("string");
      replica.pause();
      const error = await failure(redisStore(one.client, { replicas: 1, budget: 200 }).swap("k", version as string, withIntent, {}));
      expect(error).toMatchObject({ name: "StoreError" });
    } finally {
      one.close();
      asked.close();
      await Promise.all([primary.close(), replica.close()]);
    }
  });

  test("A session goes on while the server is down, and shares again when it is back, empty", async () => {
    // More than a quarter of a second, for a busy machine.
    const { api, get, session, events } = openSession({ store: redisStore(client, { budget: 1_000 }) });
    await get();
    await server.kill();
    expect((await get()).ok).toBe(true);
    api.killAccess();
    expect((await get()).ok).toBe(true);
    expect(events.map(({ type }) => type)).toContain("store_degraded");
    // Nothing was spent without its mark.
    expect([api.count("/refresh"), api.count("/password"), api.alarms]).toEqual([0, 2, 0]);
    await server.start();
    for (
      let turn = 0;
      turn < 300 &&
      (await store.load("k").then(
        () => false,
        () => true,
      ));
      turn += 1
    )
      await settled(10);
    expect(await store.load("any")).toBeUndefined();
    api.killAccess();
    expect((await get()).ok).toBe(true);
    expect(api.alarms).toBe(0);
    expect(((await say("KEYS", "*")) as string[]).length).toBe(1);
    api.killAccess();
    expect((await get()).ok).toBe(true);
    expect(api.alarms).toBe(0);
    await session.signOut();
  });

  test("What was given up while the network was down is not written when it is back, and leaves no listeners behind", async () => {
    const k = key();
    const quick = redisStore(client, { budget: 20 });
    await store.swap(k, undefined, record("a"), {});
    await server.hide();
    await until(() => (kind === "ioredis" ? (client as IoredisClient).status !== "ready" : !(client as { isReady?: boolean }).isReady), "the client to notice");
    for (let turn = 0; turn < 15; turn += 1) expect(await failure(quick.swap(`${k}${turn}`, undefined, record("late"), {}))).toMatchObject({ name: "StoreError", reason: "timeout" });
    expect((client as unknown as { listenerCount(event: string): number }).listenerCount("ready")).toBeLessThanOrEqual(2);
    server.show();
    for (
      let turn = 0;
      turn < 300 &&
      (await store.load(k).then(
        () => false,
        () => true,
      ));
      turn += 1
    )
      await settled(10);
    await settled(50);
    expect(await store.load(k)).toMatchObject({ record: { writer: "a" } });
    for (let turn = 0; turn < 15; turn += 1) expect(await store.load(`${k}${turn}`)).toBeUndefined();
  });

  test("A swap is one script and nothing else; its time beside that of the smallest script is printed", async () => {
    const k = key();
    const bare = () =>
      kind === "ioredis"
        ? (client as IoredisClient).eval("return 1", 1, "k")
        : (client as { eval(script: string, options: object): Promise<unknown> }).eval("return 1", { keys: ["k"], arguments: [] });
    let version: string | undefined;
    const swap = async () => {
      version = (await store.swap(k, version, record("w"), { ttl: 60_000 })) as string;
    };
    const median = async (work: () => Promise<unknown>): Promise<number> => {
      const took: number[] = [];
      for (let turn = 0; turn < 600; turn += 1) {
        const start = performance.now();
        await work();
        took.push(performance.now() - start);
      }
      return took.sort((a, b) => a - b)[300] as number;
    };
    await swap();
    await say("CONFIG", "RESETSTAT");
    await median(swap);
    const asked = String(await say("INFO", "commandstats"));
    const calls = [...asked.matchAll(/cmdstat_([a-z|]+):calls=(\d+)/g)].map(([, name, count]) => [name, Number(count)] as const);
    // TIME, HMGET, HSET, PEXPIRE and PUBLISH are the script's own; the rest is this test asking.
    expect(Object.fromEntries(calls.filter(([name]) => /eval|script|get|set$|multi|wait/.test(String(name))))).toEqual({ evalsha: 600, hmget: 600, hset: 600 });
    const [one, other] = [await median(bare), await median(swap)];
    console.info(`redisStore with ${kind}: swap ${(other * 1000).toFixed(0)} us, bare EVAL ${(one * 1000).toFixed(0)} us, ratio ${(other / one).toFixed(2)}`);
    expect(version).toBeTypeOf("string");
  });
});
