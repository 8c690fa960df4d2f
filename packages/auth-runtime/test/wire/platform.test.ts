import { afterEach, describe, expect, test, vi } from "vitest";
import { stopwatch, systemClock, waitingOn } from "../../src/clock.ts";
import { AuthError, isAuthError } from "../../src/index.ts";
import * as browser from "../../src/platform/browser.ts";
import * as deno from "../../src/platform/deno.ts";
import * as server from "../../src/platform/server.ts";
import { newId } from "../../src/random.ts";
import { testClock } from "../support/clock.ts";

afterEach(() => {
  // In this order: what was spied on may be a false timer.
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("A server sends cookies and runs grants with long-lived secrets, Deno too; a browser does neither", () => {
  expect([server, deno, browser].map(({ sendsCookies, isServer }) => [sendsCookies, isServer])).toEqual([
    [true, true],
    [true, true],
    [false, false],
  ]);
});

test("Only Deno gives token requests connections of their own, and only servers have words for a failure", async () => {
  const made: unknown[] = [];
  vi.stubGlobal("Deno", { createHttpClient: (options: unknown) => (made.push(options), { close: () => {} }) });
  vi.stubGlobal("fetch", async (url: string) => new Response(url));
  const sent = [server, browser].map(async ({ send }) => (await send("https://api.example.com/", {})).text());
  expect(await Promise.all(sent)).toEqual(["https://api.example.com/", "https://api.example.com/"]);
  expect(made).toEqual([]);
  await deno.send("https://api.example.com/", {});
  expect(made).toEqual([{ poolMaxIdlePerHost: 0 }]);
  const codes = [{ cause: { code: "ECONNRESET" } }, { code: "ETIMEDOUT" }, {}, undefined];
  expect([server, deno, browser].map(({ codeOf }) => codes.map(codeOf))).toEqual([
    ["ECONNRESET", "ETIMEDOUT", undefined, undefined],
    ["ECONNRESET", "ETIMEDOUT", undefined, undefined],
    [undefined, undefined, undefined, undefined],
  ]);
});

describe("The machine's clock", () => {
  test("tells wall time and monotonic time", () => {
    vi.useFakeTimers({ toFake: ["Date", "performance"], now: 1_700_000_000_000 });
    const before = systemClock.monotonic();
    vi.advanceTimersByTime(1_500);
    expect([systemClock.now(), systemClock.monotonic() - before]).toEqual([1_700_000_001_500, 1_500]);
    vi.setSystemTime(0);
    expect([systemClock.now(), systemClock.monotonic() - before]).toEqual([0, 1_500]);
  });

  test("calls back after its time, once, and not at all when it is called off", () => {
    vi.useFakeTimers();
    let called = 0;
    systemClock.after(100, () => (called += 1));
    systemClock.after(50, () => (called += 100))();
    vi.advanceTimersByTime(99);
    expect(called).toBe(0);
    vi.advanceTimersByTime(1_000);
    expect([called, vi.getTimerCount()]).toEqual([1, 0]);
  });

  test("does not call back at once what lies further away than a timer can wait", () => {
    vi.useFakeTimers();
    const timer = vi.spyOn(globalThis, "setTimeout");
    systemClock.after(2 ** 31, () => {});
    systemClock.after(2 ** 31 - 1, () => {});
    systemClock.after(7, () => {});
    expect(timer.mock.calls.map(([, ms]) => ms)).toEqual([2_147_483_647, 2_147_483_647, 7]);
  });

  test("keeps no process alive, except for what somebody waits for", () => {
    const timer = vi.spyOn(globalThis, "setTimeout");
    for (const after of [systemClock.after, waitingOn(systemClock)]) after(1_000, () => {})();
    expect(timer.mock.results.map(({ value }) => value.hasRef())).toEqual([false, true]);
  });

  test("is content with a platform whose timers are numbers", () => {
    vi.stubGlobal("setTimeout", () => 7);
    const ended: unknown[] = [];
    vi.stubGlobal("clearTimeout", (timer: unknown) => ended.push(timer));
    systemClock.after(1_000, () => {})();
    expect(ended).toEqual([7]);
  });

  test("gives way to a clock of one's own, also for what somebody waits for", () => {
    const clock = testClock();
    expect(waitingOn(clock)).toBe(clock.after);
  });
});

test("A stopwatch goes by the clock that shows more: the wall's while the machine sleeps, the other when the wall's was set back", () => {
  const clock = testClock();
  clock.advance(10);
  const passed = stopwatch(clock);
  expect(passed()).toBe(0);
  clock.advance(5);
  expect(passed()).toBe(5);
  clock.wall += 100;
  expect(passed()).toBe(105);
  clock.wall -= 1_000;
  expect(passed()).toBe(5);
});

test("Ids are random UUIDs; on a page without them, four random numbers of 32 bits", () => {
  expect(newId()).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(newId()).not.toBe(newId());
  vi.stubGlobal("crypto", { getRandomValues: (numbers: Uint32Array) => (expect(numbers).toBeInstanceOf(Uint32Array), numbers.map((_, index) => 4_294_967_295 - index)) });
  expect(newId()).toBe("4294967295-4294967294-4294967293-4294967292");
});

test("An AuthError bears a mark of its own, by which one of another release is known too", () => {
  const theirs = Object.defineProperty(new Error("of another release"), Symbol.for("@freshkey/AuthError"), {});
  expect([isAuthError(theirs), isAuthError(Object.defineProperty(new Error(), Symbol.for(""), {})), Symbol.for("@freshkey/AuthError") in new AuthError("timeout", "x")]).toEqual([true, false, true]);
});
