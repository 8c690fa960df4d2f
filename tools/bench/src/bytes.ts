import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { apps, bare } from "./apps.ts";
import { bundle, gzipped, shares } from "./bundle.ts";
import { grouped, printTable } from "./table.ts";

/** One app, bundled. All in bytes; a kB of the plan is 1,000 of them. */
export interface Measurement {
  readonly name: string;
  readonly minified: number;
  readonly gzip: number;
  /** gzip beyond the bare openapi-fetch app of the same run; absent for what is no client. */
  readonly beyond?: number;
  /** What the plan allows: for `beyond` where there is one, else for `gzip`. */
  readonly target?: number;
}

/** Bundles every app. `dist`: from what was built for publishing, not from the sources. */
export async function measure({ dist = false }: { readonly dist?: boolean } = {}): Promise<readonly Measurement[]> {
  const texts = await Promise.all(apps.map((app) => bundle(app, dist)));
  const peer = gzipped(texts[apps.findIndex(({ name }) => name === bare)] ?? "");
  return apps.map(({ name, target, isClient }, index) => {
    const text = texts[index] ?? "";
    const gzip = gzipped(text);
    return { name, minified: Buffer.byteLength(text), gzip, ...(isClient && { beyond: gzip - peer }), ...(target !== undefined && { target }) };
  });
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { detail: { type: "boolean" }, dist: { type: "boolean" } } });
  const { dist = false, detail = false } = values;
  const measured = await measure({ dist });
  console.log(`Bundled from ${dist ? "dist" : "source"} by esbuild for the browser, minified ESM. Bytes; 1 kB = 1 000.\n`);
  printTable(
    ["app", "minified", "gzip", "beyond openapi-fetch", "target", "left"],
    measured.map(({ name, minified, gzip, beyond, target }) => [
      name,
      grouped(minified),
      grouped(gzip),
      beyond === undefined ? "" : grouped(beyond),
      target === undefined ? "" : grouped(target),
      target === undefined ? "" : grouped(target - (beyond ?? gzip)),
    ]),
  );
  if (!detail) return;
  for (const app of apps.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
    console.log("");
    const parts = await shares(app, dist);
    printTable(
      [app.name, "minified", "gzip without it: less"],
      parts.map(({ file, minified, gzip }) => [file, grouped(minified), grouped(gzip)]),
    );
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await main();
