import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { run } from "../src/run.ts";
import { fingerprint } from "../src/stamp.ts";
import { shopText } from "./shop.ts";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const trace = new URL("fixtures/trace-imports.ts", import.meta.url).href;
let root = "";

const generated = "src/generated";
const folder = (name = "shop"): string => join(root, "packages", name);
const specFile = (name = "shop"): string => join(root, "specs", `${name}.openapi.yaml`);
const files = (): string[] =>
  readdirSync(folder(), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.replaceAll("\\", "/"))
    .sort();
const times = (): number[] => files().map((file) => statSync(join(folder(), file)).mtimeMs);
const contents = (): string[] => files().map((file) => readFileSync(join(folder(), file), "utf8"));

async function generate(options: { check?: boolean; force?: boolean; names?: string[] } = {}): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const code = await run({ root, print: (line) => lines.push(line.replace(/\(\d+ ms\)/, "(… ms)")), ...options });
  return { code, lines };
}

const command = (...options: string[]): string => execFileSync(process.execPath, ["--import", trace, main, "--root", root, ...options], { encoding: "utf8" });

const everything = "written operations.ts, chains.ts, chains.browser.ts, openapi.ts, agreement.ts, 4 in schemas (… ms)";

function edit(file: string, change: (text: string) => string): void {
  const path = join(folder(), generated, file);
  writeFileSync(path, change(readFileSync(path, "utf8")));
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "generate-"));
  mkdirSync(join(root, "specs"));
  writeFileSync(specFile(), shopText());
});
afterEach(() => rmSync(root, { recursive: true }));

test("the first run writes types, chains, schemas and the check that types and schemas agree, and says so", async () => {
  expect(await generate()).toEqual({ code: 0, lines: [`shop: ${everything}`] });
  const schemas = ["index.ts", "login.ts", "operations.ts", "tokens.ts"].map((file) => `schemas/${file}`);
  expect(files()).toEqual([...["chains.browser.ts", "chains.ts", "openapi.ts", "operations.ts", ...schemas].map((file) => `${generated}/${file}`), "test/generated/agreement.ts"]);
  for (const text of contents()) expect(text).toMatch(/^\/\/ Generated from specs\/shop\.openapi\.yaml by pnpm generate\. Do not edit\.\n/);
});

test("the same spec becomes the same bytes", async () => {
  await generate();
  const first = contents();
  rmSync(folder(), { recursive: true });
  await generate();
  expect(contents()).toEqual(first);
});

test("an unchanged spec writes nothing and loads no generator", async () => {
  expect(command()).toContain("loaded openapi-typescript\n");
  const before = times();
  const second = command();
  expect(second).toMatch(/^shop: unchanged \(\d+ ms\)\n$/);
  expect(times()).toEqual(before);
});

test("a changed spec rewrites its own package only", async () => {
  writeFileSync(specFile("store"), shopText({ default: {}, other: {} }));
  await generate();
  writeFileSync(specFile("store"), shopText());
  const { lines } = await generate();
  expect(lines).toEqual(["shop: unchanged (… ms)", "store: written operations.ts, chains.ts, chains.browser.ts, openapi.ts (… ms)"]);
  expect(lines[1]).not.toContain("schemas");
});

test("names choose the specs", async () => {
  writeFileSync(specFile("store"), shopText());
  expect((await generate({ names: ["store"] })).lines).toHaveLength(1);
  expect(await generate({ names: ["stor"] })).toEqual({ code: 1, lines: ["no spec stor; write one of shop, store"] });
});

test("--force generates again, and writes only what differs", async () => {
  await generate();
  const before = times();
  expect((await generate({ force: true })).lines).toEqual(["shop: unchanged (… ms)"]);
  expect(times()).toEqual(before);
});

test("an edit by hand is undone by the next run", async () => {
  await generate();
  const before = contents();
  edit("chains.ts", (text) => text.replace("access_token", "acess_token"));
  expect((await generate()).lines).toEqual(["shop: written chains.ts (… ms)"]);
  expect(contents()).toEqual(before);
});

test("--check is silent when all is fresh", async () => {
  await generate();
  expect(await generate({ check: true })).toEqual({ code: 0, lines: [] });
  expect(await generate({ check: true, force: true })).toEqual({ code: 0, lines: [] });
  expect(command("--check")).toBe("");
});

test("--check names a file that was edited, and writes nothing", async () => {
  await generate();
  edit("chains.ts", (text) => text.replace("access_token", "acess_token"));
  const before = times();
  expect(await generate({ check: true })).toEqual({ code: 1, lines: ["packages/shop/src/generated/chains.ts: edited by hand; run pnpm generate"] });
  expect(times()).toEqual(before);
});

