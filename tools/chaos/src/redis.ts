import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A Redis of one's own, on a socket file: no port, nothing on disk. */
export interface RedisServer {
  readonly socket: string;
  /** Ends it without warning, and with it all that it had. */
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly end: () => Promise<void>;
}

const program = "redis-server";

/** Why there is no Redis here, if there is none. In CI that is a failure. */
export function noRedis(): string | undefined {
  if (spawnSync(program, ["--version"]).status === 0) return undefined;
  const reason = "no redis-server on the PATH: what needs Redis is NOT tested here";
  if (process.env["CI"] === "true") throw new Error(reason);
  console.warn(`SKIPPED: ${reason}`);
  return reason;
}

export async function startRedis(): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), "freshkey-redis-"));
  const socket = join(folder, "redis.sock");
  let child: ChildProcess | undefined;
  const kill = async (): Promise<void> => {
    const running = child;
    child = undefined;
    if (!running || running.exitCode !== null) return;
    const ended = once(running, "exit");
    running.kill("SIGKILL");
    await ended;
  };
  const start = async (): Promise<void> => {
    rmSync(socket, { force: true });
    child = spawn(program, ["--port", "0", "--unixsocket", socket, "--save", "", "--appendonly", "no", "--dir", folder], { stdio: "ignore" });
    for (let turn = 0; !(await answers(socket)); turn += 1) {
      if (turn > 1_000) throw new Error("redis-server does not start");
      await new Promise((done) => setTimeout(done, 10));
    }
  };
  await start();
  // Whatever becomes of this process, no server stays behind.
  process.once("exit", () => void child?.kill("SIGKILL"));
  return {
    socket,
    kill,
    start,
    end: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const answers = (socket: string): Promise<boolean> =>
  new Promise((done) => {
    const line = connect(socket, () => line.write("PING\r\n"));
    line.on("data", () => (line.destroy(), done(true))).on("error", () => done(false));
  });
