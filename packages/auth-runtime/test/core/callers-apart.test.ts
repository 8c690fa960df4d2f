import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { authFetch, type AccessToken, type AuthEvent, type Session } from "../../src/index.ts";
import { open, openTwo } from "../support/open.ts";
import { door, failure, outcomes, rest, times, until } from "../support/time.ts";

const unhandled: unknown[] = [];
const note = (reason: unknown) => unhandled.push(reason);
beforeEach(() => {
  unhandled.length = 0;
  process.on("unhandledRejection", note);
});
afterEach(async () => {
  await rest();
  process.off("unhandledRejection", note);
  expect(unhandled).toEqual([]);
});

/** A session whose access token is dead and whose refresh is held up. */
async function heldUp() {
  const opened = open();
  await opened.get();
  opened.api.killAccess();
  const gate = door();
  opened.api.on("/refresh", () => gate.promise.then(() => undefined));
  return { ...opened, release: () => gate.open() };
}

describe("Callers do not disturb each other", { timeout: 20_000 }, () => {
  test("When the first caller leaves, the others still get their answer", async () => {
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

  test("When all callers leave, the renewal still comes to its end and its token is kept", async () => {
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

describe("Renewals that nobody waits for", { timeout: 20_000 }, () => {
  test("A background renewal that fails is never an unhandled rejection, and no call notices", async () => {
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

  test("When a renewal fails, all who wait get the same error of one attempt, and the next call starts anew", async () => {
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

describe("Event handlers", { timeout: 20_000 }, () => {
  test("One that throws does no harm", async () => {
    const { api, get } = open({
      onEvent: () => {
        throw new Error("mine");
      },
    });
    await get();
    api.killAccess();
    expect((await Promise.all(times(100, () => get()))).every((one) => one.ok)).toBe(true);
    expect(api.count("/refresh")).toBe(1);
  });

  test("One that calls the session does no harm", async () => {
    let session: Session | undefined;
    const got: Promise<unknown>[] = [];
    const opened = open({
      onEvent: () => {
        const token = session?.current();
        if (session) got.push(session.getToken().catch(() => {}));
        if (session && token) got.push(session.getToken({ scheme: "bearer" }).catch(() => {}));
      },
    });
    session = opened.session;
    await opened.get();
    opened.api.killAccess();
    expect((await Promise.all(times(100, () => opened.get()))).every((one) => one.ok)).toBe(true);
    await Promise.all(got);
    expect(got.length).toBeGreaterThan(2);
    expect(opened.api.count("/refresh")).toBe(1);
    expect(opened.api.count("/password")).toBe(1);
  });

  test("One that signs the session out is obeyed", async () => {
    let session: Session | undefined;
    const opened = open({ onEvent: ({ type }: AuthEvent) => void (type === "issued" && session?.signOut()) });
    session = opened.session;
    expect((await failure(opened.get())).code).toBe("signed_out");
    expect(opened.api.paths()).toEqual(["/password"]);
  });

  test("They tell what happened, and hold no secret", async () => {
    const { api, get, session, events } = open();
    await get();
    api.killAccess();
    api.killRefresh();
    await get();
    await session.signOut();
    expect(events.map((one) => one.type)).toEqual(["issued", "rejected", "climbed", "issued", "signed_out"]);
    expect(JSON.stringify(events)).not.toContain("canary");
  });
});
