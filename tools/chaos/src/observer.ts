import { createSession, type TokenRecord } from "@freshkey/auth-runtime";
import { fileStore } from "@freshkey/auth-runtime/stores/file";
import { redisStore } from "@freshkey/auth-runtime/stores/redis";
import { Redis } from "ioredis";
import type { Stage } from "./stage.ts";
import { chainOf, credentials } from "./writer/chain.ts";

/** Looks at the record from outside, as one more process would. */
export interface Observer {
  readonly key: string;
  readonly unreadable: number;
  /** Generations or epochs that went back. */
  readonly regressions: number;
  /** The record; counts what is wrong with it. */
  look(): Promise<{ readonly version: string; readonly record: TokenRecord } | undefined>;
  /** The medium has lost what it had. */
  forget(): void;
  close(): void;
}

export function observe({ place, mock }: Stage): Observer {
  const { servers } = createSession(chainOf("strict"), { credentials, server: mock.url });
  const key = JSON.stringify(["simacan", servers[0], [credentials.username]]);
  let unreadable = 0;
  let regressions = 0;
  let highest: Readonly<Record<string, number>> = {};
  const onWarning = (): void => void (unreadable += 1);
  const client = place.kind === "redis" ? new Redis({ path: place.socket, retryStrategy: () => 20 }) : undefined;
  client?.on("error", () => {});
  const store = place.kind === "redis" ? redisStore(client as Redis, { budget: 10_000, onWarning }) : fileStore(place.root, { onWarning });
  return {
    key,
    get unreadable() {
      return unreadable;
    },
    get regressions() {
      return regressions;
    },
    async look() {
      const found = await store.load(key);
      const lost = !found && Object.keys(highest).length > 0;
      if (lost) unreadable += 1;
      const { epoch = 0, tokens = {} } = found?.record ?? {};
      const now: Record<string, number> = { epoch, ...Object.fromEntries(Object.entries(tokens).map(([name, { generation }]) => [name, generation])) };
      if (found) for (const name in highest) if ((now[name] ?? 0) < (highest[name] ?? 0)) regressions += 1;
      if (found) highest = now;
      return found;
    },
    forget: () => void (highest = {}),
    close: () => client?.disconnect(),
  };
}
