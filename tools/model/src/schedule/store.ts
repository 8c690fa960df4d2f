import type { TokenRecord, TokenStore } from "@freshkey/auth-runtime";
import type { Body, World } from "./world.ts";

interface Row {
  readonly version: string;
  readonly record: TokenRecord;
  readonly at: number;
}

/** What the next call to the store suffers. `lost`: the answer; `late`: the write happens, but long after. */
export type StoreFault = "refused" | "lost" | "late" | undefined;

/** One store that all processes share; each call and each answer is a step of its own. */
export interface Shelf {
  /** Every record that was written, with the key and the writing process. */
  onWrite: (key: string, record: TokenRecord, before: TokenRecord | undefined, by: Body) => void;
  fault: (call: "load" | "swap", by: Body, record?: TokenRecord) => StoreFault;
  /** The store as a process sees it. */
  seenBy(body: Body): TokenStore;
  record(key: string): TokenRecord | undefined;
  keys(): string[];
  /** Goes back to what was there some writes ago; nothing: to no record at all. */
  rollBack(key: string, writes: number | undefined): void;
}

export function openShelf(world: World, { tellsAge, watched }: { readonly tellsAge: boolean; readonly watched: boolean }): Shelf {
  const rows = new Map<string, Row>();
  const past = new Map<string, Row[]>();
  const watchers = new Set<{ readonly key: string; readonly body: Body; readonly wake: () => void }>();
  let serial = 0;
  const write = (key: string, record: TokenRecord) => {
    serial += 1;
    const row = { version: `v${serial}`, record: structuredClone(record), at: world.now };
    rows.set(key, row);
    past.set(key, [...(past.get(key) ?? []), row]);
    for (const { key: other, body, wake } of watchers) if (other === key) world.later("woken", body, wake, 200);
    return row.version;
  };
  const shelf: Shelf = {
    onWrite: () => {},
    fault: () => undefined,
    record: (key) => rows.get(key)?.record,
    keys: () => [...rows.keys()],
    rollBack(key, writes) {
      const found = writes === undefined ? undefined : past.get(key)?.at(-1 - writes);
      if (found) rows.set(key, { ...found, at: world.now });
      else rows.delete(key);
    },
    seenBy(body) {
      /** A call travels, is done, and its answer travels back. */
      const call = <T>(what: "load" | "swap", done: () => T, record?: TokenRecord) =>
        new Promise<T>((resolve, reject) => {
          const fault = shelf.fault(what, body, record);
          const no = () => reject(new Error("the store says no"));
          if (fault === "refused") return world.later(`${what} refused`, body, no, 1000);
          world.later(
            `${what} of ${body.name} done${fault ? ` (${fault})` : ""}`,
            undefined,
            () => {
              const result = done();
              if (fault === "lost") world.later(`${what} answer lost`, body, no, 2000);
              else if (fault !== "late") world.later(`${what} answered`, body, () => resolve(result), 2000);
            },
            fault === "late" ? 30_000 : 1000,
          );
        });
      return {
        load: (key) =>
          call("load", () => {
            const row = rows.get(key);
            return row && { version: row.version, record: structuredClone(row.record), ...(tellsAge && { age: world.now - row.at }) };
          }),
        swap: (key, expected, record) =>
          call(
            "swap",
            () => {
              const before = rows.get(key);
              if (before?.version !== expected) return false;
              shelf.onWrite(key, record, before?.record, body);
              return write(key, record);
            },
            record,
          ),
        ...(watched && {
          watch: (key: string, wake: () => void) => {
            const one = { key, body, wake };
            watchers.add(one);
            return () => void watchers.delete(one);
          },
        }),
      };
    },
  };
  return shelf;
}
