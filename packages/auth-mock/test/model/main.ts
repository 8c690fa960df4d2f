import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { lookForDifferences } from "./differences.ts";

const { values } = parseArgs({ options: { sequences: { type: "string", default: "10000" }, seed: { type: "string", default: String(Date.now() % 2 ** 31) } } });
const began = performance.now();
const seed = Number(values.seed);
console.log(`The mock beside an independent model of its ledger: ${values.sequences} sequences, seed ${seed}.`);
const seen = await lookForDifferences({ sequences: Number(values.sequences), seed });
const figures = { seed, differences: 0, ...seen, seconds: Math.round((performance.now() - began) / 1000) };
console.log(JSON.stringify(figures, undefined, 2));
const results = new URL("../../test-results/", import.meta.url);
mkdirSync(results, { recursive: true });
writeFileSync(new URL("model.json", results), `${JSON.stringify(figures, undefined, 2)}\n`);
