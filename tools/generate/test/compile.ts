import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const compiler = join(dirname(createRequire(join(root, "package.json")).resolve("typescript/package.json")), "bin", "tsc");

/** Writes texts below this package, so that their imports resolve, and compiles them with TypeScript 7: messages by path, the first line of each. */
export function compile(name: string, texts: Readonly<Record<string, string>>, options: Readonly<Record<string, unknown>> = {}): ReadonlyMap<string, readonly string[]> {
  const folder = fileURLToPath(new URL(`../test-results/${name}`, import.meta.url));
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const compilerOptions = { noEmit: true, skipLibCheck: true, types: [], ...options };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ extends: relative(folder, join(root, "tsconfig.base.json")), compilerOptions, include: ["."] }));
  const { stdout, status } = spawnSync(process.execPath, [compiler, "-p", folder, "--pretty", "false"], { cwd: folder, encoding: "utf8" });
  const found = new Map<string, string[]>();
  for (const [, path = "", message = ""] of stdout.matchAll(/^(\S.*?)\(\d+,\d+\): error \w+: (.*(?:\n .*)*)$/gm)) {
    const file = path.replaceAll("\\", "/");
    found.set(file, [...(found.get(file) ?? []), message]);
  }
  if (status !== 0 && found.size === 0) throw new Error(stdout);
  return found;
}
