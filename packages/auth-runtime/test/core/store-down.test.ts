import { describe, expect, test } from "vitest";
import { rotating } from "../support/chain.ts";
import { open } from "../support/open.ts";
import { networkError } from "../support/stub.ts";
import { spyStore } from "../support/store.ts";
import { failure, rest, times, until } from "../support/time.ts";

const down = () => {
  throw new Error("canary-connection-string refused");
};

describe("A store that is not there", () => {
  test("While the store cannot be read, calls go on with tokens in memory: one login for a thousand of them", async () => {
    const store = spyStore();
    const { api, get } = open({ store });
    store.afterLoad = down;
    store.beforeSwap = down;
    expect((await Promise.all(times(500, () => get()))).every((one) => one.ok)).toBe(true);
    for (let index = 0; index < 500; index += 1) expect((await get()).ok).toBe(true);
    expect(api.count("/password")).toBe(1);
  });

  test("While the store cannot be written, no rotating token from it is spent: the climb is one login", async () => {
    const store = spyStore();
    const { api, get } = open({ store });
    await get();
    api.killAccess();
    store.beforeSwap = down;
    expect((await Promise.all(times(100, () => get()))).every((one) => one.ok)).toBe(true);
    expect(api.count("/refresh")).toBe(0);
    expect(api.count("/password")).toBe(2);
  });

  test("A store that fails from an intent on, and takes no more, keeps nobody waiting for that intent", async () => {
    const store = spyStore();
    const { api, clock, get } = open({ store });
    await get();
    api.killAccess();
    store.beforeSwap = () => {
      store.afterLoad = down;
      down();
    };
    const call = get();
    await until(() => api.count("/password") === 2, "the login");
    expect([(await call).ok, clock.mono, api.count("/refresh")]).toEqual([true, 0, 0]);
  });

  test("Tokens that were won are not lost when the store fails at the moment of writing them", async () => {
    const store = spyStore();
    const { api, get } = open({ store });
    await get();
    api.killAccess();
    store.beforeSwap = (record) => (record.intent ? undefined : down());
    expect((await get()).ok).toBe(true);
    expect(api.count("/refresh")).toBe(1);
    expect(api.count("/password")).toBe(1);
    store.beforeSwap = undefined;
    expect((await get()).ok).toBe(true);
    expect(api.alarms).toBe(0);
  });

  test("When the store is back, sessions share their tokens again", async () => {
    const store = spyStore();
    const { api, get, again } = open({ store });
    store.afterLoad = down;
    await get().catch(() => {});
    store.afterLoad = undefined;
    api.killAccess();
    expect((await get()).ok).toBe(true);
    const logins = api.count("/password");
    expect((await again().get()).ok).toBe(true);
    expect(api.count("/password")).toBe(logins);
  });

  test("A store that goes down while another session renews is waited for, not asked in a loop", async () => {
    const store = spyStore();
    const { api, get, again } = open({ store });
    await get();
    await store.edit(() => ({ intent: { id: "theirs", grant: "POST /refresh", spends: "refreshToken", left: 15_000 } }));
    api.killAccess();
    const late = again();
    let asked = 0;
    store.afterLoad = () => {
      asked += 1;
      if (asked === 1) return undefined;
      // Ends the loop that this test is about; else it would hang.
      if (asked > 50) return new Promise(() => {});
      return down();
    };
    const call = late.get();
    call.catch(() => {});
    for (let turn = 0; turn < 10; turn += 1) await rest();
    expect(asked).toBeLessThan(10);
    expect(api.count("/password")).toBe(1);
  });

  test("What a store says in its errors reaches no caller", async () => {
    const store = spyStore();
    const { session, get } = open({ store });
    await get();
    store.afterLoad = down;
    store.beforeSwap = down;
    const error = await failure(session.signOut());
    expect(error).toMatchObject({ name: "AuthError", code: "store_failed" });
    expect(`${error.message} ${error.stack} ${JSON.stringify(error)} ${error.cause}`).not.toContain("canary");
  });

  test("A store that is always too slow to claim in is given up with a typed error, not written to for ever", async () => {
    const store = spyStore();
    const { clock, get } = open({ store });
    let claims = 0;
    store.afterSwap = (record) => {
      if (!record.intent) return;
      claims += 1;
      if (claims > 30) store.beforeSwap = down;
      clock.advance(3_500);
    };
    const error = await get().then(
      () => undefined,
      (one: unknown) => one,
    );
    if (error) expect(error).toMatchObject({ name: expect.stringMatching(/Error$/), code: expect.any(String) });
    expect(claims).toBeLessThan(30);
  });

  test.each([0, 1, 3])("A store that forgets everything after %i renewals costs one login, and spends no refresh token from memory", async (renewals) => {
    const store = spyStore();
    const { api, get } = open({ store });
    await get();
    for (let turn = 0; turn < renewals; turn += 1) {
      api.killAccess();
      await get();
    }
    api.killAccess();
    const { load, swap } = spyStore();
    Object.assign(store, { load, swap });
    expect((await get()).ok).toBe(true);
    expect(api.count("/refresh")).toBe(renewals);
    expect(api.count("/password")).toBe(2);
    api.killAccess();
    expect((await get()).ok).toBe(true);
    expect(api.count("/refresh")).toBe(renewals + 1);
    expect(api.alarms).toBe(0);
  });

  test("A store that went back to an older record costs one login, and spends no refresh token twice", async () => {
    const store = spyStore();
    const { api, get } = open({ store });
    await get();
    const older = await store.record();
    for (let turn = 0; turn < 2; turn += 1) {
      api.killAccess();
      await get();
    }
    api.killAccess();
    await store.edit(() => older ?? {});
    expect((await get()).ok).toBe(true);
    expect(api.count("/password")).toBe(2);
    expect(api.alarms).toBe(0);
  });

  /** A store whose reads fail; it recovers after so many that something must be looping. */
  const unreadable = (store: ReturnType<typeof spyStore>) => {
    const from = store.loads;
    store.afterLoad = () => {
      if (store.loads - from > 100) store.afterLoad = undefined;
      else down();
    };
    return () => store.loads - from;
  };

  test("A store that can be written but not read is not asked for ever: a second session goes on in memory", async () => {
    const store = spyStore();
    const { get, again } = open({ store });
    await get();
    const second = again();
    const loads = unreadable(store);
    await second.get().catch((error: unknown) => expect(error).toMatchObject({ code: "store_failed" }));
    expect(loads()).toBeLessThan(20);
  });

  test("A sign-out in a store that can be written but not read rejects, and is not tried for ever", async () => {
    const store = spyStore();
    const { session, get } = open({ store });
    await get();
    const loads = unreadable(store);
    expect((await failure(session.signOut())).code).toBe("store_failed");
    expect(loads()).toBeLessThan(20);
  });

  test("An event says that the store is down: one for each renewal at most, none for a call", async () => {
    const store = spyStore();
    const { api, get, events } = open({ store });
    await get();
    store.afterLoad = down;
    store.beforeSwap = down;
    for (let turn = 0; turn < 3; turn += 1) {
      api.killAccess();
      for (let index = 0; index < 50; index += 1) expect((await get()).ok).toBe(true);
    }
    const told = events.filter((one) => one.type === "store_degraded").length;
    expect(told).toBeGreaterThanOrEqual(1);
    expect(told).toBeLessThanOrEqual(3);
  });

  test("A store that can be read and takes nothing is told of once, until it takes something again", async () => {
    const store = spyStore();
    const { api, get, events } = open({ store });
    const told = () => events.filter((one) => one.type === "store_degraded").length;
    await get();
    for (const turns of [1, 2]) {
      store.beforeSwap = down;
      for (let turn = 0; turn < 3; turn += 1) {
        api.killAccess();
        expect((await get()).ok).toBe(true);
      }
      expect(told()).toBe(turns);
      store.beforeSwap = undefined;
      api.killAccess();
      expect((await get()).ok).toBe(true);
      expect(told()).toBe(turns);
    }
  });

  test("In the window before a token dies a failed renewal does not send every call to the store", async () => {
    const store = spyStore();
    const { api, clock, get } = open({ store });
    await get();
    clock.advance(3_400_000);
    api.on("/refresh", () => networkError("ECONNRESET"));
    await get();
    await until(() => api.count("/refresh") === 1);
    await rest();
    const { loads } = store;
    for (let index = 0; index < 500; index += 1) {
      expect((await get()).ok).toBe(true);
      await new Promise((resolve) => setImmediate(resolve));
      clock.advance(20);
    }
    expect(store.loads - loads).toBeLessThanOrEqual(20);
  });
});

describe("A mistake in a chain's own functions", () => {
  const mine = new RangeError("mine");
  const broken = (part: object) => ({ ...rotating, grants: rotating.grants.map((grant) => ({ ...grant, ...part })) });
  const throws = () => {
    throw mine;
  };
  test.each([
    ["body", { body: throws }],
    ["parameters", { parameters: throws }],
    ["outputs", { outputs: { accessToken: throws } }],
    ["expiresIn", { expiresIn: { accessToken: throws } }],
    ["success", { success: throws }],
  ])("What `%s` throws stays what it is", async (_, part) => {
    const { api, get } = open({}, broken(part));
    expect(await failure(get())).toBe(mine);
    await failure(get());
    expect(api.count("/password")).toBeLessThanOrEqual(1);
  });
});
