import { describe, expect, test } from "vitest";
import { open, openTwo, type Opened } from "../support/open.ts";
import { spyStore } from "../support/store.ts";
import { door, rest, until } from "../support/time.ts";
import type { Vendor } from "../support/vendor.ts";

describe("Intents", () => {
  test("The intent to spend a refresh token stands in the store before it is sent", async () => {
    const store = spyStore();
    const { api, get } = open({ store });
    await get();
    api.killAccess();
    let stood: unknown;
    api.on("/refresh", async () => {
      stood = (await store.record())?.intent;
      return undefined;
    });
    await get();
    expect(stood).toMatchObject({ grant: "POST /refresh", spends: "refreshToken", left: 15_000 });
    expect((await store.record())?.intent).toBeUndefined();
  });

  test("When the intent cannot be written the refresh token is not sent", async () => {
    const store = spyStore();
    const { api, get } = open({ store });
    await get();
    api.killAccess();
    store.beforeSwap = () => {
      throw new Error("disk full");
    };
    await get().catch(() => {});
    expect(api.count("/refresh")).toBe(0);
  });

  test("New tokens are in the store before any caller gets them", async () => {
    const store = spyStore();
    const { api, session, get } = open({ store });
    await get();
    api.killAccess();
    const gate = door();
    store.beforeSwap = (record) => (record.tokens["accessToken"]?.value === "canary-access-2" ? gate.promise : undefined);
    const calls = Promise.all(Array.from({ length: 50 }, () => get("/calls")));
    await until(() => api.count("/refresh") === 1);
    await rest();
    expect(api.count("/calls")).toBe(50);
    expect(session.current()).toBeUndefined();
    gate.open();
    await calls;
    expect(api.count("/calls")).toBe(100);
    expect((await store.record())?.tokens["accessToken"]?.value).toBe("canary-access-2");
  });

  test("S9: A store that takes a write and loses its answer costs nothing", async () => {
    const store = spyStore();
    const { api, get } = open({ store });
    let writes = 0;
    store.afterSwap = () => {
      writes += 1;
      if (writes % 2) throw new Error("connection lost");
    };
    await get();
    api.killAccess();
    expect((await get()).ok).toBe(true);
    expect(api.count("/password")).toBe(1);
    expect(api.count("/refresh")).toBe(1);
    expect(api.alarms).toBe(0);
  });

  test("A claim that took too long to write is not used: it is put back and made again", async () => {
    const store = spyStore();
    const { api, clock, get } = open({ store });
    await get();
    api.killAccess();
    let slow = 0;
    store.afterSwap = (record) => {
      if (record.intent && (slow += 1) === 1) clock.advance(3_500);
    };
    const from = store.written.length;
    expect((await get()).ok).toBe(true);
    expect(store.written.slice(from).map((record) => !!record.intent)).toEqual([true, false, true, false]);
    expect(api.count("/refresh")).toBe(1);
    expect(api.count("/password")).toBe(1);
  });

  const foreign = { id: "foreign", grant: "POST /refresh", spends: "refreshToken", left: 15_000 };
  const orphaned = async (): Promise<{ readonly store: ReturnType<typeof spyStore> } & Opened<Vendor>> => {
    const store = spyStore();
    const opened = open({ store });
    await opened.get();
    opened.api.killAccess();
    await store.edit(() => ({ intent: foreign }));
    return { ...opened, store };
  };

  test("A living intent of another session is waited for, and its token adopted without a call to the token endpoint", async () => {
    const { api, store, get, events } = await orphaned();
    const calls = Promise.all(Array.from({ length: 100 }, () => get()));
    await until(() => api.count("/trips") === 101);
    await rest();
    const fresh = api.issue();
    await store.edit(({ tokens }) => ({ intent: undefined, tokens: { ...tokens, accessToken: { value: fresh.access_token, expiresAt: Date.UTC(2026, 0, 2), generation: 2 } } }));
    expect((await calls).every((one) => one.ok)).toBe(true);
    expect(api.count("/refresh")).toBe(0);
    expect(api.count("/password")).toBe(1);
    expect(events.at(-1)?.type).toBe("adopted");
  });

  test("The refresh token of an orphaned intent is never spent: one login when the intent's time is over", async () => {
    const { api, clock, store, get } = await orphaned();
    const call = get();
    await until(() => api.count("/trips") === 2);
    await rest();
    clock.advance(14_000);
    await rest();
    expect(api.count("/password")).toBe(1);
    clock.advance(1_100);
    expect((await call).ok).toBe(true);
    expect(api.count("/refresh")).toBe(0);
    expect(api.count("/password")).toBe(2);
    expect(store.written.some((record) => record.intent && record.tokens["refreshToken"]?.value === "canary-refresh-1" && record.intent.grant === "POST /password")).toBe(false);
  });

  test("A session that meets an orphaned intent only later does not spend its token either", async () => {
    const { api, clock, again, get } = await orphaned();
    const second = again();
    const call = second.get();
    await rest();
    clock.advance(15_100);
    expect((await call).ok).toBe(true);
    expect((await get()).ok).toBe(true);
    expect(api.count("/refresh")).toBe(0);
    expect(api.alarms).toBe(0);
    expect(api.count("/password")).toBe(2);
  });

  test("While another session renews, a session whose token lives goes on with it", async () => {
    const store = spyStore();
    const { api, clock, get } = open({ store });
    await get();
    await store.edit(() => ({ intent: foreign }));
    clock.advance(3_400_000);
    expect((await Promise.all(Array.from({ length: 100 }, () => get()))).every((one) => one.ok)).toBe(true);
    await rest();
    expect(api.count("/refresh") + api.count("/password")).toBe(1);
    expect(clock.pending()).toBe(0);
  });

  test("A lost swap adopts the other's tokens, drops its own, and revokes nothing", async () => {
    const store = spyStore();
    const { api, get } = openTwo({ store });
    await get("/data");
    api.tts.clear();
    api.on("/temporary", async (seen) => {
      const answer = api.usual(seen);
      api.tts.add("canary-tt-theirs");
      await store.edit(({ tokens }) => ({ intent: undefined, tokens: { ...tokens, tt: { value: "canary-tt-theirs", expiresAt: Date.UTC(2026, 0, 2), generation: 9 } } }));
      return answer;
    });
    expect((await get("/data")).ok).toBe(true);
    expect(api.seen.at(-1)?.headers.get("x-tt")).toBe("canary-tt-theirs");
    expect((await store.record())?.tokens["tt"]?.value).toBe("canary-tt-theirs");
    expect(api.seen.filter((one) => one.method === "DELETE")).toEqual([]);
    expect(api.count("/login")).toBe(1);
  });

  test("A login that loses its swap is not ended at the vendor: its account may be the other's", async () => {
    const store = spyStore();
    const { api, get } = openTwo({ store });
    api.on("/login", async (seen) => {
      const answer = api.usual(seen);
      api.ssts.add("canary-sst-theirs");
      await store.edit(() => ({ intent: undefined, tokens: { sst: { value: "canary-sst-theirs", generation: 1 } }, values: { profile: "/account/login/8" } }));
      return answer;
    });
    expect((await get("/data")).ok).toBe(true);
    await rest();
    expect(api.paths()).toEqual(["/login", "/temporary", "/data"]);
    expect(api.seen[1]?.headers.get("x-sst")).toBe("canary-sst-theirs");
  });

  test("A token read back from the store is spent under an intent that is in that store", async () => {
    const store = spyStore();
    const { api, get, again } = open({ store });
    await get();
    api.killAccess();
    const second = again();
    store.beforeSwap = (record) => {
      if (record.intent) throw new Error("read-only");
    };
    await second.get().catch(() => {});
    expect(api.count("/refresh")).toBe(0);
  });
});
