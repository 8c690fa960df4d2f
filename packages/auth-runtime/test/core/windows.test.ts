import { describe, expect, test, vi } from "vitest";
import { authFetch, createSession } from "../../src/index.ts";
import { credentials, rotating } from "../support/chain.ts";
import { open, openTwo } from "../support/open.ts";
import { json } from "../support/stub.ts";
import { failure, rest, times, until } from "../support/time.ts";
import { vendor } from "../support/vendor.ts";

const lives = [5, 60, 600, 3600, 86_400];
const day = 86_400_000;

describe("Renewing before a token dies", { timeout: 20_000 }, () => {
  test.each(lives)("T14: A token of %i s is renewed once per life, in the background, and no call waits", async (seconds) => {
    const { api, clock, session, get } = open();
    api.lifetime = seconds;
    await get();
    const at = [0];
    const soft = Math.min(300_000, seconds * 200);
    while (at.length < 5) {
      const left = (session.current()?.expiresAt ?? 0) - clock.now();
      clock.advance(left > soft * 1.2 ? left - soft * 1.15 : soft / 10);
      expect(session.current(), `after ${clock.monotonic()} ms`).toBeDefined();
      expect((await get()).ok).toBe(true);
      await new Promise((resolve) => setImmediate(resolve));
      if (api.count("/refresh") === at.length) at.push(clock.monotonic());
      expect(api.count("/refresh")).toBe(at.length - 1);
    }
    const lived = at.slice(1).map((one, index) => one - (at[index] as number));
    expect(Math.min(...lived)).toBeGreaterThanOrEqual(seconds * 1000 - soft * 1.11);
    expect(Math.max(...lived)).toBeLessThan(seconds * 1000 - soft * 0.75);
    expect(api.count("/password")).toBe(1);
    expect(api.alarms).toBe(0);
  });

  test.each(lives)("In the soft window of a token of %i s a hundred calls use the old token and one renewal runs", async (seconds) => {
    const { api, clock, get } = open();
    api.lifetime = seconds;
    await get();
    clock.advance(seconds * 1000 - Math.min(300_000, seconds * 200) * 0.8);
    const all = await Promise.all(times(100, () => get("/soft")));
    expect(all.every((one) => one.ok)).toBe(true);
    expect(new Set(api.seen.filter((one) => one.path === "/soft").map((one) => one.headers.get("authorization")))).toEqual(new Set(["Bearer canary-access-1"]));
    await rest();
    expect(api.count("/refresh")).toBe(1);
    await get("/later");
    expect(api.seen.at(-1)?.headers.get("authorization")).toBe("Bearer canary-access-2");
  });

  test.each(lives)("In the hard window of a token of %i s a hundred calls wait for one renewal", async (seconds) => {
    const { api, clock, session, get } = open();
    api.lifetime = seconds;
    await get();
    clock.advance(seconds * 1000 - Math.min(30_000, seconds * 50) * 0.5);
    expect(session.current()).toBeUndefined();
    const all = await Promise.all(times(100, () => get("/hard")));
    expect(all.every((one) => one.ok)).toBe(true);
    expect(new Set(api.seen.filter((one) => one.path === "/hard").map((one) => one.headers.get("authorization")))).toEqual(new Set(["Bearer canary-access-2"]));
    expect(api.count("/refresh")).toBe(1);
  });

  test.each(lives)("Before the soft window of a token of %i s nothing is renewed", async (seconds) => {
    const { api, clock, get } = open();
    api.lifetime = seconds;
    await get();
    clock.advance(seconds * 1000 - Math.min(300_000, seconds * 200) * 1.12);
    await Promise.all(times(100, () => get()));
    await rest();
    expect(api.count("/refresh")).toBe(0);
  });

  test("A dead token is renewed once for all who call", async () => {
    const { api, clock, get } = open();
    await get();
    clock.advance(3_600_000);
    expect((await Promise.all(times(1000, () => get()))).every((one) => one.ok)).toBe(true);
    expect(api.count("/refresh")).toBe(1);
    expect(api.count("/password")).toBe(1);
  });
});

