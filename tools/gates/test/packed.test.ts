import { describe, expect, test } from "vitest";
import { attw } from "../src/attw.ts";
import { licences } from "../src/licences.ts";
import { manifests } from "../src/manifests.ts";
import { names } from "../src/names.ts";
import { publint } from "../src/publint.ts";
import { newMistakes, scratch } from "./scratch.ts";

const simacan = "packages/simacan";
const manifest = `${simacan}/package.json`;

describe("What would be published is refused when", () => {
  test("package.json promises a file in a form that it has not (publint)", async () => {
    const copy = scratch(simacan);
    const found = await newMistakes(copy, publint, () => copy.edit(manifest, `"default": "./dist/index.js"`, `"default": "./dist/index.mjs"`));
    expect(found).toEqual([expect.stringMatching(/^packages\/simacan\/package\.json {2}.*index\.mjs.*does not exist.*; correct the manifest/)]);
  });

  test("types stand behind what runs in an entry (publint)", async () => {
    const copy = scratch(simacan);
    const found = await newMistakes(copy, publint, () => copy.edit(manifest, /("types": [^,]+),\s*("default": "[^"]+")/, "$2, $1"));
    expect(found.join()).toContain("EXPORTS_TYPES_SHOULD_BE_FIRST");
  });

  test("an entry has no types (attw)", async () => {
    const copy = scratch(simacan);
    const found = await newMistakes(copy, attw, () => copy.remove(`${simacan}/dist/index.d.ts`));
    expect(found).not.toEqual([]);
    expect(found.join()).toMatch(/packages\/simacan {2}\w+ of `\.` as (node16-esm|bundler)/);
  });

  test("it says a word of the workspace", async () => {
    const copy = scratch(simacan);
    const found = await newMistakes(copy, manifests, () => copy.edit(manifest, `"license"`, `"overrides": { "a": "catalog:" }, "license"`));
    expect(found).toEqual([expect.stringContaining("the packed manifest says `catalog:`")]);
  });

  test("D2: it would run a script at every user's", async () => {
    const copy = scratch(simacan);
    const found = await newMistakes(copy, manifests, () => copy.edit(manifest, `"scripts": {`, `"scripts": { "postinstall": "node x.js",`));
    expect(found).toEqual([expect.stringContaining("has the script `postinstall`")]);
  });

  test("D4: it ships what nobody promised, or not what was promised", async () => {
    const copy = scratch(simacan);
    const found = await newMistakes(copy, manifests, () => {
      copy.write(`${simacan}/dist/.env`, "A=1\n");
      copy.remove(`${simacan}/openapi.yaml`);
    });
    expect(found).toEqual([expect.stringContaining("dist/.env  is in the tarball"), expect.stringContaining("openapi.yaml  is promised and not in the tarball")]);
  });

  test("it was not built: the gate says so, instead of looking at nothing", async () => {
    const copy = scratch(simacan);
    copy.remove(`${simacan}/dist`);
    expect((await copy.outcome(publint)).mistakes).toEqual([expect.stringContaining("run `pnpm build`")]);
  });

  test("a dependency, or a dependency of one, asks for more than its licence text", async () => {
    const copy = scratch(simacan);
    const found = await newMistakes(copy, licences, () => {
      copy.write(`${simacan}/node_modules/near/package.json`, `{ "name": "near", "license": "MIT", "dependencies": { "far": "1" } }`);
      copy.write(`${simacan}/node_modules/far/package.json`, `{ "name": "far", "license": "(GPL-3.0 OR AGPL-3.0)" }`);
      copy.edit(manifest, `"dependencies": {`, `"dependencies": { "near": "1",`);
    });
    expect(found).toEqual([expect.stringMatching(/^@freshkey\/simacan > near > far {2}has the licence \(GPL-3\.0 OR AGPL-3\.0\)/)]);
  });

  test.each([`"license": "(MIT OR GPL-3.0)"`, `"license": "MIT AND BSD-3-Clause"`, `"licenses": [{ "type": "Apache-2.0" }]`])("(a licence that may be chosen is none of them: %s)", async (line) => {
    const copy = scratch(simacan);
    const plant = (): void => {
      copy.write(`${simacan}/node_modules/near/package.json`, `{ "name": "near", ${line} }`);
      copy.edit(manifest, `"dependencies": {`, `"dependencies": { "near": "1",`);
    };
    expect(await newMistakes(copy, licences, plant)).toEqual([]);
  });

  test("a dependency runs something while it is installed", async () => {
    const copy = scratch(simacan);
    const found = await newMistakes(copy, licences, () => {
      copy.write(`${simacan}/node_modules/near/package.json`, `{ "name": "near", "license": "MIT", "scripts": { "install": "node x.js" } }`);
      copy.write(`${simacan}/node_modules/near/node_modules/built/package.json`, `{ "name": "built", "license": "MIT" }`);
      copy.write(`${simacan}/node_modules/near/node_modules/built/binding.gyp`, "{}");
      copy.edit(`${simacan}/node_modules/near/package.json`, `"scripts"`, `"dependencies": { "built": "1" }, "scripts"`);
      copy.edit(manifest, `"dependencies": {`, `"dependencies": { "near": "1",`);
    });
    expect(found).toEqual([expect.stringContaining("simacan > near  runs its script `install`"), expect.stringContaining("near > built  runs node-gyp")]);
  });

  test("a public name comes or goes, or is another kind of thing", async () => {
    const copy = scratch(simacan);
    const index = `${simacan}/src/index.ts`;
    const found = await newMistakes(copy, names, () => {
      copy.edit(index, "export function createSimacanSession", "export const extra = 1;\nexport function createSimacanSession");
      copy.edit(index, /export type SimacanSessionOptions = .*;/, "export interface SimacanSessionOptions extends SessionOptions<Credentials> {}");
      copy.edit(index, "components, operations, paths", "components, paths");
    });
    expect(found).toEqual(
      [
        "new: @freshkey/simacan .: SimacanSessionOptions interface",
        "new: @freshkey/simacan .: extra const",
        "gone: @freshkey/simacan .: SimacanSessionOptions type",
        "gone: @freshkey/simacan .: operations interface",
      ].map((line) => expect.stringContaining(line) as string),
    );
  });
});
