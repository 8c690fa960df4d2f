import { describe, expect, test } from "vitest";
import { boundaries } from "../src/boundaries.ts";
import { budgets } from "../src/budgets.ts";
import { format } from "../src/format.ts";
import { knip } from "../src/knip.ts";
import { lint } from "../src/lint.ts";
import { newMistakes, scratch } from "./scratch.ts";

const [runtime, simacan, flexcharge, spec] = ["packages/auth-runtime", "packages/simacan", "packages/flexcharge", "tools/spec"] as const;
const lines = (count: number): string => Array.from({ length: count }, (_, index) => `export const line${index} = ${index};\n`).join("");

describe("A boundary is kept:", () => {
  test("a client needs no other client, not even for its tests", async () => {
    const copy = scratch(runtime, simacan, flexcharge);
    const found = await newMistakes(copy, boundaries, () => {
      copy.edit(`${simacan}/package.json`, `"dependencies": {`, `"dependencies": { "@freshkey/flexcharge": "workspace:^",`);
      copy.edit(`${flexcharge}/package.json`, `"devDependencies": {`, `"devDependencies": { "@freshkey/simacan": "workspace:*",`);
    });
    // turbo has a word of its own on the circle.
    expect(found.filter((line) => !line.startsWith("turbo.json"))).toEqual([
      "packages/flexcharge/package.json  is developed with @freshkey/simacan, another client; move what both need to a package in tools",
      "packages/simacan/package.json  needs @freshkey/flexcharge, which is for users; move what both need to auth-runtime",
    ]);
  });

  test("nothing published needs what is private, or what is for tests", async () => {
    const copy = scratch(runtime, simacan, spec, "packages/auth-mock");
    const found = await newMistakes(copy, boundaries, () => {
      copy.edit(`${runtime}/package.json`, `"dependencies": {`, `"peerDependencies": { "@freshkey-tools/spec": "workspace:*" }, "dependencies": {`);
      copy.edit(`${simacan}/package.json`, `"dependencies": {`, `"dependencies": { "@freshkey/auth-mock": "workspace:*",`);
    });
    expect(found.filter((line) => line.includes("package.json  needs"))).toEqual([
      "packages/auth-runtime/package.json  needs @freshkey-tools/spec, which is private; move it to devDependencies, or the code to here",
      "packages/simacan/package.json  needs @freshkey/auth-mock, which is for tests; move what both need to auth-runtime",
    ]);
  });

  test("a source imports only what its users get, types included", async () => {
    const copy = scratch(runtime, simacan);
    const found = await newMistakes(copy, boundaries, () => {
      copy.edit(`${simacan}/src/index.ts`, /^/, `import type { AuthMock } from "@freshkey/auth-mock";\n`);
      copy.edit(`${simacan}/src/index.ts`, /$/, `export { lifetimes } from "../test/contract.test.ts";\nexport const later = () => import("vitest");\n`);
    });
    expect(found).toEqual([
      expect.stringContaining("index.ts  imports @freshkey/auth-mock, which its users do not get"),
      expect.stringContaining("index.ts  imports ../test/contract.test.ts from outside of src"),
      expect.stringContaining("index.ts  imports vitest, which its users do not get"),
    ]);
  });

  test("a package imports nothing that it does not list, in its tests either", async () => {
    const copy = scratch(runtime, spec);
    const found = await newMistakes(copy, boundaries, () => copy.write(`${spec}/src/more.ts`, `import { parse } from "acorn";\n\nexport const tree = parse("");\n`));
    expect(found).toEqual([expect.stringMatching(/^tools\/spec\/src\/more\.ts:1:\d+ {2}.*acorn.*; list what it imports/)]);
  });
});

