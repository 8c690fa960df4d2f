import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { specFiles } from "@freshkey-tools/spec";
import { build } from "esbuild";
import { describe, expect, test } from "vitest";

/** The source files that a line of code draws into a bundle for the browser. */
async function bundled(name: string, contents: string): Promise<readonly string[]> {
  const resolveDir = fileURLToPath(new URL(`../../../packages/${name}/test`, import.meta.url));
  const { metafile } = await build({
    stdin: { contents, resolveDir },
    absWorkingDir: resolveDir,
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    conditions: ["module", "@freshkey/source"],
  });
  // Only what is left after shaking.
  return Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs)
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([path]) => path),
  );
}
const zod = (files: readonly string[]): readonly string[] => files.filter((file) => /\/zod\//.test(file));
const checks = (files: readonly string[]): readonly string[] => files.filter((file) => file.endsWith("client/validate.ts"));
const schemas = (files: readonly string[]): readonly string[] => files.filter((file) => file.includes("generated/schemas/")).map((file) => basename(file));

describe.each(specFiles().map((file) => basename(file).replace(".openapi.yaml", "")))("%s", (name) => {
  test("the main entry holds no zod, no schema and no check of schemas", async () => {
    const files = await bundled(name, `export * from "@freshkey/${name}";`);
    expect(files).toContain("../src/index.ts");
    expect([...zod(files), ...checks(files), ...schemas(files)]).toEqual([]);
  });

  test("the entry ./schemas holds them, and nothing of the client", async () => {
    const files = await bundled(name, `import { schemas } from "@freshkey/${name}/schemas"; console.log(schemas);`);
    expect(zod(files).length).toBeGreaterThan(0);
    expect(schemas(files).length).toBeGreaterThan(3);
    expect(files.filter((file) => file.includes("openapi-fetch") || file.includes("session/"))).toEqual([]);
  });
});

test("one schema draws in what it is made of, and no other", async () => {
  const files = await bundled("flexcharge", `import { Order } from "@freshkey/flexcharge/schemas"; console.log(Order);`);
  expect([...schemas(files)].sort()).toEqual(["address.ts", "order.ts"]);
});

test("the check of schemas draws in no zod of its own", async () => {
  const files = await bundled("flexcharge", `import { report } from "@freshkey/auth-runtime/validate"; console.log(report);`);
  expect(checks(files)).toHaveLength(1);
  expect(files).toHaveLength(2);
});
