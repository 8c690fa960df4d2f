import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, onTestFinished, test } from "vitest";
import * as file from "../../src/stores/file.ts";
import * as indexeddb from "../../src/stores/indexeddb.ts";
import * as redis from "../../src/stores/redis.ts";
import * as testing from "../../src/testing/index.ts";

const home = fileURLToPath(new URL("../..", import.meta.url));

/** Bundles some code as an app of this package's user would be. */
async function bundled(code: string, platform: "browser" | "node"): Promise<{ readonly text: string; readonly files: string[]; readonly errors: string[] }> {
  mkdirSync(join(home, "test-results"), { recursive: true });
  const folder = mkdtempSync(join(home, "test-results/entries-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const entry = join(folder, "app.ts");
  writeFileSync(entry, code);
  const result = await build({ entryPoints: [entry], bundle: true, write: false, format: "esm", platform, conditions: ["@freshkey/source"], metafile: true, logLevel: "silent", minify: true }).catch(
    (error: { readonly errors: readonly { readonly text: string }[] }) => error,
  );
  if (!("metafile" in result)) return { text: "", files: [], errors: result.errors.map(({ text }) => text) };
  return { text: result.outputFiles[0]?.text ?? "", files: Object.keys(result.metafile.inputs).map((path) => relative("src", path.replace(/^.*packages\/auth-runtime\//, ""))), errors: [] };
}

test("Each store is an entry of its own, with its error; nothing else is in it", () => {
  const names = { file, redis, indexeddb, testing };
  expect(Object.fromEntries(Object.entries(names).map(([name, entry]) => [name, Object.keys(entry).sort()]))).toEqual({
    file: ["StoreError", "fileStore"],
    redis: ["StoreError", "redisStore"],
    indexeddb: ["StoreError", "indexedDbStore"],
    testing: ["storeContract", "testClock"],
  });
});

test("A session without a store of these carries none of their bytes", async () => {
  const { files } = await bundled('import { createSession, memoryStore } from "@freshkey/auth-runtime"; console.log(createSession, memoryStore);', "browser");
  expect(files).toContain("stores/memory.ts");
  expect(files.filter((path) => /^stores\/(?!memory)|^testing/.test(path))).toEqual([]);
});

test("A bundle for the browser that takes the file store fails, instead of breaking there", async () => {
  const code = 'import { fileStore } from "@freshkey/auth-runtime/stores/file"; console.log(fileStore);';
  expect((await bundled(code, "browser")).errors.join()).toContain("@freshkey/auth-runtime/stores/file");
  expect((await bundled(code, "node")).errors).toEqual([]);
});

test("The stores for browsers and for Redis, and the contract, need nothing of Node and no package", async () => {
  for (const entry of ["stores/indexeddb", "stores/redis", "testing"]) {
    const { files, errors } = await bundled(`export * from "@freshkey/auth-runtime/${entry}";`, "browser");
    expect(errors).toEqual([]);
    expect(files.filter((path) => path.includes("node_modules"))).toEqual([]);
  }
});

test("Only the file store uses what Node brings", () => {
  const code = (path: string) => readFileSync(join(home, "src", path), "utf8").replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, "");
  const uses = readdirSync(join(home, "src"), { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts") && /from "node:|\bBuffer\.|\bprocess\./.test(code(path)));
  expect(uses).toContain("stores/file.ts");
  expect(uses.filter((path) => !/^stores\/file(\.ts$|\/)/.test(path.replaceAll("\\", "/")))).toEqual([]);
});
