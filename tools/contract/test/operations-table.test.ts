import { basename, dirname } from "node:path";
import { expect, test } from "vitest";
import { operationsTable, readmes, withTable } from "../src/operations-table.ts";

test.each(readmes().map((readme) => [basename(dirname(readme.file)), readme] as const))("the README of %s lists the operations of its spec", (_, { is, wanted }) => {
  expect(is).toBe(wanted);
});

test("a table says what an operation does, what token it needs and what it answers; what is assumed has a star", () => {
  const responses = { 200: { description: "Fine." }, 404: { "x-assumed": true } };
  const document = {
    paths: {
      "/a/{b}": { get: { summary: "Get a b", deprecated: true, security: [{ one: [], two: [] }, { three: [] }], responses } },
      "/c": { post: { summary: "Make a c", security: [], responses } },
    },
  };
  expect(operationsTable(document).split("\n").slice(2, 4)).toEqual([
    "| `GET /a/{b}` | Get a b (deprecated) | `one` and `two`, or `three` | 200, 404\\* |",
    "| `POST /c` | Make a c | none | 200, 404\\* |",
  ]);
});

test("a README without a place for the table is a mistake", () => {
  expect(() => withTable("# A package\n", "")).toThrow("no place for the table");
});
