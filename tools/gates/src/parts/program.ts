import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

/** How a program ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const bin = fileURLToPath(new URL("../../node_modules/.bin", import.meta.url));
const rootBin = fileURLToPath(new URL("../../../../node_modules/.bin", import.meta.url));
// oxlint looks on the path for the program that knows types; turbo looks there for pnpm.
const env = { ...process.env, PATH: [bin, rootBin, process.env["PATH"] ?? ""].join(delimiter), NO_COLOR: "1", TURBO_TELEMETRY_DISABLED: "1" };

/** Runs a program to its end; one that fails is an answer too. */
export function run(program: string, args: readonly string[], cwd: string): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ["ignore", "pipe", "pipe"], env });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, stdout, stderr }));
  });
}

/** Runs a program of this package's own dependencies, by the name of its command. */
export function runBin(name: string, args: readonly string[], cwd: string): Promise<Ended> {
  return run(join(bin, name), args, cwd);
}

/** What a program printed as JSON; where it printed none, what it printed instead is the error. */
export function jsonOf<T>({ stdout, stderr }: Ended): T {
  try {
    return JSON.parse(stdout) as T;
  } catch {
    throw new Error(`${stdout}\n${stderr}`.trim().split("\n").slice(0, 3).join(" "));
  }
}