describe("Clocks that jump", { timeout: 20_000 }, () => {
  test("T3: When the wall clock jumps back an hour in the middle of a life, the token is renewed on time all the same", async () => {
    const { api, clock, get } = open();
    await get();
    clock.advance(1_800_000);
    clock.wall -= 3_600_000;
    clock.advance(1_799_000);
    expect((await get()).ok).toBe(true);
    expect(api.count("/refresh")).toBe(1);
    clock.advance(3_000_000);
    await get();
    expect(api.count("/refresh")).toBe(1);
  });

  test("T4: When the wall clock jumps forward a day there is one early renewal, and no storm", async () => {
    const { api, clock, get } = open();
    await get();
    clock.wall += day;
    for (let round = 0; round < 5; round += 1) {
      expect((await Promise.all(times(200, () => get()))).every((one) => one.ok)).toBe(true);
      clock.advance(60_000);
    }
    expect(api.count("/refresh")).toBe(1);
    expect(api.count("/password")).toBe(1);
  });

  test("T5: After a sleep of eight hours, with the monotonic clock standing still, a thousand calls lead to one renewal", async () => {
    const { api, clock, get } = open();
    await get();
    clock.wall += 8 * 3_600_000;
    expect((await Promise.all(times(1000, () => get()))).every((one) => one.ok)).toBe(true);
    expect(api.count("/refresh")).toBe(1);
    expect(api.count("/password")).toBe(1);
    expect(api.seen.filter((one) => one.headers.get("authorization") === "Bearer canary-access-1")).toHaveLength(1);
  });

  test("A token that is renewed only on refusal ignores both clocks", async () => {
    const { api, clock, get } = openTwo();
    await get("/data");
    clock.advance(30 * day);
    expect((await get("/data")).ok).toBe(true);
    expect(api.count("/login")).toBe(1);
    const second = open({}, { ...rotating, tokens: { ...rotating.tokens, accessToken: { lifetime: 3600, renew: "onRefusal" } } });
    await second.get();
    second.clock.advance(30 * day);
    await Promise.all(times(100, () => second.get()));
    await rest();
    expect(second.api.count("/refresh")).toBe(0);
    second.api.killAccess();
    expect((await second.get()).ok).toBe(true);
    expect(second.api.count("/refresh")).toBe(1);
  });

  test("T15: No timer is longer than a timer can be, not even for a token of ten years", async () => {
    const delays: number[] = [];
    const { api, clock, get } = open();
    const { after } = clock;
    clock.after = (ms, callback) => (delays.push(ms), after(ms, callback));
    api.lifetime = 315_360_000;
    await get();
    clock.advance(315_360_000_000 - 100_000);
    await get();
    await rest();
    expect(api.count("/refresh")).toBe(1);
    const timers = vi.spyOn(globalThis, "setTimeout");
    try {
      const real = vendor();
      real.lifetime = 315_360_000;
      const session = createSession(rotating, { credentials, fetch: real.fetch, timeout: 2 ** 40 });
      const call = authFetch(session, { fetch: real.fetch });
      await call("https://api.example.com/trips");
      real.killAccess();
      expect((await call("https://api.example.com/trips")).ok).toBe(true);
      expect(real.count("/refresh")).toBe(1);
      delays.push(...timers.mock.calls.map(([, ms]) => Number(ms ?? 0)));
    } finally {
      timers.mockRestore();
    }
    expect(delays.length).toBeGreaterThan(2);
    expect(Math.max(...delays)).toBeLessThanOrEqual(2 ** 31 - 1);
  });
});

describe("When renewing no longer helps", { timeout: 20_000 }, () => {
  /** A vendor whose sessions end at a fixed time, however often they are renewed. */
  async function ending() {
    const opened = open();
    const end = opened.clock.now() + 3_600_000;
    opened.api.lifetime = () => Math.max(0, (end - opened.clock.now()) / 1000);
    await opened.get();
    return opened;
  }

  test("A renewal that does not lengthen the life is not repeated, and an event says so", async () => {
    const { api, clock, get, events } = await ending();
    clock.advance(3_340_000);
    await get();
    await until(() => api.count("/refresh") === 1);
    await rest();
    for (let step = 0; step < 235; step += 1) {
      clock.advance(1_000);
      expect((await get()).ok).toBe(true);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(api.count("/refresh")).toBe(1);
    expect(events.filter((one) => one.type === "session_maximum")).toHaveLength(1);
  });

  test("Until such a token dies there are a few renewals at most, not one per call", async () => {
    const { api, clock, get } = await ending();
    for (let step = 0; step < 3590; step += 1) {
      clock.advance(1_000);
      await get();
      if (step > 3000) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(api.count("/refresh")).toBeLessThanOrEqual(4);
    expect(api.count("/password")).toBe(1);
  });

  test("A refusal renews such a token all the same", async () => {
    const { api, clock, get } = await ending();
    clock.advance(3_340_000);
    await get();
    await until(() => api.count("/refresh") === 1);
    await rest();
    api.killAccess();
    expect((await get()).ok).toBe(true);
    expect(api.count("/refresh")).toBe(2);
  });

  test("A renewal ahead of time that fails is not repeated by every call", async () => {
    const { api, clock, get } = openTwo();
    await get("/data");
    clock.advance(500_000);
    api.on("/temporary", () => new Response("", { status: 500 }));
    for (let step = 0; step < 60; step += 1) {
      expect((await get("/data")).ok).toBe(true);
      await new Promise((resolve) => setImmediate(resolve));
      clock.advance(100);
    }
    expect(api.count("/temporary")).toBeLessThanOrEqual(6);
    expect(api.count("/login")).toBe(1);
  });

  test("After a failed renewal in the hard window the caller still gets the old token that lives", async () => {
    const { api, clock, session, get } = openTwo();
    await get("/data");
    const [tt] = api.tts;
    clock.advance(585_000);
    expect(session.current()).toBeUndefined();
    api.on("/temporary", () => new Response("", { status: 500 }));
    expect((await session.getToken()).reveal()).toBe(tt);
    expect((await Promise.all(times(100, () => get("/data")))).every((one) => one.ok)).toBe(true);
    expect(api.count("/temporary")).toBe(2);
    clock.advance(20_000);
    expect((await failure(get("/data"))).code).toBe("unexpected_status");
    expect(api.count("/login")).toBe(1);
  });

  test("A token that answers null for its life inside the chain is renewed by its nominal life", async () => {
    const { api, clock, get } = openTwo();
    await get("/data");
    clock.advance(600_000);
    api.on("/temporary", (seen) => (api.usual(seen).ok ? undefined : json({})));
    expect((await get("/data")).ok).toBe(true);
    expect(api.count("/temporary")).toBe(2);
  });
});
