import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { root } from "./read.ts";

/** A copy of the repository that may be broken. */
export interface Copy {
  readonly folder: string;
  remove(): void;
}

const left = new Set(["node_modules", "test-results", ".git", ".turbo"]);

/** Copies the repository; what is installed is linked. */
export function copyRepository(): Copy {
  const folder = mkdtempSync(join(tmpdir(), "freshkey-faults-"));
  for (const entry of readdirSync(root)) {
    if (!left.has(entry)) cpSync(join(root, entry), join(folder, entry), { recursive: true, verbatimSymlinks: true, filter: (path) => !["test-results", ".turbo"].includes(basename(path)) });
  }
  // Some tests ask git which files are ours; what is installed is none of them.
  for (const args of [
    ["init", "-q"],
    ["add", "-A"],
  ])
    execFileSync("git", args, { cwd: folder, stdio: "ignore" });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
