import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";

const home = fileURLToPath(new URL("../..", import.meta.url));
const folder = join(home, "test-results/guide");
const page = readFileSync(join(home, "docs/new-store.md"), "utf8");
const blocks = [...page.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, code = ""]) => code);

/** node:sqlite came with Node 22. */
const reason = Number(process.versions.node.split(".")[0]) < 24 ? "this Node is too old for the guide's SQLite" : undefined;
if (reason) console.warn(`SKIPPED: ${reason}`);

const ran = (args: readonly string[]): string => {
  try {
    return execFileSync(process.execPath, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], env: { PATH: process.env["PATH"] }, cwd: home });
  } catch (error) {
    return `failed: ${(error as { readonly stdout?: string }).stdout}`;
  }
};

describe.skipIf(reason)("The guide to a new store", () => {
  beforeAll(() => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const [index, code] of blocks.entries()) writeFileSync(join(folder, `new-store-${index + 1}.ts`), code);
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ extends: "../../tsconfig.json", include: ["*.ts"] }));
  });

  test("has a store of about 40 lines, and its test", () => {
    expect(blocks).toHaveLength(2);
    expect(blocks[0]?.trim().split("\n").length).toBeLessThanOrEqual(45);
  });

  test("type-checks", () => {
    expect(ran([join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc"), "-p", folder])).toBe("");
  });

  test("passes the contract of stores, run as the page says", () => {
    const out = ran(["--conditions=@freshkey/source", "--test-reporter=tap", join(folder, "new-store-2.ts")]);
    expect(out).toMatch(/^# pass 14$/m);
    expect(out).toMatch(/^# fail 0$/m);
  });
});
