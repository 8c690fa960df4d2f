import { describe, expect, test } from "vitest";
import type { AuthEvent, Session } from "../../src/index.ts";
import { open } from "../support/open.ts";
import { failure, times } from "../support/time.ts";
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
    expect(events.map((one) => one.type)).toEqual(["issued", "rejected", "climbed", "issued", "signed_out"]);
    expect(JSON.stringify(events)).not.toContain("canary");
  });
});
