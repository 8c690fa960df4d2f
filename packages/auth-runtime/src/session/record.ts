import { stopwatch, waitingOn } from "../clock.ts";
import { newId } from "../random.ts";
import type { TokenRecord, TokenStore } from "../stores/types.ts";
import { within } from "./exchange.ts";
import { isSound } from "./sound.ts";
import type { Clock } from "./types.ts";

interface Timed {
  readonly id: string;
  readonly left: number;
}

/** One session's view of the shared record (the protocol's "record"). */
export interface RecordView {
  /** As last seen; while the store is down, as this session has it in memory. */
  record: TokenRecord;
  /** ms since it was written, by now; `Infinity` where the store cannot tell. */
  age(): number;
  /** The store failed at the last try. */
  down: boolean;
  load(): Promise<TokenRecord>;
  /** Whether the record is now `next`. On `false` somebody else's is: load it. */
  swap(next: Omit<TokenRecord, "schema" | "key" | "writer">): Promise<boolean>;
  /** ms that an intent or a closure still holds: by the store's clock or by own watching, whichever ends first. */
  left(timed: Timed | undefined): number;
  /** Resolves when the record may have changed, at the latest after `ms`. */
  changed(ms: number): Promise<void>;
}

const ignore = () => {};
const unstored = "what is won stays in memory";
const empty = { epoch: 0, tokens: {}, values: {} } as unknown as TokenRecord;

/** `tell`: the store fails, or holds what cannot be used; said once until that changes. */
export function viewRecord(store: TokenStore, key: () => string, ttl: number | undefined, clock: Clock, tell: (reason: string) => void): RecordView {
  let newer = false;
  let told: string | undefined;
  let version: string | undefined;
  let ends: Record<string, number> = {};
  let poll = 50;
  const track = (record: TokenRecord, age: number) => {
    const next: typeof ends = {};
    for (const entry of [record.intent, ...Object.values(record.gate?.closed ?? {})])
      if (entry) next[entry.id] = Math.min(ends[entry.id] ?? Infinity, clock.monotonic() - age + Math.min(entry.left, 3_600_000));
    ends = next;
    if (!record.intent) poll = 50;
    view.record = record;
  };
  // A store that hangs is a store that fails. In two halves: of a process that was stopped, the timers run before the answers that lie there.
  const half = { clock, timeout: 1500, fetch: undefined };
  const inTime = async <T>(work: () => Promise<T>) => {
    const going = work();
    return within(half, () => going).catch(() => within(half, () => going));
  };
  const fetch = () =>
    inTime(() => store.load(key())).then(
      (found) => {
        view.down = false;
        return found;
      },
      () => {
        view.down = true;
      },
    );
  const say = (reason: string) => {
    if (reason && reason !== told) tell(reason);
    told = reason;
  };
  const left = (entry: Timed | undefined) => (entry ? Math.max(0, (ends[entry.id] ?? Infinity) - clock.monotonic()) : 0);
  const view: RecordView = {
    record: empty,
    age: () => Infinity,
    down: false,
    left,
    async load() {
      // A process that is stopped, or sleeps, before it hears the answer grows older too.
      const elapsed = stopwatch(clock);
      const found = await fetch();
      if (!view.down) {
        const record = found?.record;
        const sound = isSound(record, key());
        version = found?.version;
        // An age below nothing, or none at all, tells nothing.
        const old = (found?.age as number) >= 0 ? (found?.age as number) : Infinity;
        view.age = () => old + elapsed();
        track(sound ? record : empty, old < Infinity ? old : 0);
        newer = (record?.schema as number) > 1;
        // Somebody younger will still need it: what is won stays in memory.
        view.down = newer;
        say(newer ? "a newer version wrote the record" : !found || sound ? (told === unstored ? told : "") : "the record is unreadable or another's");
      }
      return view.record;
    },
    async swap(next) {
      const start = clock.monotonic();
      const writer = newId();
      // Durations count from the writing: what is carried over shrinks.
      const shrunk = Object.entries(next.gate?.closed ?? {}).map(([way, entry]) => [way, { ...entry, left: Math.min(entry.left, left(entry)) }]);
      const record: TokenRecord = { ...next, schema: 1, key: key(), writer, gate: next.gate && { ...next.gate, closed: Object.fromEntries(shrunk) } };
      // An answer may give more than the nominal life.
      const keep = ttl && Math.max(ttl, ...Object.values(next.tokens).map(({ life }) => (life ?? 0) * 2));
      for (let again = true; ; again = false) {
        let won = newer
          ? undefined
          : await inTime(() => store.swap(key(), version, record, { ttl: keep })).catch(async () => {
              // The record: was the answer lost, or the write? Our own writer there tells.
              const found = await fetch();
              if (found?.record?.writer === writer) return found.version;
              if (!view.down && found?.version !== version) return false;
              if (again && clock.monotonic() - start < 3000) return true;
              view.down = true;
              return undefined;
            });
        if (won === true) continue;
        // The first write may have come late.
        const late = won === false && !again ? await fetch() : undefined;
        if (late?.record?.writer === writer) won = late.version;
        if (won === false && !view.down) return false;
        // Renewing 9: what cannot be stored (or compared) stays in memory.
        if (won) version = won;
        if (!newer) say(view.down ? unstored : "");
        track(record, clock.monotonic() - start);
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
        let stop: (() => void) | undefined;
        try {
          // A store that has no watch is one whose watch throws.
          stop = (store as Required<TokenStore>).watch(key(), done);
        } catch {}
        poll = Math.min(poll * 1.5, 400);
        // A change between the last look and the watch would be waited for in vain. A look that fails does not end the wait: that would be a loop without a pause.
        if (stop)
          store
            .load(key())
            .then((found) => found?.version !== version && done())
            .catch(ignore);
        const cancel = waitingOn(clock)(stop ? ms + 1 : Math.min(ms + 1, poll * (0.5 + Math.random() / 2)), done);
      }),
  };
  return view;
}
