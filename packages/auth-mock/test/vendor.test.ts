import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Metafile } from "esbuild";
import { afterAll, expect, test } from "vitest";
import { resolve as usual } from "node:url";
// @ts-expect-error: it is only bundled, and has no types.
import { resolve } from "../vendor/url.js";
import { describePackages, findPackages } from "../vendor/licences.ts";

const folder = mkdtempSync(join(tmpdir(), "auth-mock-vendor-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A package as it lies in node_modules, and a bundle that has a byte of it. */
function bundle(name: string, manifest: object, files: Readonly<Record<string, string>> = {}, bytesInOutput = 1): Metafile {
  const place = join(folder, "node_modules", name);
  mkdirSync(join(place, "lib"), { recursive: true });
  for (const [file, text] of Object.entries({ ...files, "package.json": JSON.stringify({ name, version: "1.0.0", ...manifest }), "lib/package.json": '{"type":"commonjs"}' }))
    writeFileSync(join(place, file), text);
  const input = { [`node_modules/${name}/lib/index.js`]: { bytesInOutput } };
  return { inputs: {}, outputs: { "dist/vendor/x.js": { bytes: 1, inputs: input, imports: [], exports: [] } } };
}

test("a package whose licence asks for more than its text, or cannot be told, is not bundled", () => {
  for (const manifest of [{ license: "GPL-3.0-only" }, { license: "MIT AND GPL-3.0-only" }, { license: "SEE LICENSE IN x" }, {}]) {
    expect(() => findPackages(bundle("odd", manifest, { LICENSE: "text" }), folder)).toThrow(/odd 1\.0\.0 has the licence/);
  }
  expect(() => findPackages(bundle("silent", { license: "Apache-2.0" }), folder)).toThrow(/silent 1\.0\.0 has no file with its licence/);
});

test("what is bundled is named with version, licence and every text of it, the same text once", () => {
  const found = [
    bundle("one", { license: "(MIT OR GPL-3.0-only)" }, { "LICENSE-MIT.txt": "Same words.", "index.js": "" }),
    bundle("two", { license: "MIT" }, { LICENCE: "Same words." }),
    bundle("three", { license: "Apache-2.0" }, { LICENSE: "Long words.", NOTICE: "Notice this." }),
    bundle("four", { licenses: [{ type: "MIT" }], author: "Ada <ada@example.com>" }),
    bundle("five", { license: "MIT" }, { "README.md": "Licence\nCopyright (c) 2019 Bob\n" }),
  ].flatMap((metafile) => findPackages(metafile, folder));
  const text = describePackages(found);
  for (const part of ["one 1.0.0 ((MIT OR GPL-3.0-only))\ntwo 1.0.0 (MIT)\n", "Long words.\n\nNotice this.", "Copyright (c) Ada\n\nPermission is hereby granted", "Copyright (c) 2019 Bob\n"])
    expect(text).toContain(part);
  expect(text.split("Same words.")).toHaveLength(2);
});

test("of what no byte is in the bundle nothing is told", () => {
  expect(findPackages(bundle("unused", { license: "GPL-3.0-only" }, {}, 0), folder)).toEqual([]);
});

test("references are resolved as Node does it, without its warning", () => {
  const bases = ["/srv/apis/", "/srv/apis/api.yaml", "/srv/apis/api.yaml#/paths/~1a~1{id}", "http://example.com/a/b.yaml", "/with space/x"];
  const references = ["#/components/schemas/Login", "#/paths/~1a~1{id}/get", "#/a%20b/c d", "other.yaml#/x", "../up.yaml", "/root.yaml", "http://other.example/c.yaml#/d", "#", "#/a|b^c'd"];
  for (const base of bases) for (const reference of references) expect([base, reference, resolve(base, reference)]).toEqual([base, reference, usual(base, reference)]);
});
