import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build, transform } from "esbuild";
import type { place } from "./program/place.ts";

const run = promisify(execFile);
const home = fileURLToPath(new URL("../../../", import.meta.url));
const program = fileURLToPath(new URL("program/", import.meta.url));
const published = ["auth-runtime", "flex-insights", "flexcharge", "simacan", "twilio-flex"] as const;

/** A project as a user has one: our packages in it as they are published, and the program. */
export interface Scratch {
  readonly folder: string;
  /** Writes the program, for one runtime. */
  write(where: typeof place): Promise<void>;
  /** The Worker in one piece, bundled as wrangler does it. */
  bundle(): Promise<string>;
  remove(): Promise<void>;
}

/** Packs what is built, and installs it in an empty folder. npm is offline: nothing comes from anywhere else. */
export async function makeScratch(): Promise<Scratch> {
  const folder = await mkdtemp(join(tmpdir(), "freshkey-runtimes-"));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const tarballs = join(folder, "tarballs");
    await mkdir(tarballs);
    for (const name of published) await run("pnpm", ["pack", "--pack-destination", tarballs], { cwd: join(home, "packages", name) });
    for (const path of await peers()) await run("npm", ["pack", "--ignore-scripts", "--pack-destination", tarballs, path]);
    await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }');
    const files = (await readdir(tarballs)).map((file) => join(tarballs, file));
    await run("npm", ["install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", ...files], { cwd: folder });
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    folder,
    async write(where) {
      for (const file of (await readdir(program, { recursive: true })).filter((path) => path.endsWith(".ts"))) {
        const source = file === "place.ts" ? `export const place = ${JSON.stringify(where)};` : await readFile(join(program, file), "utf8");
        const { code } = await transform(source, { loader: "ts", target: "es2022", tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } } });
        const target = join(folder, file.replace(/ts$/, "js"));
        await mkdir(dirname(target), { recursive: true });
        await writeFile(target, code.replace(/(["']\.{1,2}\/[^"'\n]+)\.ts(["'])/g, "$1.js$2"));
      }
    },
    async bundle() {
      const outfile = join(folder, "worker.bundle.js");
      const wrangler = { platform: "browser", conditions: ["workerd", "worker", "browser"], mainFields: ["browser", "module", "main"] } as const;
      await build({
        stdin: { contents: 'export { worker as default } from "./worker.js";', resolveDir: folder },
        bundle: true,
        format: "esm",
        target: "es2024",

        outfile,
        logLevel: "silent",
        ...wrangler,
        conditions: [...wrangler.conditions],
        mainFields: [...wrangler.mainFields],
      });
      return outfile;
    },
    remove,
  };
}

/** The installed copies of what the runtime depends on, and of a client of Redis. */
async function peers(): Promise<readonly string[]> {
  const modules = join(home, "packages/auth-runtime/node_modules");
  const { dependencies = {} } = JSON.parse(await readFile(join(home, "packages/auth-runtime/package.json"), "utf8")) as { readonly dependencies?: object };
  const redis = await realpath(join(modules, "@redis/client"));
  const own = await Promise.all(Object.keys(dependencies).map((name) => realpath(join(modules, name))));
  return [...own, redis];
}
