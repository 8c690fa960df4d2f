import { expect, test } from "vitest";
import * as chain from "../../src/chain/index.ts";
import * as root from "../../src/index.ts";

const list = (module: object) => Object.keys(module).sort();

test("the public values are the ones that stand in the committed list", async () => {
  const text = [`.`, ...list(root).map((name) => `  ${name}`), `./chain`, ...list(chain).map((name) => `  ${name}`), ""].join("\n");
  await expect(text).toMatchFileSnapshot("./exports.snapshot.txt");
});

test("the root exports at most 14 values, none of them a default", () => {
  expect(list(root).length).toBeLessThanOrEqual(14);
  expect([...list(root), ...list(chain)]).not.toContain("default");
});

test("the folder's exports field names both", async () => {
  const { default: manifest } = await import("../../package.json", { with: { type: "json" } });
  expect(Object.keys(manifest.exports)).toEqual(expect.arrayContaining([".", "./chain"]));
  expect(manifest.sideEffects).toBe(false);
});
