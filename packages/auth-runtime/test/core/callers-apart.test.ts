import { describe, expect, test } from "vitest";
import { authFetch, type AccessToken } from "../../src/index.ts";
import { heldUp, open } from "../support/open.ts";
import { failure, outcomes, rest, times, until } from "../support/time.ts";
import { noUnhandledRejections } from "../support/unhandled.ts";

noUnhandledRejections();

describe("Callers do not disturb each other", { timeout: 20_000 }, () => {
  test("C3: When the first caller leaves, the others still get their answer", async () => {
    const { api, get, release } = await heldUp();
    const leaver = new AbortController();
    const first = failure(get("/first", { signal: leaver.signal }));
    await until(() => api.count("/refresh") === 1);
    const others = times(50, () => get("/others"));
    await rest();
    leaver.abort(new Error("left"));
    expect((await first).message).toBe("left");
    release();
    expect((await Promise.all(others)).every((one) => one.ok)).toBe(true);
    expect(api.count("/refresh")).toBe(1);
    expect(api.count("/first")).toBe(1);
  });

  test("C4: When all callers leave, the renewal still comes to its end and its token is kept", async () => {
    const { api, get, release } = await heldUp();
    const leaver = new AbortController();
    const all = outcomes(times(20, () => get("/all", { signal: leaver.signal })));
    await until(() => api.count("/refresh") === 1);
    await rest();
    leaver.abort();
    expect((await all).errors).toHaveLength(20);
    release();
    await rest();
    expect((await get()).ok).toBe(true);
    expect(api.count("/refresh")).toBe(1);
    expect(api.count("/password")).toBe(1);
    expect(api.alarms).toBe(0);
  });

  test("Any subset of a thousand callers may leave: the rest all succeed", async () => {
    const { api, get, release } = await heldUp();
    const all = times(1000, (index) => {
      const controller = new AbortController();
      return { controller, work: get(`/calls/${index}`, { signal: controller.signal }) };
    });
    await until(() => api.count("/refresh") === 1);
    await rest();
    const settled = Promise.allSettled(all.map(({ work }) => work));
    for (const [index, { controller }] of all.entries()) if (index % 3 === 0) controller.abort();
    release();
    const results = await settled;
    expect(results.every((one, index) => (index % 3 === 0 ? one.status === "rejected" : one.status === "fulfilled" && one.value.ok))).toBe(true);
    expect(api.count("/refresh")).toBe(1);
  });

  test("Who leaves between the refusal and the replay is not replayed", async () => {
    const { api, get, release } = await heldUp();
    const leaver = new AbortController();
    const one = failure(get("/once", { signal: leaver.signal, method: "POST", body: "x" }));
    await until(() => api.count("/refresh") === 1);
    release();
    leaver.abort(new Error("left"));
    expect((await one).message).toBe("left");
    await rest();
    expect(api.count("/once")).toBe(1);
  });

  test("Who leaves when the refusal arrives is not replayed, though a newer token is at hand", async () => {
    const { session } = open();
    const leaver = new AbortController();
    let sent = 0;
    const call = authFetch(session, {
      fetch: async () => {
        sent += 1;
        await session.reject((await session.getToken()) as AccessToken);
        await session.getToken();
        return new Response(new ReadableStream({ cancel: () => leaver.abort(new Error("left")) }), { status: 401 });
      },
    });
    expect((await failure(call("https://api.example.com/trips", { signal: leaver.signal }))).message).toBe("left");
    expect(sent).toBe(1);
  });

  test("A signal that was given up before the call sends nothing", async () => {
    const { api, get } = open();
    expect((await failure(get("/never", { signal: AbortSignal.abort(new Error("left")) }))).message).toBe("left");
    await rest();
    expect(api.seen).toEqual([]);
  });

  test("A signal that is used for a thousand calls has no listener left on it", async () => {
    const { session, api, clock, get } = open();
    const { signal } = new AbortController();
    let listeners = 0;
    let added = 0;
    const [add, remove] = [signal.addEventListener.bind(signal), signal.removeEventListener.bind(signal)];
    signal.addEventListener = (...all: any) => (listeners++, added++, (add as any)(...all));
    signal.removeEventListener = (...all: any) => (listeners--, (remove as any)(...all));
    await Promise.all(times(500, () => session.getToken({ signal })));
    api.killAccess();
    for (let index = 0; index < 9; index += 1) {
      api.killAccess();
      await Promise.all(times(55, () => get("/calls", { signal })));
    }
    clock.advance(3_600_000);
    api.on("/refresh", () => new Response("", { status: 500 }));
    api.on("/password", () => new Response("", { status: 500 }));
    await outcomes(times(100, () => session.getToken({ signal })));
    await rest();
    expect(added).toBeGreaterThan(1000);
    expect(listeners).toBe(0);
  });
});
