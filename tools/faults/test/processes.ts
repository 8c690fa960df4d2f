import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

/** What a worker is started with: a folder for a file store, or the socket of a Redis. */
export interface Setting {
  readonly server: string;
  readonly folder?: string;
  readonly socket?: string;
  /** ms by which its wall clock is wrong. */
  readonly shift?: number;
}

/** From the parent: call the API, or move the clock. */
export interface Order {
  readonly id: number;
  readonly advance?: number;
}

/** To the parent. */
export interface Told {
  readonly id?: number;
  readonly answer?: string;
  /** The id of an intent that a load has met. */
  readonly saw?: string;
  readonly event?: string;
  readonly warning?: string;
}

/** A process with a session. */
export interface Process {
  /** The status of one authorised call, or its error. */
  call(): Promise<string>;
  advance(ms: number): Promise<void>;
  /** The intents that it has met, oldest first. */
  readonly saw: readonly string[];
  readonly events: readonly string[];
  readonly warnings: readonly string[];
  kill(): Promise<void>;
  stop(): void;
  go(): void;
  readonly ended: Promise<unknown>;
}

const program = fileURLToPath(new URL("worker.ts", import.meta.url));

/** Starts a process. `before`: words before the path of node; `first`: a module that it loads first. */
export async function startProcess(setting: Setting, { before = [], first }: { readonly before?: readonly string[]; readonly first?: URL } = {}): Promise<Process> {
  const [execPath = "", ...execArgv] = [...before, process.execPath, "--conditions=@freshkey/source", ...(first ? [`--import=${first.href}`] : [])];
  const child: ChildProcess = fork(program, [JSON.stringify(setting)], { execPath, execArgv, stdio: ["ignore", "inherit", "inherit", "ipc"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const ended = once(child, "exit");
  const [saw, events, warnings]: [string[], string[], string[]] = [[], [], []];
  const waiting = new Map<number, (answer: string) => void>();
  let serial = 0;
  child.on("message", ({ id, answer = "", saw: met, event, warning }: Told) => {
    if (met !== undefined && saw.at(-1) !== met) saw.push(met);
    if (event !== undefined) events.push(event);
    if (warning !== undefined) warnings.push(warning);
    if (id === undefined) return;
    waiting.get(id)?.(answer);
    waiting.delete(id);
  });
  const told = (id: number): Promise<string> => new Promise((resolve) => waiting.set(id, resolve));
  const ask = (order: Omit<Order, "id">): Promise<string> => {
    const id = (serial += 1);
    const answer = told(id);
    child.send({ id, ...order });
    return answer;
  };
  const ready = await Promise.race([told(0), ended]);
  if (ready !== "ready") throw new Error("a process did not start");
  return {
    call: () => ask({}),
    advance: async (ms) => void (await ask({ advance: ms })),
    saw,
    events,
    warnings,
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
    stop: () => void child.kill("SIGSTOP"),
    go: () => void child.kill("SIGCONT"),
    ended,
  };
}

/** A folder of the test's own; in memory where that is a folder, for a disk may be slow. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "freshkey-faults-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
