import { expect, test } from "vitest";
import { createClock } from "../src/clock.ts";

test("wall time is whole milliseconds, however it was moved", () => {
  const clock = createClock();
  clock.advance(1000.25);
  clock.advance(0.5);
  clock.after(3.3, () => {});
  clock.advance(7.7);
  expect(Number.isInteger(clock.now())).toBe(true);
  clock.stop();
});

test("advance() moves wall time on by all of it, though reading clocks takes time", () => {
  let ticks = 0;
  const clock = createClock({ now: () => 1_000, monotonic: () => (ticks += 0.3) });
  clock.advance(30_000);
  expect(clock.now()).toBe(31_000);
});
