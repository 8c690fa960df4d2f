import type { RedisClient } from "./client.ts";

/** What is used of a second connection, for listening. */
interface Listener {
  on(event: string, callback: (...rest: unknown[]) => void): unknown;
  connect(): Promise<unknown>;
  subscribe(channel: string, callback?: (message: string) => void): Promise<unknown>;
  /** ioredis, node-redis 4. */
  disconnect?(): unknown;
  /** node-redis. */
  destroy?(): unknown;
}

/**
 * Calls back when something is published on the channel. The connection lives as long as somebody watches, so it keeps no process alive.
 * `ready`: called once it listens; what came before was not heard.
 */
export function listener(client: RedisClient): ((channel: string, ready: () => void, callback: () => void) => () => void) | undefined {
  if (!("duplicate" in client) || typeof client.duplicate !== "function") return undefined;
  const duplicate = client.duplicate.bind(client) as () => Listener;
  // An ioredis client puts it before keys, which the script publishes on, and not before channels.
  const prefix = (client as { readonly options?: { readonly keyPrefix?: string } }).options?.keyPrefix ?? "";
  const watchers = new Map<string, Set<() => void>>();
  let open: { readonly heard: (channel: string) => Promise<unknown>; readonly close: () => void } | undefined;

  const told = (channel: unknown) => {
    for (const wake of watchers.get(String(channel)) ?? []) wake();
  };
  const start = () => {
    const second = duplicate();
    const node = "evalSha" in client;
    // Without a listener a lost connection would end the process. Whoever watches looks by himself, too.
    second.on("error", () => {});
    // node-redis has no such event.
    second.on("message", told);
    let closed = false;
    const close = () => {
      closed = true;
      try {
        void (second.destroy ?? (second.disconnect as () => unknown)).call(second);
      } catch {
        // It was never open.
      }
    };
    // node-redis: what is closed while it connects comes up all the same.
    second.on("ready", () => closed && close());
    const connected = node ? second.connect() : undefined;
    const subscribed = new Map<string, Promise<unknown>>();
    const subscribe = async (channel: string) => {
      await connected;
      await second.subscribe(channel, ...(node ? [() => told(channel)] : []));
    };
    return {
      heard: (channel: string) => {
        const known = subscribed.get(channel) ?? subscribe(channel);
        subscribed.set(channel, known);
        return known;
      },
      close,
    };
  };
  return (name, ready, callback) => {
    const channel = prefix + name;
    const mine = () => callback();
    watchers.set(channel, (watchers.get(channel) ?? new Set()).add(mine));
    const { heard, close } = (open ??= start());
    heard(channel).then(ready, () => {});
    return () => {
      const set = watchers.get(channel) as Set<() => void>;
      set.delete(mine);
      if (set.size) return;
      watchers.delete(channel);
      if (watchers.size) return;
      close();
      open = undefined;
    };
  };
}
