import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, renameSync, rmSync } from "node:fs";
import { connect, createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@redis/client";
import { Redis } from "ioredis";

/** A Redis of the test's own, on a socket file: no port, nothing on disk. */
export interface RedisServer {
  readonly socket: string;
  readonly pause: () => void;
  readonly resume: () => void;
  /** Cuts all connections, and lets nobody in until `show`: a network that is down. The server goes on. */
  readonly hide: () => Promise<void>;
  readonly show: () => void;
  /** Ends it without warning. */
  readonly kill: () => Promise<void>;
  /** Starts it anew on the same socket, empty. */
  readonly start: (...settings: string[]) => Promise<void>;
  /** Ends it, and removes its folder. */
  readonly end: () => Promise<void>;
}

const program = "redis-server";
const ignore = () => {};

/** Why there is no Redis here, if there is none. In CI that is a failure. */
export function noRedis(): string | undefined {
  if (spawnSync(program, ["--version"]).status === 0) return undefined;
  const reason = "no redis-server on the PATH: the Redis store is NOT tested here";
  if (process.env["CI"] === "true") throw new Error(reason);
  console.warn(`SKIPPED: ${reason}`);
  return reason;
}

export async function startRedis(...first: string[]): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), "freshkey-redis-"));
  const socket = join(folder, "redis.sock");
  let child: ChildProcess | undefined;
  const kill = async () => {
    const running = child;
    child = undefined;
    if (!running || running.exitCode !== null) return;
    const ended = once(running, "exit");
    running.kill("SIGKILL");
    await ended;
  };
  const start = async (...settings: string[]) => {
    rmSync(socket, { force: true });
    child = spawn(program, ["--port", "0", "--unixsocket", socket, "--save", "", "--appendonly", "no", "--dir", folder, ...settings], { stdio: "ignore" });
    for (let turn = 0; !(await answers(socket)); turn += 1) {
      if (turn > 500) throw new Error("redis-server does not start");
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  await start(...first);
  const hide = async () => {
    const { client, close } = await clients.ioredis(socket);
    renameSync(socket, `${socket}.hidden`);
    await client.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
    close();
  };
  const show = () => renameSync(`${socket}.hidden`, socket);
  const end = async () => {
    child?.kill("SIGCONT");
    await kill();
    rmSync(folder, { recursive: true, force: true });
  };
  return { socket, pause: () => void child?.kill("SIGSTOP"), resume: () => void child?.kill("SIGCONT"), hide, show, kill, start, end };
}

const answers = (socket: string): Promise<boolean> =>
  new Promise((resolve) => {
    const line = connect(socket, () => line.write("PING\r\n"));
    line.on("data", () => (line.destroy(), resolve(true))).on("error", () => resolve(false));
  });

/** Both clients, as a user would make them. */
export const clients = {
  ioredis: async (socket: string) => {
    const client = new Redis({ path: socket });
    client.on("error", ignore);
    await once(client, "ready");
    return { client, close: () => client.disconnect() };
  },
  "node-redis": async (socket: string) => {
    const client = createClient({ socket: { path: socket, tls: false } });
    client.on("error", ignore);
    await client.connect();
    return { client, close: () => client.destroy() };
  },
} as const;

export const kinds = ["ioredis", "node-redis"] as const;

/** A port of this machine that nobody uses now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
