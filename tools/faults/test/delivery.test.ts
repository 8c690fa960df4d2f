import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../src/read.ts";

test("D1: Every dependency is pinned by its hash and comes from the registry, and none of our names could be taken by somebody else", () => {
  const lock = readFileSync(join(root, "pnpm-lock.yaml"), "utf8");
  const resolutions = lock.match(/^ {4}resolution: .*$/gm) ?? [];
  expect(resolutions.length).toBeGreaterThan(100);
  expect(resolutions.filter((line) => !/integrity: sha512-[\w+/=]{88}[,}]/.test(line) || /tarball:|git[+@:]|https?:/.test(line))).toEqual([]);
  const manifests = globSync("{packages,tools}/*/package.json", { cwd: root }).map(
    (file) => JSON.parse(readFileSync(join(root, file), "utf8")) as { readonly name: string; readonly private?: boolean },
  );
  expect(manifests.filter(({ name, private: isPrivate }) => !/^@freshkey(-tools)?\//.test(name) || (name.startsWith("@freshkey-tools/") && isPrivate !== true))).toEqual([]);
});
