import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** A file of the page, as the mock serves it. */
export interface BuiltFile {
  readonly type: string;
  readonly text: string;
}

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const read = (name: string): string => readFileSync(path(name), "utf8");

/** Puts the page together: by name, all but the page itself with a hash of their content in it. */
export async function buildPage(): Promise<Readonly<Record<string, BuiltFile>>> {
  const { outputFiles } = await build({
    entryPoints: [path("app.tsx"), path("style.css")],
    outdir: path("."),
    bundle: true,
    write: false,
    minify: true,
    format: "esm",
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    legalComments: "none",
  });
  const text = (end: string): string => outputFiles.find((file) => file.path.endsWith(end))?.text ?? "";
  const script = text(".js");
  const style = text(".css");
  const icon = read("icon.svg").trim();
  const names = { script: hashed("app", script, "js"), style: hashed("style", style, "css"), icon: hashed("icon", icon, "svg") };
  return {
    "index.html": { type: "text/html; charset=utf-8", text: read("index.html").replace(/\{(\w+)\}/g, (_, name: keyof typeof names) => names[name]) },
    [names.script]: { type: "text/javascript; charset=utf-8", text: script },
    [names.style]: { type: "text/css; charset=utf-8", text: style },
    [names.icon]: { type: "image/svg+xml", text: icon },
    // What is bundled is MIT: its notice has to come along.
    "licences.txt": { type: "text/plain; charset=utf-8", text: `The inspector contains Preact.\n\n${readFileSync(new URL("../LICENSE", import.meta.resolve("preact")), "utf8")}` },
  };
}

function hashed(name: string, text: string, end: string): string {
  return `${name}.${createHash("sha256").update(text).digest("hex").slice(0, 10)}.${end}`;
}

if (import.meta.main) {
  const folder = new URL("../dist/inspector/", import.meta.url);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL("files.js", folder), `export const files = ${JSON.stringify(await buildPage(), null, 1)};\n`);
}
