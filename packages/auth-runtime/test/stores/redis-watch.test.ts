// Second connections that do as they are told. Real ones, on a real server: redis.test.ts and redis-contract.test.ts.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { redisStore, type RedisClient } from "../../src/stores/redis.ts";
import { door } from "../support/time.ts";
import { noUnhandledRejections } from "../support/unhandled.ts";

noUnhandledRejections();

/** A connection for listening, as a test sees it. */
interface Second {
  readonly on: Map<string, ((...all: unknown[]) => void)[]>;
  readonly channels: string[];
  readonly callbacks: ((message: string) => void)[];
  /** How often it was connected, and closed. */
  connected: number;
  closed: number;
  say(event: string, ...all: unknown[]): void;
}
interface World {
  readonly client: RedisClient;
  readonly seconds: Second[];
  version: string;
  loads: number;
  /** Set by a test: what a load does, and what connecting and subscribing wait for. */
  before: (() => unknown) | undefined;
  connecting: Promise<void> | undefined;
  subscribing: (() => unknown) | undefined;
  closing: (() => unknown) | undefined;
}

function world(kind: "ioredis" | "node-redis" | "node-redis 4", more: object = {}): World {
  const node = kind !== "ioredis";
  const self: World = { client: {} as RedisClient, seconds: [], version: "v", loads: 0, before: undefined, connecting: undefined, subscribing: undefined, closing: undefined };
  const answer = async () => {
    self.loads += 1;
    await self.before?.();
    return self.version ? [1, self.version, '{"schema":1}', 0] : [1];
  };
  function duplicate(this: unknown): object {
    expect(this).toBe(self.client);
    const second: Second = { on: new Map(), channels: [], callbacks: [], connected: 0, closed: 0, say: (event, ...all) => second.on.get(event)?.forEach((one) => one(...all)) };
    self.seconds.push(second);
    const close = () => {
      second.closed += 1;
      self.closing?.();
    };
    return {
      on: (event: string, callback: () => void) => second.on.set(event, [...(second.on.get(event) ?? []), callback]),
      connect: () => {
        second.connected += 1;
        return self.connecting;
      },
      subscribe: async (channel: string, ...callbacks: (() => void)[]) => {
        await self.subscribing?.();
        second.channels.push(channel);
        second.callbacks.push(...callbacks);
      },
      ...(kind === "node-redis" ? { destroy: close, disconnect: () => expect.unreachable() } : { disconnect: close }),
    };
  }
  Object.assign(self.client, node ? { evalSha: answer, eval: answer } : { evalsha: answer, eval: answer, status: "ready" }, { duplicate }, more);
  return self;
}

async function soon(happened: () => unknown): Promise<void> {
  for (let turn = 0; !happened(); turn += 1) {
    if (turn > 20_000) throw new Error("waited in vain");
    await new Promise((resolve) => setImmediate(resolve));
  }
}
/** Lets every load and every hash that is on its way come to its end. */
async function settled(): Promise<void> {
  await crypto.subtle.digest("SHA-256", new Uint8Array(1));
  for (let turn = 0; turn < 30; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] }));
afterEach(() => void vi.useRealTimers());

