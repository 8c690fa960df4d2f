import { describe, expect, test } from "vitest";
import type { TokenRecord } from "../../src/index.ts";
import { credentials } from "../support/chain.ts";
import { open } from "../support/open.ts";
import { spyStore } from "../support/store.ts";
import { door, failure, rest, times } from "../support/time.ts";

const token = { value: "canary-foreign", generation: 1 };
const good = { schema: 1, writer: "w", epoch: 0, tokens: { accessToken: token }, values: {} };
const garbage: Readonly<Record<string, unknown>> = {
  nothing: null,
  "a text": "canary-foreign",
  "a number": 42,
  "a list": [],
  "an empty object": {},
  "no schema": { ...good, schema: undefined },
  "schema 0": { ...good, schema: 0 },
  "tokens that are a number": { ...good, tokens: 5 },
  "a token that is null": { ...good, tokens: { accessToken: null } },
  "an intent that is null": { ...good, intent: null },
  "a gate whose closure has no delay": { ...good, gate: { salt: "s", closed: { "POST /password": { id: "i", left: 1000 } } } },
  "a gate whose closure has no end": { ...good, gate: { salt: "s", closed: { "POST /password": { id: "i", delay: 1000 } } } },
  "no tokens": { ...good, tokens: null },
  "a token that is a text": { ...good, tokens: { accessToken: "canary-foreign" } },
  "a token whose value is a number": { ...good, tokens: { accessToken: { value: 7, generation: 1 } } },
  "a generation that is no number": { ...good, tokens: { accessToken: { ...token, generation: "9" } } },
  "a generation that nothing exceeds": { ...good, tokens: { accessToken: { ...token, generation: 1e300 } } },
  "a life that is no number": { ...good, tokens: { accessToken: { ...token, life: "long" } } },
  "an expiry that is no number": { ...good, tokens: { accessToken: { ...token, expiresAt: "soon" } } },
  "an epoch that is no number": { ...good, epoch: "canary-foreign" },
  "values that are no texts": { ...good, values: { user: {} } },
  "no values": { ...good, values: undefined },
  "an intent without an id": { ...good, intent: { left: 10_000 } },
  "an intent without an end": { ...good, intent: { id: "i", left: null } },
  "a gate that is false": { ...good, gate: false },
  "a gate that is null": { ...good, gate: null },
  "an intent that is 0": { ...good, intent: 0 },
  "a gate without salt": { ...good, gate: { closed: {} } },
  "a gate whose closures are texts": { ...good, gate: { salt: "s", closed: { "POST /password": "canary-foreign" } } },
  "another account's record": { ...good, key: '["test","https://api.example.com",["eve"]]' },
  "another chain's record": { ...good, key: '["other","https://api.example.com",["ada"]]' },
};

/** A store that holds this before any session opens. */
async function holding(record: unknown) {
  const store = spyStore();
  const key = JSON.stringify(["test", "https://api.example.com", ["ada"]]);
  await store.swap(key, undefined, record as TokenRecord, {});
  return { store, key, ...open({ store }) };
}
const degraded = (events: readonly { readonly type: string }[]) => events.filter((one) => one.type === "store_degraded");

describe("A record that cannot be used", () => {
  test.each(Object.entries(garbage))("S1: What is no record (%s) counts as none, is written over, and one event says so without its content", async (_, record) => {
    const { api, store, get, again, events } = await holding(record);
    expect((await Promise.all(times(50, () => get()))).every((one) => one.ok)).toBe(true);
    expect(api.paths().slice(0, 1)).toEqual(["/password"]);
    expect(api.count("/password")).toBe(1);
    expect(await store.record()).toMatchObject({ schema: 1, tokens: { accessToken: { value: "canary-access-1" } } });
    expect(degraded(events)).toHaveLength(1);
    expect(JSON.stringify(events)).not.toContain("canary");
    const second = again();
    expect((await second.get()).ok).toBe(true);
    expect(second.events.map((one) => one.type)).toEqual(["adopted"]);
  });

  test.each([-7_200_000, Number.NaN])("A store that tells an age of %d makes no intent last longer", async (age) => {
    const { store, clock, get } = await holding({ ...good, tokens: {}, intent: { id: "i", grant: "POST /refresh", left: 10_000 } });
    store.now = () => age;
    const call = get();
    await rest();
    for (let second = 0; second < 12; second += 1) {
      clock.advance(1000);
      await rest();
    }
    expect((await call).ok).toBe(true);
  });

  test("An intent that claims to last for ever is waited for an hour at most", async () => {
    const { clock, get } = await holding({ ...good, tokens: {}, intent: { id: "i", grant: "POST /refresh", left: 1e15 } });
    const call = get();
    let ok: boolean | undefined;
    void call.then((one) => (ok = one.ok));
    for (let minute = 0; minute < 62 && !ok; minute += 1) {
      for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      clock.advance(60_000);
    }
    await call;
    expect(ok).toBe(true);
  });
});

