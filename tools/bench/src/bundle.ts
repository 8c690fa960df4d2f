import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, transform, type BuildOptions } from "esbuild";
import type { App } from "./apps.ts";

const here = fileURLToPath(new URL(".", import.meta.url));

/** What one source file costs in a bundle. */
export interface Share {
  readonly file: string;
  /** Minified bytes. */
  readonly minified: number;
  /** How much smaller the bundle's gzip would be without the file. */
  readonly gzip: number;
}

/** gzip bytes at level 9. */
export function gzipped(text: string): number {
  return gzipSync(text, { level: 9 }).length;
}

/** Bundles an app for the browser, minified: from the sources, or from what was built for publishing. */
export async function bundle(app: App, dist: boolean): Promise<string> {
  return run(app, dist, { minify: true });
}

/** The shares of the files in a bundle, largest first. */
export async function shares(app: App, dist: boolean): Promise<readonly Share[]> {
  // Whitespace stays for now: esbuild then writes each file's name above its part.
  const text = await run(app, dist, { minifyIdentifiers: true, minifySyntax: true });
  const parts = text
    .split(/^\/\/ (?=\S+\.[cm]?[jt]s$)/m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf("\n");
      return { file: part.slice(0, end), code: part.slice(end) };
    });
  const small = async (code: string) => (await transform(code, { minifyWhitespace: true })).code;
  const whole = gzipped(await small(parts.map(({ code }) => code).join("")));
  const all = parts.map(async ({ file, code }) => {
    const others = await small(
      parts
        .filter((part) => part.code !== code)
        .map((part) => part.code)
        .join(""),
    );
    return { file: file.replace(/^.*node_modules\//, "").replace(/^(\.\.\/)+/, ""), minified: (await small(code)).length, gzip: whole - gzipped(others) };
  });
  return (await Promise.all(all)).sort((a, b) => b.gzip - a.gzip);
}

async function run({ name, code }: App, dist: boolean, minify: BuildOptions): Promise<string> {
  const { outputFiles } = await build({
    ...minify,
    stdin: { contents: code, resolveDir: here, sourcefile: `${name}.app.js` },
    absWorkingDir: here,
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
    legalComments: "none",
    conditions: ["module", ...(dist ? [] : ["@freshkey/source"])],
  });
  return outputFiles[0]?.text ?? "";
}
