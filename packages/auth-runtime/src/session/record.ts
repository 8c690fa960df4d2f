import { AuthError } from "../errors.ts";
import type { TokenRecord, TokenStore } from "../stores/types.ts";
import type { Clock } from "./types.ts";

interface Timed {
  readonly id: string;
  readonly left: number;
}

/** One session's view of the shared record (the protocol's "record"). */
export interface RecordView {
  /** As last seen. */
  record: TokenRecord;
  load(): Promise<void>;
  /** Whether the record is now `next`. On `false` somebody else's is: load it. */
  swap(next: Omit<TokenRecord, "schema" | "writer">): Promise<boolean>;
  /** ms that an intent or a closure still holds: by the store's clock or by own watching, whichever ends first. */
  left(timed: Timed | undefined): number;
  /** Resolves when the record may have changed, at the latest after `ms`. */
  changed(ms: number): Promise<void>;
}

const empty: TokenRecord = { schema: 1, writer: "", epoch: 0, tokens: {}, values: {} };

export function viewRecord(store: TokenStore, key: string, ttl: number | undefined, clock: Clock): RecordView {
  let version: string | undefined;
  let ends = new Map<string, number>();
  let poll = 50;
  const timed = ({ intent, gate }: Pick<TokenRecord, "intent" | "gate">): Timed[] => [...(intent ? [intent] : []), ...Object.values(gate?.closed ?? {})];
  const left = (entry: Timed | undefined) => (entry ? Math.max(0, (ends.get(entry.id) ?? 0) - clock.monotonic()) : 0);
  const guard = <T>(work: Promise<T>): Promise<T> =>
    work.catch(() => {
      throw new AuthError("store_failed", "The token store failed. Is it reachable and writable?");
    });
  const view: RecordView = {
    record: empty,
    left,
    async load() {
      const found = await guard(store.load(key));
      const since = clock.monotonic() - (found?.age ?? 0);
      version = found?.version;
      view.record = found?.record ?? empty;
      ends = new Map(timed(view.record).map((entry) => [entry.id, Math.min(ends.get(entry.id) ?? Infinity, since + entry.left)]));
    },
    async swap(next) {
      const start = clock.monotonic();
      const known = new Map(ends);
      for (const entry of timed(next)) if (!known.has(entry.id)) known.set(entry.id, start + entry.left);
      // Durations count from the writing: what is carried over shrinks.
      const closed = next.gate && Object.fromEntries(Object.entries(next.gate.closed).map(([way, entry]) => [way, { ...entry, left: Math.max(0, (known.get(entry.id) as number) - start) }]));
      const record: TokenRecord = { ...next, schema: 1, writer: crypto.randomUUID(), gate: next.gate && closed && { ...next.gate, closed } };
      for (let again = true; ; again = false) {
        const won = await store.swap(key, version, record, { ttl }).catch(async () => {
          // Was the answer lost, or the write? Our own writer there tells.
          const found = await guard(store.load(key));
          if (found?.record.writer === record.writer) return found.version;
          return found?.version === version && again ? undefined : false;
        });
        if (won === undefined) continue;
        if (!won) return false;
        version = won;
        view.record = record;
        ends = known;
        return true;
      }
    },
    changed: (ms) =>
      new Promise((resolve) => {
        const done = () => {
          stop?.();
          cancel();
          resolve();
        };
        const stop = store.watch?.(key, done);
        poll = Math.min(poll * 1.5, 400);
        const cancel = clock.after(Math.min(ms, stop ? ms : poll * (0.5 + Math.random() / 2)) + 1, done);
      }),
  };
  return view;
}
