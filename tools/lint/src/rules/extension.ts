import { readFileSync } from "node:fs";
import { join } from "node:path";
import { specsFolder, type Spec } from "@freshkey-tools/spec";
import { mistakeAt, mistakeAtKey, type Mistake } from "../mistake.ts";
import { below, root } from "../place.ts";
import { explainer, type Misfit } from "../schema/explain.ts";
import { chainsPath } from "../chain/chains.ts";

const schemaFile = join(specsFolder, "x-token-chains.schema.json");
let explain: ((value: unknown) => Misfit[]) | undefined;

/** The extension keeps to its vocabulary, which is closed: `specs/x-token-chains.schema.json`. */
export function extensionMistakes(spec: Spec): Mistake[] {
  const chains = below(root(spec), ...chainsPath);
  if (chains.node === undefined) {
    return [mistakeAtKey(spec, ["components"], "no `x-token-chains` below `components`; write how the tokens of this API are obtained, see the README of the specs")];
  }
  try {
    explain ??= explainer(JSON.parse(readFileSync(schemaFile, "utf8")) as Readonly<Record<string, unknown>>);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split(/[\n,]/)[0] : "it cannot be read";
    return [{ file: schemaFile, line: 1, column: 1, message: `the vocabulary cannot be used: ${reason}; write a JSON Schema that Ajv compiles` }];
  }
  return explain(chains.node).map(({ path, isKey, message }) => (isKey ? mistakeAtKey : mistakeAt)(spec, [...chainsPath, ...path], message));
}
