import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { onTestFinished } from "vitest";

const program = "redis-server";

/** Whether there is a Redis here. Without one its tests are skipped and say so; in CI that is a failure. */
export function hasRedis(): boolean {
  if (spawnSync(program, ["--version"]).status === 0) return true;
  const why = "No Redis: install redis-server.";
  if (process.env["CI"] === "true") throw new Error(why);
  console.warn(`SKIPPED, ${why}`);
  return false;
}

/** A Redis of the test's own, on a socket file: no port, nothing on disk. */
export interface RedisServer {
  readonly socket: string;
  connect(): Promise<Redis>;
  stop(): void;
  go(): void;
  /** Ends it without warning, and starts it anew, empty. */
  restart(): Promise<void>;
}

export async function startRedis(): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), "freshkey-redis-"));
  const socket = join(folder, "redis.sock");
  const start = (): ChildProcess => spawn(program, ["--port", "0", "--unixsocket", socket, "--save", "", "--appendonly", "no", "--dir", folder], { stdio: "ignore" });
  let child = start();
  const kill = async (): Promise<void> => {
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  };
  const clients: Redis[] = [];
  onTestFinished(async () => {
    for (const client of clients) client.disconnect();
    await kill();
    rmSync(folder, { recursive: true, force: true });
  });
  const connect = async (): Promise<Redis> => {
    const client = new Redis({ path: socket, retryStrategy: () => 20 }).on("error", () => {});
    clients.push(client);
    // Not `once` of Node's: it would reject while the server is still starting.
    await new Promise<void>((resolve) => void client.once("ready", resolve));
    return client;
  };
  await connect();
  return {
    socket,
    connect,
    stop: () => void child.kill("SIGSTOP"),
    go: () => void child.kill("SIGCONT"),
    restart: async () => {
      await kill();
      rmSync(socket, { force: true });
      child = start();
    },
  };
}
