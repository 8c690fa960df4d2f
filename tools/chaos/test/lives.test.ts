import { expect, test } from "vitest";
import { virtualClock } from "../src/clock.ts";
import { programs } from "../src/programs.ts";
import { credentials, chainOf, vendorOf } from "../src/vendor.ts";

/** Small runs of what `pnpm test:chaos` runs at length. */
const chosen = programs.filter(({ name }) => /^(fast|availability|lives)/.test(name));

for (const { name, promise, run } of chosen) {
  test(`In virtual time: ${promise}`, async () => {
    const { told, wrong } = await run(0.006, 7, () => {});
    console.info(`${name}: ${told}`);
    expect(wrong).toEqual([]);
  });
}

test("The vendor in memory knows a spent refresh token, and the clock moves only when it is told to", async () => {
  const clock = virtualClock();
  const vendor = vendorOf("strict", clock.now, () => "none");
  const ask = async (path: string, body: object): Promise<{ readonly status: number; readonly refresh?: string }> => {
    const response = await vendor.fetch(`https://api.example.com${path}`, { method: "POST", body: JSON.stringify(body) });
    return { status: response.status, ...(response.ok ? ((await response.json()) as object) : {}) };
  };
  const { refresh } = await ask("/login", credentials);
  expect((await ask("/refresh", { refresh })).status).toBe(200);
  expect(vendor.alarms).toBe(0);
  expect((await ask("/refresh", { refresh })).status).toBe(401);
  expect(vendor.alarms).toBe(1);
  expect(chainOf("grace").tokens["refresh"]?.rotation).toEqual({ grace: 60 });
  let called = 0;
  clock.after(1_000, () => (called += 1));
  clock.advance(999);
  expect([called, clock.waiting]).toEqual([0, 1]);
  clock.advance(1);
  expect([called, clock.waiting]).toEqual([1, 0]);
});
