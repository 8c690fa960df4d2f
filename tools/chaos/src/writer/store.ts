import type { TokenRecord, TokenStore } from "@freshkey/auth-runtime";
import { fileStore } from "@freshkey/auth-runtime/stores/file";
import { redisStore } from "@freshkey/auth-runtime/stores/redis";
import { Redis } from "ioredis";
import { hold, say, writes } from "./hold.ts";
import type { Place, Seen } from "./talk.ts";

/** A store that counts. */
export interface Watched {
  readonly store: TokenStore;
  readonly seen: { -readonly [Name in keyof Seen]: Seen[Name] };
  /** Calls that have not come back. */
  busy(): number;
  /** The medium has lost what it had: what comes now may be older. */
  forget(): void;
}

function opened(place: Place, warn: () => void): TokenStore {
  if (place.kind === "file") return fileStore(place.root, { onWarning: warn });
  const client = new Redis({ path: place.socket, retryStrategy: () => 20, maxRetriesPerRequest: 0 });
  client.on("error", () => {});
  const evalsha = client.evalsha.bind(client) as (...all: unknown[]) => Promise<unknown>;
  // The same place as in the file store: written, and nobody has heard of it.
  const held = Object.assign(client, {
    evalsha: async (...all: unknown[]): Promise<unknown> => {
      const answer = await evalsha(...all);
      if (all.length > 4) await hold("linked");
      return answer;
    },
  });
  // A busy machine may take longer than a quarter of a second, which is not what is looked at here.
  return redisStore(held, { budget: 5_000, onWarning: warn });
}

/** When it was written, in virtual time: the age that the medium tells is of another time. */
type Stamped = TokenRecord & { readonly writtenAt?: number };

export function watched(place: Place, now: () => number): Watched {
  const seen = { loads: 0, swaps: 0, lost: 0, late: 0, regressions: 0, unreadable: 0, degraded: 0 };
  const inner = opened(place, () => (seen.unreadable += 1));
  let highest: Record<string, number> = {};
  let busy = 0;
  let known: TokenRecord | undefined;

  const compare = ({ epoch, tokens }: TokenRecord): void => {
    for (const [name, number] of [["epoch", epoch] as const, ...Object.entries(tokens).map(([token, { generation }]) => [token, generation] as const)]) {
      if (number < (highest[name] ?? 0)) seen.regressions += 1;
      highest[name] = Math.max(highest[name] ?? 0, number);
    }
  };
  const during = async <T>(work: () => Promise<T>): Promise<T> => {
    busy += 1;
    try {
      return await work();
    } finally {
      busy -= 1;
    }
  };
  const isWon = (record: TokenRecord): boolean => Object.entries(record.tokens).some(([name, { generation }]) => generation > (known?.tokens[name]?.generation ?? 0));

  const store: TokenStore = {
    load: (key) =>
      during(async () => {
        seen.loads += 1;
        const found = await inner.load(key);
        known = found?.record;
        if (!found) return found;
        compare(found.record);
        return { ...found, age: now() - ((found.record as Stamped).writtenAt ?? now()) };
      }),
    swap: (key, expected, record, options) =>
      during(async () => {
        const tokens = isWon(record);
        writes(record.intent ? "intent" : tokens ? "tokens" : undefined);
        if (record.intent) await say({ say: "intent", intent: record.intent.id });
        seen.swaps += 1;
        const stamped: Stamped = { ...record, writtenAt: now() };
        const version = await inner.swap(key, expected, stamped, options);
        if (version === false) seen.lost += 1;
        if (version === false && tokens) seen.late += 1;
        if (version !== false) {
          known = record;
          compare(record);
        }
        return version;
      }),
    ...(inner.watch && { watch: inner.watch }),
  };
  return { store, seen, busy: () => busy, forget: () => void (highest = {}) };
}
