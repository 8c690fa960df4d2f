import { createSession, memoryStore, type TokenStore } from "@freshkey/auth-runtime";
import { redisStore, type RedisClient } from "@freshkey/auth-runtime/stores/redis";
import { createClient } from "@redis/client";
import { Redis } from "ioredis";
import { virtualClock } from "./clock.ts";
import { startRedis } from "@freshkey-tools/parts/redis";
import { chainOf, credentials, vendorOf } from "./vendor.ts";

export interface Fast {
  readonly calls: number;
  /** Calls of the store while the token was fresh. */
  readonly loads: number;
  readonly swaps: number;
}

/** Calls with a fresh token, spread over its life: how often do they touch the store? */
export async function callFresh(calls: number): Promise<Fast> {
  const clock = virtualClock();
  const counts = { loads: 0, swaps: 0 };
  const inner = memoryStore();
  const store: TokenStore = {
    load: (key) => ((counts.loads += 1), inner.load(key)),
    swap: (...all) => ((counts.swaps += 1), inner.swap(...all)),
  };
  const session = createSession(chainOf("strict"), { credentials, clock, store, fetch: vendorOf("strict", clock.now, () => "none").fetch });
  await session.getToken();
  Object.assign(counts, { loads: 0, swaps: 0 });
  for (let call = 0; call < calls; call += 1) {
    if (call % 2) session.current();
    else await session.getToken();
    // Up to where renewing ahead may begin.
    clock.advance(3_200_000 / calls);
  }
  return { calls, ...counts };
}

export interface Ratio {
  /** Medians, microseconds. */
  readonly swap: number;
  readonly bare: number;
  readonly ratio: number;
}

/** A swap of the Redis store beside the smallest script there is, by turns. Times: to be looked at, not to fail on. */
export async function compareSwap(turns: number, kind: "ioredis" | "node-redis"): Promise<Ratio> {
  const server = await startRedis();
  const { client, bare, close } = kind === "ioredis" ? ioredis(server.socket) : await nodeRedis(server.socket);
  try {
    const store = redisStore(client, { budget: 10_000 });
    const times: { readonly swap: number[]; readonly bare: number[] } = { swap: [], bare: [] };
    const timed = async (into: number[], work: () => Promise<unknown>): Promise<void> => {
      const start = performance.now();
      await work();
      into.push((performance.now() - start) * 1000);
    };
    let version: string | undefined;
    const tokens = { access: { value: "canary-access", expiresAt: 0, generation: 1 }, refresh: { value: "canary-refresh", generation: 1 } };
    for (let turn = 0; turn < turns; turn += 1) {
      await timed(times.bare, bare);
      await timed(times.swap, async () => {
        version = (await store.swap("k", version, { schema: 1, writer: "w", epoch: 0, tokens, values: {} }, { ttl: 60_000 })) || version;
      });
    }
    const [swap, one] = [median(times.swap), median(times.bare)];
    return { swap: Math.round(swap), bare: Math.round(one), ratio: Math.round((swap / one) * 100) / 100 };
  } finally {
    close();
    await server.close();
  }
}

interface Connected {
  readonly client: RedisClient;
  readonly bare: () => Promise<unknown>;
  readonly close: () => void;
}

function ioredis(path: string): Connected {
  const client = new Redis({ path });
  return { client, bare: () => client.eval("return 1", 1, "k"), close: () => client.disconnect() };
}

async function nodeRedis(path: string): Promise<Connected> {
  const client = createClient({ socket: { path, tls: false } });
  client.on("error", () => {});
  await client.connect();
  return { client, bare: () => client.eval("return 1", { keys: ["k"], arguments: [] }), close: () => client.destroy() };
}

const median = (all: number[]): number => all.sort((one, other) => one - other)[Math.floor(all.length / 2)] as number;
