/**
 * A token store in Redis, for any number of hosts, on a client that you have: ioredis or node-redis.
 * @module
 */
import { isRecord, newer, parsed, setAside, warner } from "./content.ts";
import { StoreError } from "./error.ts";
import { connection, failed, type RedisClient } from "./redis/client.ts";
import { digest, loading, swapping, type Script } from "./redis/scripts.ts";
import { listener } from "./redis/watch.ts";
import type { TokenStore } from "./types.ts";

export { StoreError, type StoreErrorReason } from "./error.ts";
export type { IoredisClient, NodeRedisClient, RedisClient } from "./redis/client.ts";

/** Settings of a `redisStore`. */
export interface RedisStoreOptions {
  /** Before each key. Default `freshkey:`. */
  readonly prefix?: string | undefined;
  /** ms that one call may take, after which the session goes on without the store. Default 250. */
  readonly budget?: number | undefined;
  /** Wait for so many replicas to have an intent before it counts (WAIT). Default 0. Not for a cluster. */
  readonly replicas?: number | undefined;
  /** Told once of what its owner should know: a record that is not readable. Default: `console.warn`. */
  readonly onWarning?: ((message: string) => void) | undefined;
}

/**
 * Keeps records in Redis (5 or newer) or Valkey. A swap is one script; keys are hashes of the account's name and expire by themselves.
 * Where the client can be duplicated, a second connection listens for changes, only while somebody waits for one.
 *
 * Its calls throw {@link StoreError}: `timeout` when Redis takes longer than the budget.
 *
 * @example
 * const store = redisStore(new Redis(process.env.REDIS_URL));
 * const session = createSession(chain, { credentials, store });
 */
export function redisStore(client: RedisClient, { prefix = "freshkey:", budget = 250, replicas = 0, onWarning }: RedisStoreOptions = {}): TokenStore {
  const redis = connection(client, budget);
  const warn = warner(onWarning);
  const names = new Map<string, Promise<string>>();
  /** Versions of records that cannot be read: the next first write goes over them. */
  const unreadable = new Map<string, string>();
  /** Versions with an intent to spend that too few replicas have: they count as not written until they have. */
  const unsure = new Map<string, string>();
  /** The server's time, less this machine's monotonic one. */
  let ahead: number | undefined;

  // In braces: in a cluster the key's slot is told by the hash alone.
  const nameOf = (key: string) => {
    const known = names.get(key) ?? digest("SHA-256", key).then((hash) => `${prefix}{${hash}}`);
    names.set(key, known);
    return known;
  };

  type Run = (script: Script, key: string, values: readonly string[]) => Promise<readonly unknown[]>;

  async function inTime<T>(work: (run: Run) => Promise<T>): Promise<T> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let alive = true;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        alive = false;
        reject(new StoreError("timeout", `Redis did not answer within ${budget} ms.`));
      }, budget);
    });
    const run: Run = async (script, key, values) => {
      const answer = await redis.run(script, await nameOf(key), values, () => alive);
      // An answer that waited for this process makes the server's clock look late: the best one counts.
      ahead = Math.max(ahead ?? -Infinity, Number(answer[0]) - performance.now());
      return answer;
    };
    try {
      return await Promise.race([work(run), late]);
    } catch (error) {
      throw failed(error);
    } finally {
      clearTimeout(timer);
    }
  }

  async function replicated(): Promise<void> {
    if ((await redis.wait(replicas, budget)) < replicas) throw new StoreError("failed", `Fewer than ${replicas} replicas of Redis have taken the write.`);
  }

  const load: TokenStore["load"] = (key) =>
    inTime(async (run) => {
      const [, version, text, age] = await run(loading, key, []);
      unreadable.delete(key);
      // Whoever finds his own write takes it for won.
      if (version && version === unsure.get(key)) await replicated();
      unsure.delete(key);
      if (typeof version !== "string") return undefined;
      const record = parsed(text);
      if (isRecord(record)) return { version, record, age: Math.max(0, Number(age)) };
      unreadable.set(key, version);
      warn(setAside);
      return undefined;
    });

  const swap: TokenStore["swap"] = (key, expected, record, { ttl }) =>
    inTime(async (run) => {
      const version = crypto.randomUUID();
      // What this call gave up must not be written when a stopped server wakes.
      const late = ahead === undefined ? 0 : Math.ceil(ahead + performance.now() + 2 * budget);
      const text = JSON.stringify(record);
      const [, answer] = await run(swapping, key, [expected ?? unreadable.get(key) ?? "", version, text, String(record.schema), String(Math.ceil(ttl ?? 0)), String(late)]);
      if (Number(answer) === -1) throw new StoreError("timeout", `Redis did not write within ${budget} ms.`);
      if (Number(answer) === -2) throw newer();
      if (Number(answer) !== 1) return false;
      if (!record.intent || !replicas) return version;
      if (record.intent.spends) unsure.set(key, version);
      await replicated();
      unsure.delete(key);
      return version;
    });

  const listen = listener(client);
  if (!listen) return { load, swap };
  return {
    load,
    swap,
    watch(key, callback) {
      const seen = load(key);
      seen.catch(() => {});
      let end: (() => void) | undefined;
      let ended = false;
      const look = async () => {
        try {
          const changed = (await load(key))?.version !== (await seen)?.version;
          if (changed && !ended) callback();
        } catch {
          // Whoever waits has a time of his own after which he asks.
        }
      };
      // What is not heard (forbidden, a connection lost and made anew) costs a second, not the rest of the wait.
      const timer = setInterval(look, 1_000) as unknown as { unref?: () => void };
      timer.unref?.();
      nameOf(key)
        .then((name) => {
          if (!ended) end = listen(name, look, callback);
        })
        .catch(() => {});
      return () => {
        ended = true;
        clearInterval(timer as unknown as number);
        end?.();
        end = undefined;
      };
    },
  };
}
