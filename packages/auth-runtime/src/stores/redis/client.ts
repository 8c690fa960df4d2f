import { StoreError } from "../error.ts";
import { digest, type Script } from "./scripts.ts";

/** What is used of an ioredis client. */
export interface IoredisClient {
  evalsha(hash: string, count: number, ...values: string[]): Promise<unknown>;
  eval(script: string, count: number, ...values: string[]): Promise<unknown>;
  wait(replicas: number, ms: number): Promise<unknown>;
  readonly status: string;
  once(event: string, listener: () => void): unknown;
}

/** What is used of a node-redis client (`redis` or `@redis/client`). */
export interface NodeRedisClient {
  evalSha(hash: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
}

/** A connected client of yours, ioredis or node-redis. It stays yours: the store does not close it. */
export type RedisClient = IoredisClient | NodeRedisClient;

type Connecting = { readonly isOpen?: boolean; readonly isReady?: boolean; readonly status?: string; once?(event: string, listener: () => void): unknown };

/** A client of either kind in the same words. */
export interface Connection {
  /** `alive` is asked before anything is sent. */
  run(script: Script, key: string, values: readonly string[], alive: () => boolean): Promise<readonly unknown[]>;
  wait(replicas: number, ms: number): Promise<number>;
}

/** `patience`: ms that a client may take to connect again; after that, until it has, nobody waits. */
export function connection(client: RedisClient, patience: number): Connection {
  const state = client as Connecting;
  let connecting: Promise<void> | undefined;
  let since = 0;
  // What is given to a client that is not connected would be queued, and run long after it was given up.
  const ready = async () => {
    // An ioredis client that waits for its first command, or was closed for good, says so best itself; so does a node-redis client that was never opened.
    const connected = state.status === undefined ? state.isReady !== false || state.isOpen === false : /^(ready|wait|end)$/.test(state.status);
    if (connected || !state.once) return;
    if (!connecting) since = performance.now();
    else if (performance.now() - since > patience) throw new StoreError("timeout", "Redis is not connected.");
    connecting ??= new Promise<void>((resolve) => state.once?.("ready", resolve)).then(() => {
      connecting = undefined;
    });
    await connecting;
  };
  const by = (method: "eval" | "hash", text: string, key: string, values: readonly string[]): Promise<unknown> => {
    if ("evalSha" in client) return client[method === "eval" ? "eval" : "evalSha"](text, { keys: [key], arguments: [...values] });
    return client[method === "eval" ? "eval" : "evalsha"](text, 1, key, ...values);
  };
  return {
    async run(script, key, values, alive) {
      const hash = await (script.hash ??= digest("SHA-1", script.text));
      await ready();
      if (!alive()) throw new StoreError("timeout", "Redis was not there in time.");
      const answer = await by("hash", hash, key, values).catch((error: unknown) => {
        // The server was restarted, or sees the script for the first time.
        if (wordOf(error) === "NOSCRIPT" && alive()) return by("eval", script.text, key, values);
        throw error;
      });
      if (!Array.isArray(answer)) throw new StoreError("failed", "Redis answered in a way that no script of this store does.");
      return answer;
    },
    // node-redis types each command of each protocol version anew: no small interface holds them all.
    wait: async (replicas, ms) => Number(await (client as unknown as { wait(replicas: number, ms: number): Promise<unknown> }).wait(replicas, ms)),
  };
}

/** The first word of what Redis says. The rest may quote what was sent. */
function wordOf(error: unknown): string {
  return /^[A-Z]{3,}(?= |$)/.exec(String((error as Partial<Error> | null)?.message))?.[0] ?? "";
}

/** A client's error as one that says what to do. The client's own holds the command, and with it the tokens. */
export function failed(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const word = wordOf(error);
  if (word === "OOM") return new StoreError("full", "Redis is out of memory: give it more, or let it evict.");
  if (word === "READONLY") return new StoreError("read_only", "This Redis is a replica: connect to the primary.");
  if (/^(NOAUTH|NOPERM|WRONGPASS)$/.test(word))
    return new StoreError("denied", `Redis refused (${word}): the client's user needs EVALSHA, EVAL, TIME, HMGET, HSET, DEL, PEXPIRE and PERSIST on the prefix.`);
  return new StoreError("failed", word ? `Redis failed (${word}).` : "Redis could not be asked.");
}
