import { describe, expect, test } from "vitest";
import { memoryStore } from "../../src/index.ts";
import { retryAfter } from "../../src/session/gate.ts";
import { open } from "../support/open.ts";
import { spyStore } from "../support/store.ts";
import { failure, outcomes, times } from "../support/time.ts";

const tooMany = (after?: string, more: Record<string, string> = {}) => new Response("", { status: 429, headers: { ...(after !== undefined && { "retry-after": after }), ...more } });
const limited = { name: "TokenEndpointError", status: 429, code: "rate_limited" };

describe("429 at a token endpoint", { timeout: 20_000 }, () => {
  test("A login answered with 429 and Retry-After: 60 is left alone for a minute, by calls in a row and at once", async () => {
    const { api, clock, get } = open();
    api.on("/password", () => tooMany("60"));
    expect(await failure(get())).toMatchObject({ ...limited, retryAfter: 60 });
    for (let index = 0; index < 500; index += 1) {
      clock.advance(80);
      expect(await failure(get())).toMatchObject(limited);
    }
    const { errors } = await outcomes(times(500, () => get()));
    expect(errors).toHaveLength(500);
    for (const error of errors as any[]) {
      expect(error).toMatchObject(limited);
      expect(error.retryAfter).toBeGreaterThan(0);
      expect(error.retryAfter).toBeLessThanOrEqual(20);
    }
    expect(api.paths()).toEqual(["/password"]);
  });

  test("When the pause is over exactly one call probes", async () => {
    const { api, clock, get } = open();
    api.on("/password", () => tooMany("60"));
    await failure(get());
    clock.advance(61_000);
    expect((await outcomes(times(1000, () => get()))).errors).toHaveLength(1000);
    expect(api.count("/password")).toBe(2);
    api.on("/password", () => undefined);
    clock.advance(61_000);
    expect((await outcomes(times(1000, () => get()))).values).toHaveLength(1000);
    expect(api.count("/password")).toBe(3);
  });

  test("P10: Two sessions on one store keep the pause together", async () => {
    const { api, clock, get, again } = open({ store: memoryStore() });
    api.on("/password", () => tooMany("60"));
    await failure(get());
    const second = again();
    expect(await failure(second.get())).toMatchObject(limited);
    expect(api.count("/password")).toBe(1);
    clock.advance(61_000);
    await outcomes(times(100, (index) => (index % 2 ? get() : second.get())));
    expect(api.count("/password")).toBe(2);
  });

  test("A 429 on a refresh does not cost the refresh token, and nobody logs in", async () => {
    const { api, clock, get } = open();
    await get();
    api.killAccess();
    api.on("/refresh", (_, nth) => (nth === 1 ? tooMany("30") : undefined));
    for (let index = 0; index < 200; index += 1) expect(await failure(get())).toMatchObject(limited);
    expect(api.count("/refresh")).toBe(1);
    clock.advance(31_000);
    expect((await get()).ok).toBe(true);
    expect(api.count("/refresh")).toBe(2);
    expect(api.count("/password")).toBe(1);
    expect(api.alarms).toBe(0);
  });

  test("A 429 on a renewal ahead of time disturbs no call", async () => {
    const { api, clock, get } = open();
    await get();
    clock.advance(3_400_000);
    api.on("/refresh", () => tooMany("60"));
    for (let index = 0; index < 50; index += 1) {
      expect((await get()).ok).toBe(true);
      await new Promise((resolve) => setImmediate(resolve));
      clock.advance(100);
    }
    expect(api.count("/refresh")).toBe(1);
    expect(api.count("/password")).toBe(1);
  });

  test.each(["0", "Mon, 01 Jan 2001 00:00:00 GMT"])("A 429 with nothing to wait for (Retry-After: %s) is no leave to hammer", async (after) => {
    const store = spyStore();
    const { api, clock, get } = open({ store });
    store.now = clock.monotonic;
    api.on("/password", () => tooMany(after));
    for (let index = 0; index < 1000; index += 1) expect(await failure(get())).toMatchObject(limited);
    expect(api.count("/password")).toBe(1);
  });

  const now = Date.UTC(2026, 0, 1);
  test.each([
    ["5", 5],
    ["0", 0],
    ["3600", 3600],
    ["3601", 3600],
    ["1000000000000", 3600],
    ["99999999999999999999999999", 3600],
    ["-5", 60],
    ["1e12", 60],
    ["soon", 60],
    ["", 60],
    ["5, 10", 60],
    ["NaN", 60],
    ["Infinity", 60],
    ["Thu, 01 Jan 2026 00:00:30 GMT", 30],
    ["Thu, 01 Jan 2026 09:00:00 GMT", 3600],
    ["Wed, 31 Dec 2025 23:00:00 GMT", 0],
    ["Thursday, 01-Jan-26 00:00:30 GMT", 30],
    ["Thu, 99 Foo 2026 00:00:30 GMT", 60],
    [undefined, 60],
  ])("P8: Retry-After: %s means %i seconds", (after, seconds) => {
    expect(retryAfter(tooMany(after).headers, now)).toBe(seconds);
  });

  test("P7: A Retry-After date is counted from the server's own Date", () => {
    expect(retryAfter(tooMany("Thu, 01 Jan 2026 00:00:30 GMT", { date: "Thu, 01 Jan 2026 00:00:10 GMT" }).headers, now + 86_400_000)).toBe(20);
  });
});
