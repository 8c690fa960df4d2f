import { getEventListeners } from "node:events";
import { describe, expect, test, vi } from "vitest";
import { failure, rest, until } from "../support/time.ts";
import { busy, move, open, waits } from "./support/retrying.ts";

describe("how often and when", () => {
  test("three times in all unless told otherwise; the last answer is the caller's", async () => {
    for (const [options, count] of [
      [undefined, 3],
      [{ attempts: 1 }, 1],
      [{ attempts: 5 }, 5],
    ] as const) {
      const opened = await open(options);
      opened.api.on("/trips", (_, nth) => busy({ "x-nth": String(nth) }));
      const result = opened.client.GET("/trips");
      for (let nth = 1; nth < count; nth += 1) {
        await move(opened, 20_000);
        await until(() => opened.api.data().length === nth + 1);
      }
      expect((await result).response.headers.get("x-nth")).toBe(String(count));
      expect(opened.clock.pending()).toBe(0);
    }
  });

  test("waits are a random part of 500, 1,000, 2,000 ms and so on, up to the cap", async () => {
    const opened = await open({ attempts: 5, cap: 3000 });
    opened.api.on("/trips", () => busy());
    const result = opened.client.GET("/trips");
    for (const ms of [250, 500, 1000, 1500]) await waits(opened, ms);
    expect(await result).toMatchObject({ status: 503 });
    vi.mocked(Math.random).mockReturnValue(0.02);
    const another = opened.client.GET("/trips");
    for (const ms of [10, 20, 40, 60]) await waits(opened, ms);
    expect(await another).toMatchObject({ status: 503 });
  });

  test.each<[string, Record<string, string>, number]>([
    ["seconds", { "retry-after": "5" }, 5000],
    ["an HTTP date", { "retry-after": "Thu, 01 Jan 2026 00:00:07 GMT" }, 7000],
    ["an HTTP date, by the server's own clock", { "retry-after": "Mon, 02 Mar 2026 10:00:09 GMT", date: "Mon, 02 Mar 2026 10:00:00 GMT" }, 9000],
    ["a date with a year of two digits", { "retry-after": "Thursday, 01-Jan-26 00:00:04 GMT" }, 4000],
  ])("Retry-After in %s is waited for, and up to a tenth longer, so that not all come back at once", async (_, headers, ms) => {
    const opened = await open();
    opened.api.on("/trips", (__, nth) => (nth === 1 ? busy(headers, 429) : undefined));
    const result = opened.client.GET("/trips");
    await waits(opened, ms * 1.05);
    expect(await result).toMatchObject({ ok: true });
  });

  test("a Retry-After that is over, or 0, is no wait", async () => {
    for (const past of ["0", "Wed, 31 Dec 2025 00:00:00 GMT"]) {
      const opened = await open();
      opened.api.on("/trips", (_, nth) => (nth === 1 ? busy({ "retry-after": past }) : undefined));
      const result = opened.client.GET("/trips");
      await move(opened, 0);
      expect(await result).toMatchObject({ ok: true });
    }
  });

  test.each(["soon", "-5", "1e3", "5, 7", "5.5", "Thu, 99 Foo 2026 00:00:07 GMT", "", "2026-01-01T00:00:07Z"])("a Retry-After that makes no sense (%j) is as none", async (text) => {
    const opened = await open();
    opened.api.on("/trips", (_, nth) => (nth === 1 ? busy({ "retry-after": text }) : undefined));
    const result = opened.client.GET("/trips");
    await waits(opened, 250);
    expect(await result).toMatchObject({ ok: true });
  });

  test.each(["21", "1000000000000", "9".repeat(400), "Fri, 02 Jan 2026 00:00:00 GMT"])(
    "a server that asks for more than the cap (%s) is not waited for: its answer is the caller's at once",
    async (text) => {
      const { api, client, clock } = await open();
      api.on("/trips", () => busy({ "retry-after": text }, 429));
      const result = await client.GET("/trips");
      expect([result.status as number, result.response.headers.get("retry-after")]).toEqual([429, text]);
      expect([api.data().length, clock.pending()]).toEqual([1, 0]);
    },
  );

  test("a wait that would outlast the timeout is not begun: the answer is the caller's at once", async () => {
    const { api, client } = await open({}, { timeout: 4000 });
    api.on("/trips", () => busy({ "retry-after": "5" }));
    expect(await client.GET("/trips")).toMatchObject({ ok: false, status: 503 });
    expect(api.data()).toHaveLength(1);
  });

  test("the timeout covers all attempts together", async () => {
    const opened = await open({}, { timeout: 4000 });
    opened.api.on("/trips", (_, nth) => (nth === 1 ? busy() : new Promise<Response>(() => {})));
    const error = failure(opened.client.GET("/trips"));
    await waits(opened, 250);
    opened.clock.advance(3749);
    await rest();
    opened.clock.advance(1);
    expect(await error).toMatchObject({ name: "TimeoutError" });
  });
});

describe("an abort", () => {
  test.each([
    ["without middleware", {}],
    ["with middleware", { middleware: [{ onRequest: () => undefined }] }],
  ])("ends a wait at once, with the caller's reason; nothing is sent any more, %s", async (_, how) => {
    const opened = await open();
    const { api, client, clock } = opened;
    api.on("/trips", () => busy());
    const controller = new AbortController();
    const error = failure(client.GET("/trips", { ...how, signal: controller.signal }));
    await until(() => clock.pending() > 0);
    controller.abort(new Error("the visitor left"));
    expect((await error).message).toBe("the visitor left");
    expect([clock.pending(), getEventListeners(controller.signal, "abort").length]).toEqual([0, 0]);
    clock.advance(60_000);
    await rest();
    expect(api.data()).toHaveLength(1);
  });

  test("during a wait is told to middleware as an error, as during a request", async () => {
    const { api, client, clock } = await open();
    api.on("/trips", () => busy());
    const controller = new AbortController();
    const told: unknown[] = [];
    const error = failure(client.GET("/trips", { signal: controller.signal, middleware: [{ onError: (one) => void told.push(one.error) }] }));
    await until(() => clock.pending() > 0);
    controller.abort(new Error("the visitor left"));
    expect(await error).toBe(controller.signal.reason);
    await rest();
    expect(told).toEqual([controller.signal.reason]);
  });

  test("during an attempt is no network error: nothing is sent again", async () => {
    const { api, client, clock } = await open();
    const controller = new AbortController();
    api.on("/trips", () => {
      controller.abort();
      return controller.signal.reason;
    });
    expect(await failure(client.GET("/trips", { signal: controller.signal }))).toMatchObject({ name: "AbortError" });
    await rest();
    expect([api.data().length, clock.pending()]).toEqual([1, 0]);
  });
});
