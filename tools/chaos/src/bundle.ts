import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const entries = { writer: new URL("writer/main.ts", import.meta.url), idle: new URL("idle.ts", import.meta.url) };

/** One file for each entry, which starts much faster than the sources, and where the file store's disk can be held. */
export async function bundle(name: keyof typeof entries): Promise<{ readonly path: string; readonly remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), "freshkey-chaos-"));
  const path = join(folder, "program.mjs");
  const disk = fileURLToPath(new URL("writer/disk.ts", import.meta.url));
  await build({
    entryPoints: [fileURLToPath(entries[name])],
    outfile: path,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node24",
    conditions: ["@freshkey/source", "node"],
    logLevel: "error",
    // What is written for require() finds it.
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    plugins: [{ name: "disk", setup: ({ onResolve }) => onResolve({ filter: /^node:fs\/promises$/ }, ({ importer }) => (/stores[/\\]file/.test(importer) ? { path: disk } : undefined)) }],
  });
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
