import { mkdirSync, writeFileSync } from "node:fs";
import { programs, type Found } from "./programs.ts";
import { findRedis } from "@freshkey-tools/parts/redis";

// pnpm test:chaos [--quick] [--seed=1] [--only=crash]: processes that are killed and stopped, stores that go away, token endpoints that fail.
const args = process.argv.slice(2);
const valueOf = (name: string): string | undefined => args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
const share = args.includes("--quick") ? 0.05 : 1;
const seed = Number(valueOf("seed") ?? Date.now() % 1_000_000);
const only = valueOf("only") ?? "";
const redisMissing = findRedis() === undefined;

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
console.log(`seed ${seed}`);
const results: ({ readonly name: string; readonly promise: string; readonly seconds: number } & Found)[] = [];
for (const { name, promise, needsRedis, run } of programs) {
  if (!name.includes(only) || (needsRedis && redisMissing)) continue;
  const start = performance.now();
  const found = await run(share, seed, (line) => process.stderr.write(`\r${name}: ${line}  `)).catch((error: unknown): Found => ({ figures: {}, told: "", wrong: [String(error)] }));
  const seconds = Math.round((performance.now() - start) / 1000);
  results.push({ name, promise, seconds, ...found });
  process.stderr.write("\r");
  console.log(`${found.wrong.length === 0 ? "holds " : "BROKEN"} ${name} (${seconds} s): ${found.told}`);
  for (const line of found.wrong.slice(0, 10)) console.log(`         ${line}`);
}
console.table(Object.fromEntries(results.map(({ name, promise, seconds, wrong }) => [name, { promise, holds: wrong.length === 0, seconds }])));
// A part must not take the place of the whole.
const file = new URL(`../test-results/chaos${only && `-${only}`}.json`, import.meta.url);
mkdirSync(new URL(".", file), { recursive: true });
writeFileSync(file, JSON.stringify({ seed, share, results }, undefined, 2));
process.exitCode = results.every(({ wrong }) => wrong.length === 0) ? 0 : 1;
