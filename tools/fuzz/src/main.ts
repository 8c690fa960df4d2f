import { mkdirSync, writeFileSync } from "node:fs";
import { fuzzAll } from "./all.ts";

// pnpm test:fuzz [runs per surface] [seed]
const [runs = "20000", seed = String(Date.now() % 2 ** 31)] = process.argv.slice(2);
console.log(`seed ${seed}`);
const all = await fuzzAll(Number(runs), Number(seed), (surface) => console.log(`${surface} …`));
console.table(all);
mkdirSync(new URL("../test-results/", import.meta.url), { recursive: true });
writeFileSync(new URL("../test-results/fuzz.json", import.meta.url), JSON.stringify({ seed: Number(seed), all }, undefined, 2));
