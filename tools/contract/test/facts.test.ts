import { basename } from "node:path";
import { specFiles } from "@freshkey-tools/spec";
import { expect, test } from "vitest";
import { readFacts, statusesOf } from "../src/facts.ts";

const { documented, leftOut } = readFacts();
const apis = specFiles().map((file) => basename(file, ".openapi.yaml"));
const statuses = apis.flatMap(statusesOf);
const row = ({ api, operationId, status }: { api: string; operationId: string; status: number }): string => `${api} ${operationId} ${status}`;

test("every known fact is in a spec or left out for a reason", () => {
  console.info(`facts: ${documented.length} in specs, ${leftOut.length} left out with a reason; specs: ${statuses.length} statuses`);
  const inSpecs = new Set(statuses.map(row));
  expect(documented.map(row).filter((fact) => !inSpecs.has(fact))).toEqual([]);
  expect(leftOut.filter(({ why, call, status }) => !why || !call || !status)).toEqual([]);
});

test("what was once known is not forgotten", () => {
  // Raise it with the table. A row may move, it does not vanish together with its operation.
  expect(documented.length + leftOut.length).toBeGreaterThanOrEqual(174);
});

test("every status of every operation has a row that says where it is from", () => {
  const facts = new Set(documented.map(row));
  expect(statuses.map(row).filter((status) => !facts.has(status))).toEqual([]);
});

test("sources are known ones", () => {
  expect([...documented, ...leftOut].flatMap(({ sources }) => sources).filter((source) => !/^[SDCWRG]$/.test(source))).toEqual([]);
});

test("a guess is marked as assumed in its spec, and nothing else is", () => {
  const guesses = documented.filter(({ sources }) => sources.includes("G")).map(row);
  expect(
    statuses
      .filter(({ isAssumed }) => isAssumed)
      .map(row)
      .sort(),
  ).toEqual(guesses.sort());
});

test("a guess has no other source, for then it would be none", () => {
  expect(documented.filter(({ sources }) => sources.includes("G") && sources.length > 1)).toEqual([]);
});
