import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const home = fileURLToPath(new URL("../../..", import.meta.url));
const fixture = fileURLToPath(new URL("fixtures/parcels.openapi.yaml", import.meta.url));

/** A copy of this house that a test may change. */
export interface Copy {
  readonly root: string;
  /** `pnpm new` in it. */
  readonly add: (...args: readonly string[]) => { readonly status: number | null; readonly stdout: string; readonly stderr: string };
  /** Gives a package what another one depends on, as an install would. */
  readonly link: (folder: string, like: string) => void;
  /** A program of a package's dependencies: its output, and all of it when it fails. */
  readonly run: (folder: string, bin: string, ...args: readonly string[]) => string;
}

/** The house with the spec of an API that it has no package for. What is installed is shared. `atEnd` is given what removes it. */
export function copyOfHouse(atEnd: (remove: () => void) => void = onTestFinished): Copy {
  const root = mkdtempSync(join(tmpdir(), "freshkey-new-"));
  atEnd(() => rmSync(root, { recursive: true, force: true }));
  const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { cwd: home, encoding: "utf8" }).split("\n");
  for (const file of files.filter((each) => each && existsSync(join(home, each)))) cpSync(join(home, file), join(root, file), { recursive: true });
  symlinkSync(join(home, "node_modules"), join(root, "node_modules"));
  for (const folder of ["packages", "tools"].flatMap((group) => readdirSync(join(home, group)).map((name) => `${group}/${name}`))) linkAs(join(home, folder), join(root, folder));
  cpSync(fixture, join(root, "specs/parcels.openapi.yaml"));
  // Gates ask git which files there are.
  execFileSync("git", ["init", "-q"], { cwd: root });
  return {
    root,
    add: (...args) => spawnSync(process.execPath, ["tools/new/src/main.ts", "--no-install", ...args], { cwd: root, encoding: "utf8" }),
    link: (folder, like) => linkAs(join(root, like), join(root, folder)),
    run(folder, bin, ...args) {
      const { stdout, stderr, status } = spawnSync(join(root, folder, "node_modules/.bin", bin), args, { cwd: join(root, folder), encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } });
      if (status !== 0) throw new Error(`${bin} ended with ${status}\n${stdout}\n${stderr}`);
      return stdout;
    },
  };
}

/** Copies the links in a package's `node_modules`: they are relative, so in the copy they lead into the copy. */
function linkAs(from: string, to: string): void {
  const modules = join(from, "node_modules");
  if (!existsSync(modules)) return;
  const names = readdirSync(modules).flatMap((name) => (name.startsWith("@") ? readdirSync(join(modules, name)).map((scoped) => `${name}/${scoped}`) : [name]));
  for (const name of names.filter((each) => each === ".bin" || lstatSync(join(modules, each)).isSymbolicLink())) {
    mkdirSync(dirname(join(to, "node_modules", name)), { recursive: true });
    cpSync(join(modules, name), join(to, "node_modules", name), { recursive: true, verbatimSymlinks: true });
  }
}
