import { describe, expect, test } from "vitest";
import { heldUp, openTwo } from "../support/open.ts";
import { door, failure, outcomes, rest, times, until } from "../support/time.ts";
import { noUnhandledRejections } from "../support/unhandled.ts";

noUnhandledRejections();

describe("Renewals that nobody waits for", { timeout: 20_000 }, () => {
  test("C5: A background renewal that fails is never an unhandled rejection, and no call notices", async () => {
    const { api, clock, get } = openTwo();
    await get("/data");
    clock.advance(500_000);
    api.on("/temporary", () => new TypeError("fetch failed"));
    for (let index = 0; index < 20; index += 1) {
      expect((await get("/data")).ok).toBe(true);
      await rest();
      clock.advance(2_000);
    }
    expect(api.count("/temporary")).toBeGreaterThan(1);
  });

  test("A renewal of the last caller who left, when it fails, is never an unhandled rejection", async () => {
    const { api, get, release } = await heldUp();
    const leaver = new AbortController();
    const gone = failure(get("/gone", { signal: leaver.signal }));
    await until(() => api.count("/refresh") === 1);
    leaver.abort();
    await gone;
    api.on("/password", () => new Response("", { status: 500 }));
    api.killRefresh();
    release();
    await until(() => api.count("/password") === 2);
    await rest();
  });

  test("A renewal ahead of time that hangs stalls no call whose token lives", async () => {
    const { api, clock, get } = openTwo();
    await get("/data");
    clock.advance(500_000);
    api.on("/temporary", () => new Promise(() => {}));
    for (let index = 0; index < 100; index += 1) expect((await get("/data")).ok).toBe(true);
    await until(() => api.count("/temporary") === 2);
    expect(api.count("/temporary")).toBe(2);
  });

  test("A renewal that hangs for ever ends in a typed time-out for all who wait", async () => {
    const { api, clock, get } = openTwo({ timeout: 4_000 });
    await get("/data");
    clock.advance(600_000);
    api.on("/temporary", () => new Promise(() => {}));
    const all = outcomes(times(100, () => get("/data")));
    await until(() => api.count("/temporary") === 2);
    clock.advance(3_999);
    await rest();
    clock.advance(1);
    const { errors } = await all;
    expect(errors).toHaveLength(100);
    for (const error of errors) expect(error).toMatchObject({ name: "TokenEndpointError", code: "timeout", endpoint: "GET /temporary" });
  });

  test("A refused token is renewed although a renewal ahead of time has just failed", async () => {
    const { api, clock, get } = openTwo();
    await get("/data");
    clock.advance(500_000);
    api.on("/temporary", (_, nth) => (nth === 2 ? new Response("", { status: 500 }) : undefined));
    await get("/data");
    await until(() => api.count("/temporary") === 2);
    await rest();
    api.tts.clear();
    expect((await get("/data")).ok).toBe(true);
    expect(api.count("/temporary")).toBe(3);
    expect(api.count("/login")).toBe(1);
  });

  test("A token that is refused while a renewal ahead of time is failing gets one of its own", async () => {
    const { api, clock, get } = openTwo();
    await get("/data");
    clock.advance(500_000);
    const gate = door();
    api.on("/temporary", (_, nth) => (nth === 2 ? gate.promise.then(() => new Response("", { status: 500 })) : undefined));
    await get("/data");
    await until(() => api.count("/temporary") === 2);
    api.tts.clear();
    const all = Promise.all(times(100, () => get("/data")));
    await rest();
    gate.open();
    expect((await all).every((one) => one.ok)).toBe(true);
    expect(api.count("/temporary")).toBe(3);
  });

  test("C2: When a renewal fails, all who wait get the same error of one attempt, and the next call starts anew", async () => {
    const { api, clock, get } = openTwo();
    await get("/data");
    clock.advance(600_000);
    api.on("/temporary", (_, nth) => (nth === 2 ? new Response("", { status: 500 }) : undefined));
    const { errors } = await outcomes(times(1000, () => get("/data")));
    expect(errors).toHaveLength(1000);
    expect(api.count("/temporary")).toBe(2);
    clock.advance(1_000);
    expect((await get("/data")).ok).toBe(true);
  });
});
