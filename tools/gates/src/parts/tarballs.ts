import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { House, Manifest, Package } from "../house.ts";
import { jsonOf, run } from "./program.ts";

/** A package as it would be published. */
export interface Tarball {
  readonly package: Package;
  /** The manifest inside it. */
  readonly manifest: Manifest;
  readonly manifestText: string;
  /** Paths inside it. */
  readonly files: readonly string[];
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const packed = new WeakMap<House, Promise<readonly Tarball[]>>();

/** Packs what the house publishes, once per house. */
export function tarballsOf(house: House): Promise<readonly Tarball[]> {
  const made = packed.get(house) ?? packAll(house);
  packed.set(house, made);
  return made;
}

async function packAll(house: House): Promise<readonly Tarball[]> {
  const into = await mkdtemp(join(tmpdir(), "freshkey-gates-"));
  try {
    const tarballs: Tarball[] = [];
    for (const one of house.published) tarballs.push(await pack(house, one, into));
    return tarballs;
  } finally {
    await rm(into, { recursive: true, force: true });
  }
}

async function pack(house: House, one: Package, into: string): Promise<Tarball> {
  if (!existsSync(house.path(`${one.folder}/dist`))) throw new Error(`${one.folder} is not built: run \`pnpm build\``);
  const ended = await run("pnpm", ["pack", "--json", "--pack-destination", into], house.path(one.folder));
  const { filename, files } = jsonOf<{ filename: string; files: readonly { path: string }[] }>(ended);
  const { stdout: manifestText } = await run("tar", ["-xzOf", filename, "package/package.json"], into);
  return { package: one, manifest: JSON.parse(manifestText) as Manifest, manifestText, files: files.map(({ path }) => path).sort(), bytes: new Uint8Array(await readFile(filename)) };
}
