import { describe, expect, test } from "vitest";
import { memoryStore, type AuthEvent, type Session } from "../../src/index.ts";
import { open } from "../support/open.ts";
import { door, failure, rest, times, until } from "../support/time.ts";
import { noUnhandledRejections } from "../support/unhandled.ts";

noUnhandledRejections();

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
    const late: { session?: Session } = {};
    const got: Promise<unknown>[] = [];
    const opened = open({
      onEvent: () => {
        const { session } = late;
        const token = session?.current();
        if (session) got.push(session.getToken().catch(() => {}));
        if (session && token) got.push(session.getToken({ scheme: "bearer" }).catch(() => {}));
      },
    });
    late.session = opened.session;
    await opened.get();
    opened.api.killAccess();
    expect((await Promise.all(times(100, () => opened.get()))).every((one) => one.ok)).toBe(true);
    await Promise.all(got);
    expect(got.length).toBeGreaterThan(2);
    expect(opened.api.count("/refresh")).toBe(1);
    expect(opened.api.count("/password")).toBe(1);
  });

  test("One that signs the session out is obeyed", async () => {
    const late: { session?: Session } = {};
    const opened = open({ onEvent: ({ type }: AuthEvent) => void (type === "issued" && late.session?.signOut()) });
    late.session = opened.session;
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
    expect(events.map((one) => one.type)).toEqual(["issued", "rejected", "climbed", "renewed", "signed_out"]);
    expect(JSON.stringify(events)).not.toContain("canary");
  });

  test("A renewal tells how long it took and how many calls wait for it", async () => {
    const { api, clock, get, events } = open();
    await get();
    api.killAccess();
    const gate = door();
    api.on("/refresh", () => gate.promise.then(() => undefined));
    const calls = Promise.all(times(9, () => get()));
    await until(() => api.count("/refresh") === 1);
    await rest();
    clock.advance(1_500);
    gate.open();
    await calls;
    expect(events.at(-1)).toEqual({ type: "renewed", tokens: ["accessToken", "refreshToken"], grant: "POST /refresh", reason: "needed", duration: 1_500, waiters: 9 });
    expect(events.filter((one) => one.type === "issued")).toHaveLength(1);
  });

  test("A session that waits for another one tells so, and for how long", async () => {
    const { api, clock, get, again } = open({ store: memoryStore() });
    await get();
    const second = again();
    await second.get();
    api.killAccess();
    const gate = door();
    api.on("/refresh", () => gate.promise.then(() => undefined));
    const first = get();
    await until(() => api.count("/refresh") === 1);
    const late = second.get();
    await rest();
    clock.advance(700);
    gate.open();
    await Promise.all([first, late]);
    expect(second.events.map((one) => one.type)).toEqual(["adopted", "rejected", "waited", "adopted"]);
    expect(second.events[2]).toMatchObject({ tokens: ["accessToken"], grant: "POST /refresh", duration: 700, waiters: 1 });
  });
});
