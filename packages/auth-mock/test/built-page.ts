import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { buildPage } from "../inspector/build.ts";

let building: Promise<number> | undefined;

/** Builds the inspector where the mock looks for it, so that no test reads an old one. Resolves to its size, bytes after gzip. */
export function builtPage(): Promise<number> {
  building ??= write();
  return building;
}

async function write(): Promise<number> {
  const files = await buildPage();
  const folder = new URL("../dist/inspector/", import.meta.url);
  const draft = new URL(`files.${process.pid}.js`, folder);
  mkdirSync(folder, { recursive: true });
  writeFileSync(draft, `export const files = ${JSON.stringify(files)};\n`);
  // At once: another test may read it at this moment.
  renameSync(draft, new URL("files.js", folder));
  return Object.values(files).reduce((sum, { text }) => sum + gzipSync(text, { level: 9 }).length, 0);
}
