/**
 * A token store in the browser's IndexedDB, for all tabs and workers of one origin.
 * @module
 */
import { newId } from "../random.ts";
import { isRecord, newer, setAside, warner } from "./content.ts";
import { StoreError } from "./error.ts";
import type { TokenRecord, TokenStore } from "./types.ts";

export { StoreError, type StoreErrorReason } from "./error.ts";

/** Settings of an `indexedDbStore`. */
export interface IndexedDbStoreOptions {
  /** ms that one call may take, after which the session goes on without the store. Default 3,000. */
  readonly budget?: number | undefined;
  /** Told once of what its owner should know: a record that is not readable. Default: `console.warn`. */
  readonly onWarning?: ((message: string) => void) | undefined;
}

interface Row {
  readonly version: string;
  readonly record: unknown;
  readonly at: number;
}

const table = "records";

/**
 * Keeps records in IndexedDB: one login for all tabs, also after a reload. Whoever runs a script on the page can read it: prefer a store on
 * a server of yours for tokens that must not be stolen that way. A swap is one transaction; no lock is held beyond it, so a frozen or
 * closed tab harms nobody.
 *
 * Its calls throw {@link StoreError}: `denied` where the browser allows no storage, `full` beyond its quota, `timeout` beyond the budget.
 *
 * @example
 * const session = createSession(chain, { credentials, store: indexedDbStore("my-app") });
 */
export function indexedDbStore(name: string, { budget = 3000, onWarning }: IndexedDbStoreOptions = {}): TokenStore {
  const warn = warner(onWarning);
  const channel = `@freshkey/auth-runtime ${name}`;
  const watchers = new Set<readonly [key: string, wake: () => void]>();
  let listening: BroadcastChannel | undefined;
  let opening: Promise<IDBDatabase> | undefined;

  const open = (): Promise<IDBDatabase> => {
    opening ??= new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(table);
      request.onerror = () => reject(failed(request.error));
      request.onsuccess = () => {
        const database = request.result;
        // Somebody deletes it, or the person clears the site's data: nobody is held up, and the next call opens it anew.
        database.onversionchange = () => database.close();
        resolve(database);
      };
    }).catch((error: unknown) => {
      close();
      throw error;
    });
    return opening;
  };
  const close = () => {
    opening = undefined;
  };

  /** Runs one transaction; `work` returns what it found, once it is on the disk. */
  async function transact<T>(signal: AbortSignal, mode: IDBTransactionMode, work: (rows: IDBObjectStore, give: (value: T) => void, refuse: (error: StoreError) => void) => void): Promise<T> {
    const begin = (database: IDBDatabase) => database.transaction(table, mode, { durability: "strict" });
    const database = await open();
    let transaction: IDBTransaction;
    try {
      transaction = begin(database);
    } catch {
      // It was closed since.
      close();
      transaction = begin(await open());
    }
    // What was given up must not be written later.
    signal.addEventListener("abort", () => {
      try {
        transaction.abort();
      } catch {
        // It has ended.
      }
    });
    if (signal.aborted) transaction.abort();
    return new Promise<T>((resolve, reject) => {
      let given: T;
      let refused: StoreError | undefined;
      const give = (value: T) => {
        given = value;
      };
      const refuse = (error: StoreError) => {
        refused = error;
        transaction.abort();
      };
      transaction.oncomplete = () => resolve(given);
      transaction.onabort = () => reject(refused ?? failed(transaction.error));
      work(transaction.objectStore(table), give, refuse);
    });
  }

  /** A browser that hangs over its own data must not hang the session. */
  async function inTime<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const ending = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        close();
        ending.abort();
        reject(new StoreError("timeout", `IndexedDB did not answer within ${budget} ms.`));
      }, budget);
    });
    try {
      return await Promise.race([work(ending.signal), late]);
    } catch (error) {
      throw failed(error);
    } finally {
      clearTimeout(timer);
    }
  }

  const tell = (key: string) => {
    for (const [watched, wake] of watchers) if (watched === key) wake();
  };

  const load: TokenStore["load"] = async (key) => {
    const row = await inTime((signal) =>
      transact<Row | undefined>(signal, "readonly", (rows, give) => {
        const request = rows.get(key);
        request.onsuccess = () => give(request.result as Row | undefined);
      }),
    );
    if (!row) return undefined;
    if (readable(row)) return { version: row.version, record: row.record as TokenRecord, age: Math.max(0, Date.now() - row.at) };
    warn(setAside);
    return undefined;
  };

  const swap: TokenStore["swap"] = async (key, expected, record) => {
    const version = newId();
    const won = await inTime((signal) =>
      transact<boolean>(signal, "readwrite", (rows, give, refuse) => {
        const request = rows.get(key);
        request.onsuccess = () => {
          const row = request.result as Row | undefined;
          const held = row && readable(row) ? row : undefined;
          if (held?.version !== expected) return give(false);
          if (held && (held.record as TokenRecord).schema > record.schema) return refuse(newer());
          try {
            rows.put({ version, record, at: Date.now() } satisfies Row, key);
            give(true);
          } catch (error) {
            // Unhandled, the browser would print it, and it may quote the record.
            refuse(failed(error));
          }
        };
      }),
    );
    if (!won) return false;
    tell(key);
    announce(channel, key);
    return version;
  };

  if (typeof BroadcastChannel === "undefined") return { load, swap };
  return {
    load,
    swap,
    watch(key, callback) {
      const watcher = [key, callback] as const;
      watchers.add(watcher);
      // Open only while somebody waits: a page that listens may not be kept for the way back.
      if (!listening) {
        listening = new BroadcastChannel(channel);
        listening.onmessage = ({ data }) => tell(String(data));
      }
      return () => {
        watchers.delete(watcher);
        if (watchers.size) return;
        listening?.close();
        listening = undefined;
      };
    },
  };
}

const readable = (row: Partial<Row>): boolean => typeof row.version === "string" && Number.isFinite(row.at) && isRecord(row.record);

function announce(channel: string, key: string): void {
  if (typeof BroadcastChannel === "undefined") return;
  const sender = new BroadcastChannel(channel);
  sender.postMessage(key);
  sender.close();
}

/** What the browser says, as an error that says what to do. Its own may quote what was stored. */
function failed(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const name = String((error as Partial<Error> | null)?.name);
  if (name === "QuotaExceededError") return new StoreError("full", "The browser has no room left for this site: free some of it, or use memoryStore.");
  // Where storage is blocked, asking for it may throw, or give null.
  if (/^(Security|InvalidState|NotAllowed)Error$/.test(name) || !globalThis.indexedDB)
    return new StoreError("denied", "The browser allows no IndexedDB here (private mode, blocked storage, or no browser): use memoryStore.");
  if (name === "VersionError" || name === "NotFoundError") return new StoreError("wrong_kind", "A database of this name is there, and no token store made it: choose another name.");
  return new StoreError("failed", `IndexedDB failed${/^[A-Za-z]+Error$/.test(name) ? ` (${name})` : ""}.`);
}
