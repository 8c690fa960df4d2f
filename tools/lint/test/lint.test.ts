import { writeFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { specFiles } from "@freshkey-tools/spec";
import { describe, expect, test } from "vitest";
import { formatMistake, lint } from "../src/index.ts";
import { chainCases, documentCases, type Case } from "./cases.ts";
import { plant } from "./plant.ts";

test("a document without mistakes has none", async () => {
  expect((await plant()).mistakes).toEqual([]);
});

test("the specs of this repository have no mistakes", async () => {
  expect(await lint(specFiles())).toEqual([]);
});

async function found([, edits, at, ...words]: Case): Promise<void> {
  const { mistakes, positions, positionOf } = await plant(...edits);
  const wanted = positionOf(at);
  expect(positions, mistakes.map(({ message }) => message).join("\n")).toContain(wanted);
  const told = mistakes.filter((_, index) => positions[index] === wanted).map(({ message }) => message);
  for (const word of words) expect(told.join("\n")).toContain(word);
  // One line each, what is wrong and what to write, and nothing twice.
  for (const { message } of mistakes) expect(message).toMatch(/^[^\n]+; [^\n]+$/);
  const lines = mistakes.map((mistake) => formatMistake(mistake, (file) => file));
  expect(new Set(lines).size).toBe(lines.length);
}

describe("in the document it finds", () => {
  for (const one of documentCases) test(one[0], () => found(one));
});

describe("in the chains it finds", () => {
  for (const one of chainCases) test(one[0], () => found(one));
});

test("a file that is not there is a mistake, not a crash", async () => {
  const file = join(tmpdir(), "no-such.openapi.yaml");
  expect(await lint([file])).toEqual([{ file, line: 1, column: 1, message: expect.stringContaining("no such file") }]);
});

test("a file that is something else than OpenAPI is told what to begin with", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "lint-")), "list.openapi.yaml");
  writeFileSync(file, "- a\n- b\n");
  expect(await lint([file])).toEqual([{ file, line: 1, column: 1, message: "this is no OpenAPI document; write `openapi: 3.1.0`" }]);
});

test("a file that is no YAML is told by line and column", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "lint-")), "broken.openapi.yaml");
  writeFileSync(file, "openapi: 3.1.0\ninfo: [\n");
  const [mistake] = await lint([file]);
  expect(mistake).toMatchObject({ file, line: 3, message: expect.stringContaining("no YAML") });
});
