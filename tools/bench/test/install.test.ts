import { beforeAll, describe, expect, test } from "vitest";
import ceilings from "../ceilings.json" with { type: "json" };
import { install, type Installed } from "../src/install.ts";
import { flaws } from "../src/pack.ts";

describe("the install of one client", () => {
  let installed: Installed;
  beforeAll(async () => {
    installed = await install({ offline: true });
  }, 180_000);

  test("brings that client, the runtime, openapi-fetch and its types, and nothing else", () => {
    expect([...installed.packages].sort()).toEqual(["@freshkey/auth-runtime", "@freshkey/simacan", "openapi-fetch", "openapi-typescript-helpers"]);
    expect(installed.packages.length).toBeLessThanOrEqual(ceilings.install.packages.max);
  });

  test("stays under its ceiling on disk", () => {
    expect(installed.bytes).toBeGreaterThan(100_000);
    expect(installed.bytes).toBeLessThanOrEqual(ceilings.install.bytes.max);
  });

  test("has no install scripts, no word of the workspace, and only the files it promises", () => {
    expect(installed.flaws).toEqual([]);
  });

  test.each(["import", "require"] as const)("makes a renewed call on Node 20 with %s", (way) => {
    expect(installed.node).toMatch(/^v20\./);
    expect(installed.calls[way]).toBe("ok");
  });
});

test("a package that would trouble its users is found", () => {
  const manifest = JSON.stringify({ name: "x", dependencies: { y: "workspace:^", z: "catalog:" }, scripts: { postinstall: "node x.js" } });
  const contents = ["package.json", "LICENSE", "dist/index.js", "dist/index.d.ts", "src/index.ts", "dist/.env"];
  expect(flaws({ file: "", manifest, contents })).toEqual([
    "x: the manifest says workspace:",
    "x: the manifest says catalog:",
    "x: has a script postinstall",
    "x: ships src/index.ts",
    "x: ships dist/.env",
    "x: ships no README.md",
  ]);
});