describe("The house stays small:", () => {
  test("a file has at most 250 lines", async () => {
    const copy = scratch(runtime);
    const found = await newMistakes(copy, budgets, () => {
      copy.write(`${runtime}/src/more.ts`, lines(251));
      copy.write(`${runtime}/src/enough.ts`, lines(250));
      copy.write(`${runtime}/src/generated/more.ts`, lines(251));
      copy.write(`${runtime}/test/more.ts`, lines(251));
    });
    expect(found).toEqual(["packages/auth-runtime/src/more.ts  has 251 lines, at most 250; take one noun or verb out into a file of its own"]);
  });

  test("a client has at most 60 lines by hand beside its tasks, all those files together", async () => {
    const copy = scratch(simacan);
    const found = await newMistakes(copy, budgets, () => copy.write(`${simacan}/src/more.ts`, lines(59)));
    expect(found).toEqual([expect.stringMatching(/^packages\/simacan\/src {2}\d+ lines by hand, at most 60/)]);
  });

  test("a client's tasks have at most 150 lines a file and 400 in all", async () => {
    const copy = scratch(simacan);
    const found = await newMistakes(copy, budgets, () => {
      for (const [name, count] of Object.entries({ one: 150, two: 151, three: 100 })) copy.write(`${simacan}/src/trips/${name}.ts`, lines(count));
    });
    expect(found).toEqual([expect.stringMatching(/^packages\/simacan\/src {2}401 lines for tasks, at most 400/), expect.stringMatching(/trips\/two.ts {2}has 151 lines, at most 150/)]);
  });

  test("a client exports at most 4 values, the runtime at most 14", async () => {
    const copy = scratch(runtime, simacan);
    const found = await newMistakes(copy, budgets, () => {
      copy.edit(`${simacan}/src/index.ts`, /$/, "export const a = 1, b = 2, c = 3;\n");
      copy.edit(`${runtime}/src/index.ts`, /$/, lines(14));
    });
    expect(found).toEqual([expect.stringMatching(/auth-runtime.* exports \d\d values, at most 14/), expect.stringMatching(/simacan.* exports \d values, at most 4/)]);
  });

  test("the root has at most 14 files", async () => {
    const copy = scratch(simacan);
    const found = await newMistakes(copy, budgets, () => {
      for (let index = 0; index < 14; index++) copy.write(`more${index}.json`, "{}");
    });
    expect(found).toEqual([expect.stringMatching(/^\.\/ {2}\d\d files in the root, at most 14; move/)]);
  });
});

test("oxlint refuses forgotten promises, unused names, default exports, thrown texts, types imported as values, and modules that import each other", async () => {
  const copy = scratch(spec);
  const plants = {
    "no-floating-promises": `const ask = async (): Promise<void> => {};\nask();\n`,
    "no-unused-vars": `const unused = 1;\n`,
    "no-default-export": `export default 1;\n`,
    "only-throw-error": `throw "no";\n`,
    "consistent-type-imports": `import { House } from "./house.ts";\nexport const house: House = {};\n`,
    "no-cycle": `import { two } from "./two.ts";\nexport const one = (): number => two();\n`,
  };
  const found = await newMistakes(copy, lint, () => {
    for (const [rule, code] of Object.entries(plants)) copy.write(`${spec}/src/${rule}.ts`, `export const here = 1;\n${code}`);
    copy.write(`${spec}/src/house.ts`, `export interface House {}\n`);
    copy.write(`${spec}/src/two.ts`, `import { one } from "./no-cycle.ts";\n\nexport const two = (): number => one();\n`);
  });
  for (const rule of Object.keys(plants)) {
    expect(found.filter((line) => line.startsWith(`${spec}/src/${rule}.ts:`))).toEqual([expect.stringMatching(new RegExp(`^\\S+:\\d+:\\d+  .*\\(.*${rule}\\)+; .`))]);
  }
  expect(found).toHaveLength(Object.keys(plants).length + 1);
});

test("knip refuses a file, an export and a dependency that nothing uses", async () => {
  const copy = scratch(spec);
  const found = await newMistakes(copy, knip, () => {
    copy.write(`${spec}/src/alone.ts`, "export const alone = 1;\n");
    copy.edit(`${spec}/src/expression.ts`, /$/, "export const extra = 1;\n");
    copy.edit(`${spec}/package.json`, `"dependencies": {`, `"dependencies": { "ajv": "catalog:",`);
  });
  expect(found).toEqual([
    expect.stringMatching(/^tools\/spec\/package\.json(:\d+:\d+)? {2}`ajv` is a dependency that nothing uses; take it out/),
    "tools/spec/src/alone.ts  is used by nothing; delete it, or name it as an entry in tools/gates/knip.json",
    expect.stringMatching(/^tools\/spec\/src\/expression\.ts:\d+:\d+ {2}`extra` is exported and used nowhere else/),
  ]);
});

test("a file with another layout is refused", async () => {
  const copy = scratch(spec);
  const found = await newMistakes(copy, format, () => copy.write(`${spec}/src/more.ts`, "export const a={b :1}\n"));
  expect(found).toEqual([expect.stringContaining("tools/spec/src/more.ts  has another layout")]);
});