describe("A record of a newer schema", () => {
  const newer = (tokens: object = {}) => ({ ...good, schema: 2, tokens, extra: { deep: true } });

  test("What is known of it is used, and it is not written over", async () => {
    const { api, store, get } = await holding(newer());
    const { access_token, refresh_token } = api.issue();
    await store.edit(() => ({ tokens: { accessToken: { value: access_token, generation: 3 }, refreshToken: { value: refresh_token, generation: 3 } } }));
    const before = await store.record();
    expect((await get()).ok).toBe(true);
    expect(api.paths()).toEqual(["/trips"]);
    expect(await store.record()).toEqual(before);
  });

  test("S10: A record of a newer schema is read as far as it is known, and never written over; what is won stays in memory: one login, its refresh token is not spent, one event", async () => {
    const { api, store, get, events } = await holding(newer());
    const { refresh_token } = api.issue();
    await store.edit(() => ({ tokens: { refreshToken: { value: refresh_token, generation: 3 } } }));
    const before = await store.record();
    expect((await Promise.all(times(50, () => get()))).every((one) => one.ok)).toBe(true);
    for (let turn = 0; turn < 3; turn += 1) expect((await get()).ok).toBe(true);
    expect(api.count("/password")).toBe(1);
    expect(api.count("/refresh")).toBe(0);
    expect(await store.record()).toEqual(before);
    expect(degraded(events)).toHaveLength(1);
  });

  test("One whose known fields mean something else now is left alone too", async () => {
    const { api, store, get } = await holding({ schema: 7, tokens: ["canary-foreign"] });
    const before = await store.record();
    expect((await get()).ok).toBe(true);
    api.killAccess();
    expect((await get()).ok).toBe(true);
    expect(await store.record()).toEqual(before);
  });

  test("A sign-out that cannot be stored in it rejects", async () => {
    const { session } = await holding(newer());
    expect(await failure(session.signOut())).toMatchObject({ name: "AuthError", code: "store_failed" });
  });

  test("Its sign-out ends the session", async () => {
    const { api, store, get } = await holding(newer());
    await get();
    await store.edit(() => ({ epoch: 1, tokens: {} }));
    api.killAccess();
    expect(await failure(get())).toMatchObject({ code: "signed_out" });
  });
});

describe("A store that hangs", () => {
  const hang = () => new Promise(() => {});

  test("A load that never ends is given up after 3 s, a swap too: calls go on in memory", async () => {
    const store = spyStore();
    const { api, clock, get } = open({ store, credentials });
    store.afterLoad = hang;
    store.beforeSwap = hang;
    let done = false;
    const call = get().finally(() => (done = true));
    let waited = 0;
    for (; !done && waited < 60_000; waited += 500) {
      for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      clock.advance(500);
    }
    expect((await call).ok).toBe(true);
    expect(waited).toBeLessThanOrEqual(20_000);
    expect(api.count("/password")).toBe(1);
    expect(clock.pending()).toBe(0);
  });

  test("A process that was stopped while it read the record takes what was read when it goes on: no login", async () => {
    const store = spyStore();
    const { api, clock, get, again } = open({ store });
    await get();
    const late = again();
    const gate = door();
    store.afterLoad = () => gate.promise;
    const call = late.get();
    await rest();
    clock.advance(60_000);
    gate.open();
    expect((await call).ok).toBe(true);
    expect(api.count("/password")).toBe(1);
  });

  test("A store whose watch throws is polled", async () => {
    const store = spyStore();
    const broken = {
      ...store,
      watch: () => {
        throw new Error("canary: not connected");
      },
    };
    const { clock, get } = open({ store: broken });
    await get();
    await store.edit(() => ({ tokens: {}, intent: { id: "i", grant: "POST /password", left: 1_000 } }));
    const other = open({ store: broken, clock });
    let ok = false;
    const call = other.get().then((one) => (ok = one.ok));
    for (let step = 0; step < 50 && !ok; step += 1) {
      for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      clock.advance(100);
    }
    await call;
    expect(ok).toBe(true);
  });
});
