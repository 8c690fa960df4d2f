import { execFile } from "node:child_process";
import { readdir, readFile, realpath } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** Runs a program to its end. */
export const run = promisify(execFile);

const home = fileURLToPath(new URL("../../../", import.meta.url));
const peers = fileURLToPath(new URL("../../../packages/auth-runtime/node_modules/", import.meta.url));

/** A package as it would be published. */
export interface Tarball {
  readonly file: string;
  readonly manifest: string;
  readonly contents: readonly string[];
}

/** Packs packages of this workspace the way they are published. */
export async function pack(names: readonly string[], into: string): Promise<readonly Tarball[]> {
  const tarballs: Tarball[] = [];
  for (const name of names) {
    const before = new Set(await readdir(into));
    await run("pnpm", ["pack", "--pack-destination", into], { cwd: join(home, "packages", name) });
    const made = (await readdir(into)).find((entry) => !before.has(entry)) ?? "";
    const file = join(into, made);
    const { stdout: list } = await run("tar", ["-tzf", file]);
    const { stdout: manifest } = await run("tar", ["-xzOf", file, "package/package.json"]);
    tarballs.push({
      file,
      manifest,
      contents: list
        .trim()
        .split("\n")
        .map((path) => path.replace(/^package\//, "")),
    });
  }
  return tarballs;
}

/** Packs the installed copies of what the runtime depends on: an install from these needs no registry. */
export async function packPeers(into: string): Promise<readonly string[]> {
  const manifest = JSON.parse(await readFile(join(home, "packages/auth-runtime/package.json"), "utf8")) as { dependencies?: Record<string, string> };
  const files: string[] = [];
  for (const name of Object.keys(manifest.dependencies ?? {})) {
    const { stdout } = await run("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", into, await realpath(join(peers, name))]);
    files.push(join(into, (JSON.parse(stdout) as { filename: string }[])[0]?.filename ?? ""));
  }
  return files;
}

/** What a user of the tarball would stumble over. Empty: nothing. */
export function flaws({ manifest, contents }: Tarball): readonly string[] {
  const { name, scripts = {} } = JSON.parse(manifest) as { name: string; scripts?: Record<string, string> };
  const strange = contents.filter((path) => !/^(dist\/.+\.(js|d\.ts)|openapi\.yaml|README\.md|LICENSE|package\.json)$/.test(path));
  return [
    ...["workspace:", "catalog:"].filter((word) => manifest.includes(word)).map((word) => `${name}: the manifest says ${word}`),
    ...["preinstall", "install", "postinstall"].filter((script) => script in scripts).map((script) => `${name}: has a script ${script}`),
    ...strange.map((path) => `${name}: ships ${path}`),
    ...["README.md", "LICENSE", "dist/index.js", "dist/index.d.ts"].filter((path) => !contents.includes(path)).map((path) => `${name}: ships no ${path}`),
  ];
}