test("--check names a file that is missing", async () => {
  await generate();
  rmSync(join(folder(), generated, "operations.ts"));
  expect(await generate({ check: true })).toEqual({ code: 1, lines: ["packages/shop/src/generated/operations.ts: missing; run pnpm generate"] });
});

test("--check names a schema that was edited, is missing or is left over, and the next run puts it right", async () => {
  await generate();
  const before = contents();
  edit("schemas/login.ts", (text) => text.replace("z.strictObject", "z.looseObject"));
  writeFileSync(join(folder(), generated, "schemas", "old.ts"), readFileSync(join(folder(), generated, "schemas", "tokens.ts")));
  rmSync(join(folder(), generated, "schemas", "tokens.ts"));
  const state = (file: string, what: string): string => `packages/shop/${generated}/schemas/${file}.ts: ${what}; run pnpm generate`;
  expect(await generate({ check: true })).toEqual({ code: 1, lines: [state("login", "edited by hand"), state("tokens", "missing"), state("old", "left over")] });
  expect((await generate()).lines).toEqual(["shop: written 2 in schemas; removed old.ts (… ms)"]);
  expect(contents()).toEqual(before);
  expect(await generate({ check: true })).toEqual({ code: 0, lines: [] });
});

test("a schema that the spec does not name any more is removed; a file that nobody generated is not", async () => {
  writeFileSync(specFile(), shopText().replace("    Login:\n", "    LogIn:\n").replace("schemas/Login", "schemas/LogIn"));
  await generate();
  writeFileSync(join(folder(), generated, "schemas", "mine.ts"), "export {};\n");
  writeFileSync(specFile(), shopText());
  expect((await generate()).lines[0]).toMatch(/3 in schemas; removed log-in\.ts/);
  expect(files()).toContain(`${generated}/schemas/mine.ts`);
});

test("--check names every file of a spec that has changed since", async () => {
  await generate();
  writeFileSync(specFile(), `${shopText()}# more\n`);
  const { code, lines } = await generate({ check: true });
  expect(code).toBe(1);
  expect(lines).toEqual(["chains", "chains.browser", "openapi", "operations"].map((file) => `packages/shop/${generated}/${file}.ts: stale; run pnpm generate`));
});

test("--check --force names the schemas that such a spec changes, too, and no others", async () => {
  await generate();
  writeFileSync(specFile(), shopText().replace("scopes: { type: array, items: { type: string } }", "scopes: { type: array }"));
  const { lines } = await generate({ check: true, force: true });
  expect(lines).toEqual(["operations", "chains", "chains.browser", "openapi", "schemas/login"].map((file) => `packages/shop/${generated}/${file}.ts: stale; run pnpm generate`));
});

test("--check names a file that another version of the generator wrote", async () => {
  await generate();
  edit("chains.ts", (text) => text.replace(/generator \w+/, "generator 0123456789abcdef"));
  expect(await generate({ check: true })).toEqual({ code: 1, lines: ["packages/shop/src/generated/chains.ts: stale; run pnpm generate"] });
});

test("--check --force finds an edit whose fingerprint was mended, too", async () => {
  await generate();
  edit("chains.ts", (text) => {
    const [, head = "", body = ""] = /^([^\n]*\n[^\n]*\n\n)(.*)$/s.exec(text.replace("access_token", "acess_token")) ?? [];
    return head.replace(/text \w+/, `text ${fingerprint(body)}`) + body;
  });
  expect((await generate({ check: true })).code).toBe(0);
  expect(await generate({ check: true, force: true })).toEqual({ code: 1, lines: ["packages/shop/src/generated/chains.ts: edited by hand; run pnpm generate"] });
});

test("a mistake is one line with its place, and the other specs are still written", async () => {
  writeFileSync(specFile("bad"), shopText({ default: { schemes: "{ bearer: $tokens.acces }" } }));
  const { code, lines } = await generate();
  expect(code).toBe(1);
  expect(lines[0]).toMatch(/bad\.openapi\.yaml:\d+:\d+ {2}unknown token `acces`; write one of access, refresh$/);
  expect(lines[1]).toMatch(/^shop: written/);
  expect(lines).toHaveLength(2);
});

test("no file names the machine that wrote it", async () => {
  await generate();
  const home = fileURLToPath(new URL("../../..", import.meta.url));
  for (const text of contents()) for (const path of [root, home, pathToFileURL(home).href]) expect(text).not.toContain(path);
});
