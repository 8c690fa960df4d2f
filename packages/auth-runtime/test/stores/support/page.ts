import { indexedDbStore as opened, StoreError } from "../../../src/stores/indexeddb.ts";
import type { TokenRecord } from "../../../src/stores/types.ts";
import { storeContract } from "../../../src/testing/index.ts";

/** Twenty tabs on a busy machine may take longer than the usual three seconds. */
export const indexedDbStore: typeof opened = (name, options) => opened(name, { budget: 30_000, ...options });

/** A database that no token store made: its table is missing. */
export const foreign = (name: string): Promise<void> =>
  new Promise((resolve) => {
    const request = indexedDB.open(name, 1);
    request.onsuccess = () => (request.result.close(), resolve());
  });

const checks = storeContract(() => indexedDbStore("contract"), {
  shared: true,
  broken: async () => {
    await foreign("foreign");
    return indexedDbStore("foreign");
  },
});

/** The name of each check of the contract. */
export const names = (): string[] => checks.map(({ name }) => name);

/** Runs one check in this page: what it says, or nothing. */
export const check = (name: string): Promise<string | undefined> =>
  checks
    .find((one) => one.name === name)!
    .run()
    .then(
      () => undefined,
      (error: unknown) => String(error),
    );

export const record = (writer: string, epoch = 0): TokenRecord => ({ schema: 1, writer, epoch, tokens: {}, values: {} });

/** What a call came to: its value, or the reason of its error. */
export const outcome = async (work: Promise<unknown>): Promise<unknown> =>
  work.catch((error: unknown) => (error instanceof StoreError ? { reason: error.reason, message: error.message } : `untyped: ${error}`));

/** Writes a row as something else than a token store would. */
export const plant = (name: string, key: string, row: unknown): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore("records");
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const transaction = request.result.transaction("records", "readwrite");
      transaction.objectStore("records").put(row, key);
      transaction.oncomplete = () => (request.result.close(), resolve());
    };
  });

/** Holds the table for itself, until it is let go. */
export const hold = (name: string): Promise<() => Promise<void>> =>
  new Promise((resolve) => {
    const request = indexedDB.open(name, 1);
    request.onsuccess = () => {
      const transaction = request.result.transaction("records", "readwrite");
      const rows = transaction.objectStore("records");
      let held = true;
      const again = () => {
        if (held) rows.get("nothing").onsuccess = again;
      };
      again();
      const ended = new Promise<void>((end) => {
        transaction.oncomplete = () => (request.result.close(), end());
      });
      resolve(() => ((held = false), ended));
    };
  });
