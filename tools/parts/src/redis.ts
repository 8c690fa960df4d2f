import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, renameSync, rmSync } from "node:fs";
import { connect, createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProgram, sayMissing } from "./program.ts";

/** A Redis of the test's own, on a socket file: no port, nothing on disk. */
export interface RedisServer {
  readonly socket: string;
  /** Stops the process where it is; `resume` lets it go on. */
  pause(): void;
  resume(): void;
  /** Cuts all connections, and lets nobody in until `show`: a network that is down. The server goes on. */
  hide(): Promise<void>;
  show(): void;
  /** Ends it without warning. */
  kill(): Promise<void>;
  /** Starts it anew on the same socket, empty. */
  start(...settings: readonly string[]): Promise<void>;
  /** Ends it, and removes its folder. */
  close(): Promise<void>;
}

/** Where a redis-server is. Without one its tests are skipped and say so; in CI that is an error. */
export function findRedis(): string | undefined {
  return findProgram(["redis-server"]) ?? sayMissing("No Redis: install redis-server.");
}

/** Starts the redis-server that is here. Whoever starts it closes it. */
export async function startRedis(...first: readonly string[]): Promise<RedisServer> {
  const program = findRedis();
  if (program === undefined) throw new Error("There is no redis-server to start.");
  const folder = mkdtempSync(join(tmpdir(), "freshkey-redis-"));
  const socket = join(folder, "redis.sock");
  let child: ChildProcess | undefined;
  const abandoned = (): void => void child?.kill("SIGKILL");
  // Whatever becomes of this process, no server stays behind.
  process.once("exit", abandoned);
  const kill = async (): Promise<void> => {
    const running = child;
    child = undefined;
    if (!running || running.exitCode !== null) return;
    const ended = once(running, "exit");
    running.kill("SIGKILL");
    await ended;
  };
  const start = async (...settings: readonly string[]): Promise<void> => {
    rmSync(socket, { force: true });
    child = spawn(program, ["--port", "0", "--unixsocket", socket, "--save", "", "--appendonly", "no", "--dir", folder, ...settings], { stdio: "ignore" });
    for (let turn = 0; (await say(socket, "PING")) === undefined; turn += 1) {
      if (turn > 1_000) throw new Error("redis-server does not start.");
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  await start(...first);
  return {
    socket,
    pause: () => void child?.kill("SIGSTOP"),
    resume: () => void child?.kill("SIGCONT"),
    hide: async () => {
      renameSync(socket, `${socket}.hidden`);
      await say(`${socket}.hidden`, "CLIENT KILL TYPE normal SKIPME yes");
    },
    show: () => renameSync(`${socket}.hidden`, socket),
    kill,
    start,
    close: async () => {
      await kill();
      process.off("exit", abandoned);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A port of this machine that nobody uses now: a replica knows no socket files. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** The answer to one command; `undefined` where nobody listens. */
function say(socket: string, command: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const line = connect(socket, () => line.write(`${command}\r\n`));
    line.once("data", (answer) => (line.destroy(), resolve(String(answer)))).once("error", () => resolve(undefined));
  });
}
