import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer, type AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** A server in a process of its own. */
export interface Peer {
  readonly url: string;
  /** ms from the start of the process to its first answer. */
  readonly ready: number;
  readonly pid: number;
  stop(): void;
}

const folder = new URL("../../../packages/auth-mock/", import.meta.url);

export function mockFile(name: string, source: boolean): URL {
  return new URL(source ? `src/${name}.ts` : `dist/${name}.js`, folder);
}

export function specFile(name: string): string {
  return fileURLToPath(new URL(`../../../specs/${name}.openapi.yaml`, import.meta.url));
}

export async function startPrism(spec: string): Promise<Peer> {
  const cli = join(dirname(createRequire(folder).resolve("@stoplight/prism-cli/package.json")), "dist/index.js");
  return start([cli, "mock", "-v", "silent", "-h", "127.0.0.1", "-p", "PORT", spec]);
}

export async function startMock(spec: string, source: boolean): Promise<Peer> {
  return start([...(source ? ["--conditions=@freshkey/source"] : []), fileURLToPath(mockFile("cli/main", source)), spec, "--port", "PORT"]);
}

async function start(args: readonly string[]): Promise<Peer> {
  const port = await freePort();
  const began = performance.now();
  const child = spawn(
    process.execPath,
    args.map((arg) => (arg === "PORT" ? String(port) : arg)),
    { stdio: ["ignore", "ignore", "inherit"] },
  );
  const url = `http://127.0.0.1:${port}`;
  try {
    // No path of either: any answer will do.
    while (!(await answers(`${url}/ready`))) {
      if (child.exitCode !== null || performance.now() - began > 60_000) throw new Error(`${args.join(" ")} does not answer.`);
      await new Promise((done) => setTimeout(done, 10));
    }
  } catch (error) {
    child.kill();
    throw error;
  }
  return { url, ready: performance.now() - began, pid: child.pid as number, stop: () => void child.kill() };
}

async function answers(url: string): Promise<boolean> {
  try {
    await (await fetch(url)).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** MB of memory that a process holds; NaN where there is no /proc. */
export function residentOf(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readProc(pid, "status")) ?? [];
  return Number(kilobytes) / 1000;
}

/** Seconds of CPU that a process has used; NaN where there is no /proc. */
export function cpuOf(pid: number): number {
  const fields = readProc(pid, "stat")
    .replace(/^.*\) /, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}

/** Asks a child process something and waits for what it says. */
export function ask<T>(child: ChildProcess, question: object): Promise<T> {
  return new Promise((done, fail) => {
    const ended = (code: number | null): void => fail(new Error(`The process ended with ${code}.`));
    child.once("exit", ended);
    child.once("message", (answer) => {
      child.off("exit", ended);
      done(answer as T);
    });
    child.send(question);
  });
}
