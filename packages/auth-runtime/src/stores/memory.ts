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
  // One set for all keys: a needless wake-up costs a look into memory.
  const watchers = new Set<() => void>();
  return {
    load: async (key) => {
      const found = records.get(key);
      return found && { ...found, age: performance.now() - found.at };
    },
    swap: async (key, expected, record) => {
      if (records.get(key)?.version !== expected) return false;
      const version = crypto.randomUUID();
      records.set(key, { version, record, at: performance.now() });
      for (const wake of watchers) wake();
      return version;
    },
    watch: (_, wake) => {
      watchers.add(wake);
      return () => watchers.delete(wake);
    },
  };
}
