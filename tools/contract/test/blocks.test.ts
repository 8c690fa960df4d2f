import { expect, test } from "vitest";
import { blocksOf } from "../src/readme.ts";

test("every ts block is found, with its heading and its place; other blocks are not", () => {
  const markdown = ["# One", "```sh", "# not a heading", "```", "## Two", "", "```ts", "const a = 1;", "# not a heading", "```", "```ts", "a;", "```"].join("\n");
  expect(blocksOf(markdown)).toEqual([
    { title: "Two", line: 7, code: "const a = 1;\n# not a heading\n" },
    { title: "Two", line: 11, code: "a;\n" },
  ]);
});
