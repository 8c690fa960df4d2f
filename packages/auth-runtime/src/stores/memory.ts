import { newId } from "../random.ts";
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
  const watchers = new Set<readonly [key: string, wake: () => void]>();
  return {
    load: async (key) => {
      const found = records.get(key);
      return found && { ...found, age: performance.now() - found.at };
    },
    swap: async (key, expected, record) => {
      if (records.get(key)?.version !== expected) return false;
      const version = newId();
      records.set(key, { version, record, at: performance.now() });
      for (const [watched, wake] of watchers) if (watched === key) wake();
      return version;
    },
    watch: (...watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
  };
}
