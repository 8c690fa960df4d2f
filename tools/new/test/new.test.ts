import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { copyOfHouse, type Copy } from "./copy.ts";

const folder = "packages/parcels";

test("One command makes a package of a spec: it type-checks, and its tests are green, without a line by hand", () => {
  const { root, add, link, run } = copyOfHouse();
  const { status, stdout, stderr } = add("parcels");
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout).toContain(`written    ${folder}/src/index.ts\n`);
  link(folder, "packages/simacan");
  expect(run(folder, "tsc", "-p", "tsconfig.json")).toBe("");
  run(folder, "vitest", "run");
  const { numPassedTests, numTotalTests } = JSON.parse(readFileSync(join(root, folder, "test-results/vitest.json"), "utf8"));
  expect(numPassedTests).toBe(numTotalTests);
  expect(numTotalTests).toBeGreaterThan(30);
}, 120_000);

test("What it makes keeps the house's rules: names, budgets, layout, boundaries, and facts for each status", () => {
  const { root, add, run } = copyOfHouse();
  expect(add("parcels").status).toBe(0);
  for (const gate of ["budgets", "names", "format", "boundaries", "secrets", "machine"]) run("tools/gates", "../../../../node_modules/.bin/node", `src/${gate}.ts`);
  const facts = readFileSync(join(root, "specs/facts.yaml"), "utf8");
  expect(facts).toContain("\n  parcels:\n    createTokens: { 200: D, 401: D }\n");
  expect(facts).toContain("    getParcel: { 200: D, 401: D, 404: G }\n");
  expect(run("tools/contract", "vitest", "run", "test/facts.test.ts", "test/operations-table.test.ts")).toContain("passed");
}, 120_000);

describe("Bad input is told of, and nothing is written:", () => {
  let copy: Copy;
  let remove: () => void;
  beforeAll(() => {
    copy = copyOfHouse((end) => (remove = end));
  });
  afterAll(() => remove());

  const said = (...args: readonly string[]) => {
    const { status, stdout, stderr } = copy.add(...args);
    expect([status, stdout]).toEqual([1, ""]);
    expect(existsSync(join(copy.root, folder))).toBe(false);
    return stderr;
  };

  test.each(["Parcel Post", "../parcels", "parcels-", "1parcel"])("a name that is none (%s)", (name) =>
    expect(said(name)).toBe(`"${name}" names no package; write small letters, digits and single hyphens: pnpm new <name>\n`),
  );

  test("no name, two names, or an unknown option", () => {
    expect([said(), said("parcels", "letters")]).toEqual(Array(2).fill(expect.stringMatching(/^pnpm new \[--no-install\] <name>\n/)));
    expect(said("--force", "parcels")).toMatch(/^Unknown option '--force'.*\npnpm new/);
  });

  test("a package that is there", () => {
    const index = join(copy.root, "packages/simacan/src/index.ts");
    const before = readFileSync(index, "utf8");
    expect(said("simacan")).toBe("packages/simacan is there already, and nothing of it was touched; write `pnpm generate simacan` for what the spec says now\n");
    expect(readFileSync(index, "utf8")).toBe(before);
  });

  test("a package that somebody has begun, without a package.json", () => {
    const index = join(copy.root, "packages/letters/src/index.ts");
    mkdirSync(dirname(index), { recursive: true });
    writeFileSync(index, "// mine\n");
    expect(said("letters")).toMatch(/^packages\/letters is there already, and nothing of it was touched/);
    expect(readFileSync(index, "utf8")).toBe("// mine\n");
    rmSync(join(copy.root, "packages/letters"), { recursive: true });
  });

  test("no spec", () => expect(said("letters")).toBe("no specs/letters.openapi.yaml; write it first: specs/README.md has every word\n"));

  test("a mistake in the spec", () => {
    const spec = join(copy.root, "specs/parcels.openapi.yaml");
    const text = readFileSync(spec, "utf8");
    writeFileSync(spec, text.replace("lifetime: PT15M", "lifetime: 15m"));
    expect(said("parcels")).toMatch(/^specs\/parcels\.openapi\.yaml:\d+:\d+ {2}.*15m.*\n$/);
    writeFileSync(spec, text);
  });
});

test("When a step fails, it is named, and what was written stays", () => {
  const { root, add } = copyOfHouse();
  rmSync(join(root, "tools/gates/src/names.ts"));
  const { status, stderr } = add("parcels");
  expect(status).toBe(1);
  expect(stderr).toMatch(/^tools\/gates\/src\/names\.ts --write ended with 1:\n[\s\S]*What was written is there: mend it, and go on with that command\.\n$/);
  expect(existsSync(join(root, folder, "src/generated/chains.ts"))).toBe(true);
});
