import type { TokenRecord, TokenStore } from "./types.ts";

/**
 * Keeps records in this process. Sessions that are given the same one share their tokens.
 *
 * @example
 * const store = memoryStore();
 * const first = createSession(chain, { credentials, store });
 * const second = createSession(chain, { credentials, store }); // one login for both
 */
export function memoryStore(): TokenStore {
  const records = new Map<string, { readonly version: string; readonly record: TokenRecord; readonly at: number }>();
  const watchers = new Map<string, Set<() => void>>();
  return {
    load: async (key) => {
      const found = records.get(key);
      return found && { version: found.version, record: found.record, age: performance.now() - found.at };
    },
    swap: async (key, expected, record) => {
      if (records.get(key)?.version !== expected) return false;
      const version = crypto.randomUUID();
      records.set(key, { version, record, at: performance.now() });
      for (const callback of watchers.get(key) ?? []) callback();
      return version;
    },
    watch: (key, callback) => {
      const set = watchers.get(key) ?? new Set();
      watchers.set(key, set.add(callback));
      return () => {
        set.delete(callback);
        if (!set.size) watchers.delete(key);
      };
    },
  };
}