describe.each(["ioredis", "node-redis", "node-redis 4"] as const)("A watch of redisStore, with a second connection like that of %s", (kind) => {
  const node = kind !== "ioredis";
  const start = (more?: object) => {
    const all = world(kind, more);
    const store = redisStore(all.client);
    const watch = (key: string, callback: () => void) => store.watch?.(key, callback) as () => void;
    return { ...all, all, store, watch };
  };
  /** A change of the channel, as the server tells it. */
  const tell = (second: Second | undefined, channel = 0) => (node ? second?.callbacks[channel]?.("w") : second?.say("message", second.channels[channel], "w"));

  test("listens on the record's own key, and calls back when that is told of", async () => {
    const { watch, seconds } = start();
    let told = 0;
    watch("k", () => (told += 1));
    await soon(() => seconds[0]?.channels.length);
    expect(seconds[0]?.channels).toEqual([expect.stringMatching(/^freshkey:\{[0-9a-f]{64}\}$/)]);
    tell(seconds[0]);
    expect([told, seconds.length, seconds[0]?.connected, seconds[0]?.callbacks.length]).toEqual([1, 1, node ? 1 : 0, node ? 1 : 0]);
  });

  test("listens where a client that puts a prefix before keys publishes: no client puts it before channels", async () => {
    const { watch, seconds } = start({ options: { keyPrefix: "app:" } });
    let told = 0;
    watch("k", () => (told += 1));
    await soon(() => seconds[0]?.channels.length);
    expect(seconds[0]?.channels).toEqual([expect.stringMatching(/^app:freshkey:\{[0-9a-f]{64}\}$/)]);
    tell(seconds[0]);
    expect(told).toBe(1);
  });

  test("costs one connection for all records, and one subscription for each", async () => {
    const { watch, seconds } = start();
    const told: string[] = [];
    for (const [index, key] of ["a", "a", "b"].entries()) {
      watch(key, () => told.push(`${key}${index}`));
      // Names are hashed, by threads that may end in any order.
      await soon(() => seconds[0]?.channels.length === (index < 2 ? 1 : 2));
    }
    tell(seconds[0], 0);
    tell(seconds[0], 1);
    expect([told, seconds.length]).toEqual([["a0", "a1", "b2"], 1]);
  });

  test("that ends hears no more; the connection goes with the last, and is made anew by the next", async () => {
    const { watch, seconds } = start();
    const told: string[] = [];
    const ends: (() => void)[] = [];
    for (const [index, key] of ["a", "a", "b"].entries()) {
      ends.push(watch(key, () => told.push(`${key}${index}`)));
      // Names are hashed, by threads that may end in any order.
      await soon(() => seconds[0]?.channels.length === (index < 2 ? 1 : 2));
    }
    await settled();
    ends[0]?.();
    ends[0]?.();
    tell(seconds[0], 0);
    expect([told, seconds[0]?.closed]).toEqual([["a1"], 0]);
    ends[1]?.();
    tell(seconds[0], 0);
    expect([told, seconds[0]?.closed]).toEqual([["a1"], 0]);
    const again = watch("a", () => told.push("again"));
    await settled();
    tell(seconds[0], 0);
    expect([told, seconds[0]?.channels.length]).toEqual([["a1", "again"], 2]);
    ends[2]?.();
    expect(seconds[0]?.closed).toBe(0);
    again();
    again();
    expect(seconds[0]?.closed).toBe(1);
    watch("a", () => told.push("anew"));
    await soon(() => seconds[1]?.channels.length);
    tell(seconds[1]);
    expect(told.at(-1)).toBe("anew");
    expect(seconds[0]?.closed).toBe(1);
  });

  test("that ends before its connection was begun makes none", async () => {
    const { watch, seconds } = start();
    watch("k", () => {})();
    // Its first look has a timer of its own, until the hashes are made.
    await soon(() => !vi.getTimerCount());
    await settled();
    expect(seconds).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("that ends while its connection is being made closes it again once it is", async () => {
    const { watch, seconds } = start();
    const end = watch("k", () => {});
    await soon(() => seconds.length);
    seconds[0]?.say("ready");
    expect(seconds[0]?.closed).toBe(0);
    end();
    expect(seconds[0]?.closed).toBe(1);
    seconds[0]?.say("ready");
    expect(seconds[0]?.closed).toBe(2);
  });

  test("looks as soon as it listens: what changed before was not heard", async () => {
    const gate = door();
    const { watch, all } = start();
    all.subscribing = () => gate.promise;
    let told = 0;
    watch("k", () => (told += 1));
    await soon(() => all.seconds.length && all.loads === 1);
    await settled();
    all.version = "w";
    await settled();
    expect([told, all.loads]).toEqual([0, 1]);
    gate.open();
    await soon(() => told);
    expect([told, all.loads]).toEqual([1, 2]);
  });

  test("looks each second, and tells of what is another version than at its beginning", async () => {
    const { watch, all } = start();
    let told = 0;
    const end = watch("k", () => (told += 1));
    await soon(() => all.seconds[0]?.channels.length && all.loads === 2);
    await settled();
    vi.advanceTimersByTime(999);
    await settled();
    expect(all.loads).toBe(2);
    vi.advanceTimersByTime(1);
    await soon(() => all.loads === 3);
    await settled();
    expect(told).toBe(0);
    all.version = "w";
    vi.advanceTimersByTime(1_000);
    await soon(() => told);
    end();
    vi.advanceTimersByTime(5_000);
    await settled();
    expect([told, all.loads]).toEqual([1, 4]);
  });

  test.each([
    ["appears", "", "v"],
    ["disappears", "v", ""],
  ])("tells of a record that %s", async (_, before, after) => {
    const { watch, all } = start();
    all.version = before;
    let told = 0;
    watch("k", () => (told += 1));
    await soon(() => all.loads === 2);
    await settled();
    expect(told).toBe(0);
    all.version = after;
    vi.advanceTimersByTime(1_000);
    await soon(() => told);
  });

  test("is content with a platform whose timers are numbers", () => {
    vi.stubGlobal("setInterval", () => 7);
    const ended: unknown[] = [];
    vi.stubGlobal("clearInterval", (timer: unknown) => ended.push(timer));
    start().watch("k", () => {})();
    vi.unstubAllGlobals();
    expect(ended).toEqual([7]);
  });

  test("that ends while it looks tells of nothing", async () => {
    const { watch, all } = start();
    let told = 0;
    const end = watch("k", () => (told += 1));
    await soon(() => all.loads === 2);
    await settled();
    const gate = door();
    all.before = () => gate.promise;
    all.version = "w";
    vi.advanceTimersByTime(1_000);
    await soon(() => all.loads === 3);
    end();
    gate.open();
    await settled();
    expect(told).toBe(0);
  });

  test("goes on over a look that fails, its first one too", async () => {
    const { watch, all } = start();
    let told = 0;
    all.before = () => {
      throw new Error("canary");
    };
    watch("k", () => (told += 1));
    await soon(() => all.loads === 2);
    all.before = undefined;
    all.version = "w";
    vi.advanceTimersByTime(1_000);
    await soon(() => all.loads === 3);
    await settled();
    tell(all.seconds[0]);
    // It does not know how it began: only what it hears tells it anything.
    expect(told).toBe(1);
  });

  test("keeps no process alive by its looks", async () => {
    vi.useRealTimers();
    const unref = vi.fn();
    const real = globalThis.setInterval;
    vi.stubGlobal("setInterval", (...all: Parameters<typeof real>) => {
      const timer = real(...all);
      return Object.assign(timer, { unref });
    });
    const { watch } = start();
    watch("k", () => {})();
    vi.unstubAllGlobals();
    expect(unref).toHaveBeenCalledTimes(1);
  });

  test("harms nobody when closing its connection throws, as one does that was never open", async () => {
    const { watch, all } = start();
    all.closing = () => {
      throw new Error("canary");
    };
    const end = watch("k", () => {});
    await soon(() => all.seconds.length);
    expect(end).not.toThrow();
    expect(all.seconds[0]?.closed).toBe(1);
  });

  test("harms nobody when it cannot subscribe, or is not allowed to: it looks each second all the same", async () => {
    const { watch, all } = start();
    all.subscribing = () => {
      throw new Error("NOPERM canary");
    };
    let told = 0;
    watch("k", () => (told += 1));
    await soon(() => all.seconds.length && all.loads === 1);
    await settled();
    all.version = "w";
    vi.advanceTimersByTime(1_000);
    await soon(() => told);
    all.seconds[0]?.say("error", new Error("canary"));
    expect(all.seconds[0]?.on.get("error")).toHaveLength(1);
  });

  test("harms nobody when the client cannot be duplicated now", async () => {
    const { watch, all } = start({
      duplicate: () => {
        throw new Error("canary");
      },
    });
    let told = 0;
    const end = watch("k", () => (told += 1));
    await soon(() => all.loads === 1);
    await settled();
    all.version = "w";
    vi.advanceTimersByTime(1_000);
    await soon(() => told);
    end();
    expect(vi.getTimerCount()).toBe(0);
  });

  test.each([[undefined], ["no function"]])("is not offered for a client that cannot be duplicated at all (%s)", (duplicate) => {
    const { client } = world(kind, { duplicate });
    expect(redisStore(client).watch).toBeUndefined();
    const { duplicate: _, ...bare } = client as RedisClient & { readonly duplicate: unknown };
    expect(redisStore(bare as RedisClient).watch).toBeUndefined();
  });

  test(node ? "subscribes only once it is connected" : "leaves it to the client to connect", async () => {
    const gate = door();
    const { watch, all } = start();
    all.connecting = gate.promise;
    watch("k", () => {});
    await soon(() => all.seconds.length);
    await settled();
    expect(all.seconds[0]?.channels.length).toBe(node ? 0 : 1);
    gate.open();
    await soon(() => all.seconds[0]?.channels.length);
  });
});
