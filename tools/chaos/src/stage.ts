import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startAuthMock, type AuthMock, type Exchange } from "@freshkey/auth-mock";
import { bundle } from "./bundle.ts";
import { startRedis, type RedisServer } from "@freshkey-tools/parts/redis";
import type { Place } from "./writer/talk.ts";

/** The real mock over TCP, in virtual time, and a place for tokens. */
export interface Stage {
  readonly mock: AuthMock;
  readonly rotation: "strict" | "grace";
  readonly place: Place;
  readonly redis: RedisServer | undefined;
  /** The program of a writer. */
  readonly writer: string;
  /** Takes in what the mock has answered since the last time. */
  count(): Counts;
  close(): Promise<void>;
}

/** What the mock has answered so far. */
export interface Counts {
  readonly logins: number;
  readonly refreshes: number;
  /** Refresh tokens that were refused: spent ones that came again, and what died with them. */
  readonly alarms: number;
}

export async function openStage(kind: Place["kind"], rotation: Stage["rotation"] = "strict"): Promise<Stage> {
  // In memory where that is a folder: nothing here is about a power cut.
  const folder = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "freshkey-chaos-"));
  const spec = join(folder, "simacan.openapi.yaml");
  const text = readFileSync(new URL("../../../specs/simacan.openapi.yaml", import.meta.url), "utf8");
  if (!text.includes("rotation: strict")) throw new Error("simacan.openapi.yaml has no rotation: strict any more");
  writeFileSync(spec, rotation === "grace" ? text.replace("rotation: strict", "rotation: { grace: PT60S }") : text);
  const redis = kind === "redis" ? await startRedis() : undefined;
  const mock = await startAuthMock({ spec, clock: { now: () => Date.UTC(2026, 0, 1), monotonic: () => 0, after: () => () => {} } });
  const { path, remove } = await bundle("writer");
  const counts = { logins: 0, refreshes: 0, alarms: 0 };
  let last: Exchange | undefined;
  return {
    mock,
    rotation,
    place: redis ? { kind: "redis", socket: redis.socket } : { kind: "file", root: join(folder, "tokens") },
    redis,
    writer: path,
    count() {
      const { journal } = mock;
      const fresh = journal.slice(last ? journal.lastIndexOf(last) + 1 : 0);
      if (last && !journal.includes(last)) throw new Error("The mock's journal was not read in time.");
      for (const { operationId, status } of fresh) {
        if (operationId === "createTokens") counts.logins += 1;
        if (operationId === "refreshTokens") counts.refreshes += 1;
        if (operationId === "refreshTokens" && status !== 200) counts.alarms += 1;
      }
      last = journal.at(-1);
      return { ...counts };
    },
    async close() {
      await mock.close();
      await redis?.close();
      remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
