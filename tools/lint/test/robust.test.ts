import { fileURLToPath } from "node:url";
import { readSpec, type Spec } from "@freshkey-tools/spec";
import { expect, test } from "vitest";
import { rules, vocabulary } from "../src/index.ts";

const spec = readSpec(fileURLToPath(new URL("fixtures/widgets.openapi.yaml", import.meta.url)));
const strangers: readonly unknown[] = [null, "text", 7, [], {}, ["text"], [null], { $ref: "#/components" }, true];

/** Paths of all nodes of a document. */
function paths(node: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof node !== "object" || node === null) return [path];
  return [path, ...Object.entries(node).flatMap(([name, inner]) => paths(inner, [...path, name]))];
}

function withStranger(path: readonly string[], stranger: unknown): Spec {
  const document = structuredClone(spec.document);
  const holder = path.slice(0, -1).reduce((at, step) => at[step], document);
  holder[path.at(-1) as string] = structuredClone(stranger);
  return { ...spec, document };
}

test("whatever stands anywhere in a document, no rule throws", () => {
  const all = paths(spec.document).filter((path) => path.length > 0);
  expect(all.length).toBeGreaterThan(300);
  const thrown = all.flatMap((path, index) => {
    const odd = withStranger(path, strangers[index % strangers.length]);
    return [...rules, vocabulary].flatMap((rule) => {
      try {
        rule(odd);
        return [];
      } catch (error) {
        return `${rule.name} at ${path.join("/")}: ${String(error)}`;
      }
    });
  });
  expect(thrown).toEqual([]);
});
