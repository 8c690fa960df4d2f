import { execFileSync } from "node:child_process";
import { existsSync, lstatSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The members of a package.json that gates read. */
export interface Manifest {
  readonly name: string;
  readonly version?: string;
  readonly private?: boolean;
  readonly license?: unknown;
  readonly licenses?: unknown;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly bin?: unknown;
  readonly exports?: unknown;
  readonly imports?: unknown;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** What a package is for: it decides what it may depend on. */
export type Kind = "runtime" | "mock" | "client" | "tool";

/** A package of this house. */
export interface Package {
  /** From the root, with slashes: `packages/simacan`. */
  readonly folder: string;
  readonly kind: Kind;
  readonly published: boolean;
  readonly manifest: Manifest;
}

/** The working tree of a house. */
export interface House {
  readonly root: string;
  readonly packages: readonly Package[];
  readonly published: readonly Package[];
  /** Files that are in git or about to be: everything that is not ignored. From the root, sorted. */
  readonly files: readonly string[];
  /** The absolute path of a file. */
  readonly path: (file: string) => string;
  /** The text of a file. */
  readonly read: (file: string) => string;
}

const home = fileURLToPath(new URL("../../..", import.meta.url));

/** Reads the house at `root`; without it, the one that this file belongs to. */
export function openHouse(root: string = home): House {
  const path = (file: string): string => join(root, file);
  const read = (file: string): string => readFileSync(path(file), "utf8");
  const packages = ["packages", "tools"]
    .flatMap((group) => folders(path(group)).map((name) => `${group}/${name}`))
    .filter((folder) => existsSync(path(`${folder}/package.json`)))
    .map((folder): Package => {
      const manifest = JSON.parse(read(`${folder}/package.json`)) as Manifest;
      return { folder, kind: kindOf(folder), published: manifest.private !== true, manifest };
    });
  return { root, packages, published: packages.filter(({ published }) => published), files: filesOf(root), path, read };
}

function kindOf(folder: string): Kind {
  if (folder.startsWith("tools/")) return "tool";
  return folder === "packages/auth-runtime" ? "runtime" : folder === "packages/auth-mock" ? "mock" : "client";
}

function folders(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

function filesOf(root: string): string[] {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root, encoding: "utf8", maxBuffer: 1 << 26 });
  // A file that was deleted and not yet staged is still listed.
  const isFile = (file: string): boolean => lstatSync(join(root, file), { throwIfNoEntry: false })?.isFile() ?? false;
  return [...new Set(listed.split("\0"))].filter((file) => file !== "" && isFile(file)).sort();
}
