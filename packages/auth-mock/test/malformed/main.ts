import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { storm } from "./storm.ts";

const { values } = parseArgs({ options: { count: { type: "string", default: "20000" }, seed: { type: "string", default: "1" } } });
const at = performance.now();
const survived = await storm(Number(values.count), Number(values.seed));
const results = new URL("../../test-results/", import.meta.url);
mkdirSync(results, { recursive: true });
writeFileSync(new URL("malformed.json", results), `${JSON.stringify(survived, null, 2)}\n`);
console.log(survived, `${Math.round(performance.now() - at)} ms`);
if (survived.hung + survived.crashes + (survived.answered["500"] ?? 0) > 0 || survived.after !== 200 || survived.growth > 33_554_432) process.exitCode = 1;
