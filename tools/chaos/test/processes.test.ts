import { expect, test } from "vitest";
import { programs } from "../src/programs.ts";
import { findRedis } from "@freshkey-tools/parts/redis";

const missing = findRedis() === undefined;
/** Small runs of what `pnpm test:chaos` runs at length. */
const chosen = programs.filter(({ name }) => /^(once|takeover|crash|exit|redis-swap)/.test(name) && !/^(crash|takeover)-redis$/.test(name));

for (const { name, promise, needsRedis = false, run } of chosen) {
  test.skipIf(needsRedis && missing)(`With real processes: ${promise}`, async () => {
    const { told, wrong } = await run(0.01, 7, () => {});
    console.info(`${name}: ${told}`);
    expect(wrong).toEqual([]);
  });
}
