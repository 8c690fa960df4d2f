import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { findRedis, startRedis } from "@freshkey-tools/parts/redis";
import type { Column } from "./column.ts";
import { playOn, startMock } from "./play.ts";
import { runtimes } from "./runtimes.ts";
import { makeScratch } from "./scratch.ts";
import { cellOf, hasFailed, rowsOf, tableOf } from "./table.ts";

// pnpm test:runtimes [name…]: the packages as users get them, on every runtime that they are for.
const results = fileURLToPath(new URL("../test-results/", import.meta.url));
const wanted = process.argv.slice(2);
const chosen = runtimes.filter(({ name, version }) => wanted.length === 0 || wanted.some((one) => `${name} ${version}`.toLowerCase().startsWith(one.toLowerCase())));
const outcome: Record<string, Column> = {};
const scratch = await makeScratch();
const mock = await startMock();
const redis = findRedis() === undefined ? undefined : await startRedis();
try {
  for (const runtime of chosen) {
    const name = `${runtime.name} ${runtime.version}`;
    console.error(name);
    outcome[name] = await playOn(runtime, scratch, mock, redis?.socket);
  }
} finally {
  await redis?.close();
  await mock.close();
  await scratch.remove();
}
console.log(tableOf(outcome));
const table = Object.fromEntries(Object.entries(outcome).map(([name, column]) => [name, rowsOf(outcome).map((check) => cellOf(name, column, check))]));
mkdirSync(results, { recursive: true });
writeFileSync(`${results}runtimes.json`, JSON.stringify(table, undefined, 2));
// A runtime that is not there is named. Where everything must be seen, that is not enough.
const isBlind = process.env["CI"] === "true" && Object.values(outcome).some(({ missing }) => missing !== undefined);
process.exitCode = hasFailed(outcome) || isBlind ? 1 : 0;
