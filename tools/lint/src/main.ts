import { relative } from "node:path";
import { readSpec, specFiles } from "@freshkey-tools/spec";
import { chainsOf } from "./chain/chains.ts";
import { formatMistake, lint } from "./index.ts";
import { operationPlaces } from "./operations.ts";

const given = process.argv.slice(2);
const files = given.length > 0 ? given : specFiles();
const mistakes = await lint(files);

for (const mistake of mistakes) console.log(formatMistake(mistake, (file) => relative(process.cwd(), file) || file));
if (mistakes.length > 0) {
  process.exitCode = 1;
} else {
  const specs = files.map(readSpec);
  const operations = specs.reduce((sum, spec) => sum + operationPlaces(spec).length, 0);
  const chains = specs.reduce((sum, spec) => sum + chainsOf(spec).length, 0);
  console.log(`${count(files.length, "spec")}, ${count(operations, "operation")}, ${count(chains, "chain")}: no mistakes`);
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}
