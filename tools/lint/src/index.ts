/** Finds mistakes in specs: in the OpenAPI document, and in the token chains that it describes. */
import { readSpec, type Spec } from "@freshkey-tools/spec";
import { inOrder, mistakeAt, type Mistake, type Rule } from "./mistake.ts";
import { members } from "./place.ts";
import { closedMistakes } from "./rules/closed.ts";
import { coverageMistakes } from "./rules/coverage.ts";
import { credentialMistakes } from "./rules/credentials.ts";
import { dialectMistakes } from "./rules/dialect.ts";
import { exampleMistakes } from "./rules/examples.ts";
import { expressionMistakes } from "./rules/expressions.ts";
import { extensionMistakes } from "./rules/extension.ts";
import { grantMistakes } from "./rules/grants.ts";
import { lifetimeMistakes } from "./rules/lifetimes.ts";
import { operationMistakes } from "./rules/operations.ts";
import { outputMistakes } from "./rules/outputs.ts";
import { reachableMistakes } from "./rules/reachable.ts";
import { redoclyMistakes } from "./rules/redocly.ts";
import { referenceMistakes } from "./rules/references.ts";
import { refusalMistakes } from "./rules/refusals.ts";
import { responseMistakes } from "./rules/responses.ts";
import { schemaMistakes } from "./rules/schemas.ts";
import { schemeMistakes } from "./rules/schemes.ts";
import { serverMistakes } from "./rules/servers.ts";

export { extensionMistakes as vocabulary } from "./rules/extension.ts";
export { formatMistake, type Mistake } from "./mistake.ts";

/** The house's own rules. */
export const rules: readonly Rule[] = [
  dialectMistakes,
  referenceMistakes,
  serverMistakes,
  operationMistakes,
  responseMistakes,
  schemaMistakes,
  exampleMistakes,
  closedMistakes,
  expressionMistakes,
  lifetimeMistakes,
  schemeMistakes,
  credentialMistakes,
  grantMistakes,
  outputMistakes,
  refusalMistakes,
  reachableMistakes,
  coverageMistakes,
];

/** All mistakes of some spec files, by file and position. A file that cannot be read is a mistake too. */
export async function lint(files: readonly string[]): Promise<Mistake[]> {
  const mistakes: Mistake[] = [];
  for (const file of files) mistakes.push(...(await lintFile(file)));
  return inOrder(mistakes);
}

async function lintFile(file: string): Promise<Mistake[]> {
  let spec: Spec;
  try {
    spec = readSpec(file);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === "ENOENT" ? "there is no such file" : "it cannot be read";
    return [{ file, line: 1, column: 1, message: `${reason}; write the path of a \`*.openapi.yaml\`` }];
  }
  if (spec.syntaxErrors.length > 0) {
    return spec.syntaxErrors.map(({ message, position }) => ({ file, ...position, message: `this is no YAML: ${message.replace(/ at line \d+, column \d+:?$/, "")}; correct the syntax` }));
  }
  const { openapi } = members(spec.document);
  if (!/^3\.1\.\d+$/.test(String(openapi))) {
    const what = openapi === undefined ? "this is no OpenAPI document" : `\`openapi: ${String(openapi)}\` is another format`;
    return [mistakeAt(spec, ["openapi"], `${what}; write \`openapi: 3.1.0\``)];
  }
  const own = once(rules.flatMap((rule) => rule(spec)));
  // The house's own words come first: what they tell already is not told a second time in others'.
  const words = extensionMistakes(spec).filter((mistake) => !own.some((other) => isSamePlace(mistake, other)));
  const told = [...own, ...once(words)];
  const others = (await redoclyMistakes(spec)).filter((mistake) => !told.some(({ line }) => line === mistake.line));
  return [...told, ...once(others)];
}

function isSamePlace(a: Mistake, b: Mistake): boolean {
  return a.file === b.file && a.line === b.line && a.column === b.column;
}

function once(mistakes: readonly Mistake[]): Mistake[] {
  return mistakes.filter((mistake, index) => mistakes.findIndex((other) => isSamePlace(mistake, other) && mistake.message === other.message) === index);
}
