import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Metafile } from "esbuild";

/** A package of which something is in the bundle. */
export interface Bundled {
  readonly name: string;
  readonly version: string;
  /** As SPDX writes it. */
  readonly licence: string;
  /** Its licence and notice files, word for word. */
  readonly texts: readonly string[];
}

/** Licences that ask for nothing but their own text. */
const permissive: ReadonlySet<string> = new Set(["0BSD", "Apache-2.0", "BlueOak-1.0.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MIT-0", "Python-2.0", "Unlicense", "Zlib"]);

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  /** As it was written long ago. */
  readonly licenses?: readonly { readonly type: string }[];
  readonly author?: string | { readonly name: string };
}

/** The packages of which at least a byte is in the bundle. Throws for one that may not be shipped, or whose licence cannot be told. */
export function findPackages({ outputs }: Metafile, workingFolder: string): readonly Bundled[] {
  const files = Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [resolve(workingFolder, file)] : [])));
  const folders = new Set(files.filter((file) => file.includes("/node_modules/")).map(folderOf));
  const found = new Map([...folders].map(read).map((one) => [`${one.name}@${one.version}`, one]));
  return [...found.values()].sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : one.version < other.version ? -1 : 1));
}

/** A package of its own has a name and a version; a manifest that only says `"type"` has neither. */
function folderOf(file: string): string {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, "package.json");
    if (existsSync(manifest) && /"name"\s*:[^]*"version"\s*:|"version"\s*:[^]*"name"\s*:/.test(readFileSync(manifest, "utf8"))) return folder;
  }
  throw new Error(`${file} belongs to no package.`);
}

function read(folder: string): Bundled {
  const { name, version, license, licenses, author } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
  const licence = license ?? (licenses ?? []).map(({ type }) => type).join(" OR ");
  if (!isPermissive(licence)) throw new Error(`${name} ${version} has the licence ${licence || "of no name"}. Do not bundle it, or allow the licence in vendor/licences.ts.`);
  const texts = readdirSync(folder)
    .filter((file) => /licen[cs]e|^copying|^notice/i.test(file) && /^[^.]+$|\.(md|txt|mit)$/i.test(file))
    .map((file) => readFileSync(join(folder, file), "utf8").trim());
  if (texts.length > 0) return { name, version, licence, texts };
  if (licence !== "MIT") throw new Error(`${name} ${version} has no file with its licence. Do not bundle it, or write the text of ${licence} in vendor/licences.ts.`);
  return { name, version, licence, texts: [`${copyrightOf(folder, author)}\n\n${mit}`] };
}

function copyrightOf(folder: string, author: Manifest["author"] = "its authors"): string {
  const readme = readdirSync(folder).find((file) => /^readme/i.test(file));
  const written = readme === undefined ? undefined : /^copyright .*\d{4}.*$/im.exec(readFileSync(join(folder, readme), "utf8"))?.[0].trim();
  return written ?? `Copyright (c) ${(typeof author === "object" ? author.name : author).replace(/ *[<(].*/, "")}`;
}

/** One licence, or several of which one or all must do. */
function isPermissive(licence: string): boolean {
  const of = (word: string): string[] => licence.replaceAll(/[()]/g, "").split(` ${word} `);
  return licence.includes(" AND ") ? of("AND").every((one) => permissive.has(one)) : of("OR").some((one) => permissive.has(one));
}

/** One text for all, as it is shipped. What several packages say in the same words stands there once. */
export function describePackages(packages: readonly Bundled[]): string {
  const byText = new Map<string, Bundled[]>();
  for (const one of packages) {
    const text = one.texts.join("\n\n");
    byText.set(text, [...(byText.get(text) ?? []), one]);
  }
  const line = "-".repeat(80);
  const head = "Parts of these packages are in the folder vendor, put together and shortened by a bundler, and otherwise unchanged.";
  const parts = [...byText].map(([text, same]) => `${line}\n${same.map(({ name, version, licence }) => `${name} ${version} (${licence})`).join("\n")}\n${line}\n\n${text}`);
  return `${[head, ...parts].join("\n\n")}\n`;
}

const mit = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;
