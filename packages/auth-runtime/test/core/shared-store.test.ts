import { describe, expect, test } from "vitest";
import { authFetch, memoryStore, type TokenChain, type TokenStore } from "../../src/index.ts";
import { rotating } from "../support/chain.ts";
import { open, openTwo } from "../support/open.ts";
import { spyStore } from "../support/store.ts";
import { door, failure, rest, times, until } from "../support/time.ts";

describe("Sessions that share a store", { timeout: 20_000 }, () => {
  test("Two sessions on one store log in once and renew once between them, for a thousand calls", async () => {
    const { api, get, again } = open({ store: memoryStore() });
    const second = again();
    const both = () => Promise.all(times(1000, (index) => (index % 2 ? get() : second.get())));
    expect((await both()).every((one) => one.ok)).toBe(true);
    expect(api.count("/password")).toBe(1);
    for (const round of [1, 2, 3]) {
      api.killAccess();
      expect((await both()).every((one) => one.ok)).toBe(true);
      expect(api.count("/refresh")).toBe(round);
    }
    expect(api.count("/password")).toBe(1);
    expect(api.alarms).toBe(0);
  });

  test("Twenty sessions on one store whose token dies renew it once", async () => {
    const { api, clock, again } = open({ store: memoryStore() });
    const all = times(20, () => again());
    const calls = () => Promise.all(all.flatMap((one) => times(10, () => one.get())));
    expect((await calls()).every((one) => one.ok)).toBe(true);
    clock.advance(3_600_000);
    expect((await calls()).every((one) => one.ok)).toBe(true);
    expect(api.count("/password")).toBe(1);
    expect(api.count("/refresh")).toBe(1);
  });

  test("Sessions with straggling answers renew once between them", async () => {
    const { api, get, again } = open({ store: memoryStore() });
    const second = again();
    await Promise.all([get(), second.get()]);
    let nth = 0;
    api.latency = (one) => (one.path === "/refresh" ? 100 : ((nth += 1) * 37) % 300);
    api.killAccess();
    expect((await Promise.all(times(200, (index) => (index % 2 ? get() : second.get())))).every((one) => one.ok)).toBe(true);
    expect(api.count("/refresh")).toBe(1);
    expect(api.alarms).toBe(0);
  });

  test("The second session adopts what the first has got, without a call to a token endpoint", async () => {
    const { api, get, again } = open({ store: memoryStore() });
    await get();
    const second = again();
    expect((await second.get()).ok).toBe(true);
    expect(api.paths()).toEqual(["/password", "/trips", "/trips"]);
    expect(second.events.map((one) => one.type)).toEqual(["adopted"]);
  });

  test("A session whose token was refused adopts the newer one of another session instead of renewing", async () => {
    const { api, get, again } = open({ store: memoryStore() });
    const second = again();
    await Promise.all([get(), second.get()]);
    api.killAccess();
    await get();
    expect((await second.get()).ok).toBe(true);
    expect(api.count("/refresh")).toBe(1);
  });

  test("A session that finds a token near its end renews it in the background: one session for each request works as well as one for all", async () => {
    const { api, clock, get, again } = open({ store: memoryStore() });
    await get();
    clock.advance(3_400_000);
    for (let request = 1; request <= 20; request += 1) {
      expect((await again().get()).ok).toBe(true);
      await rest();
    }
    expect(api.count("/refresh")).toBe(1);
    expect(api.count("/password")).toBe(1);
  });

  test("Requests with a session each renew a few times, not every time, where a renewal gains nothing", async () => {
    const { api, clock, get, again } = open({ store: memoryStore() });
    await get();
    const end = clock.now() + 3_600_000;
    api.lifetime = () => (end - clock.now()) / 1000;
    for (let request = 1; request <= 300; request += 1) {
      clock.advance(11_900);
      expect((await again().get()).ok).toBe(true);
      await rest();
    }
    expect(api.count("/refresh")).toBeLessThanOrEqual(5);
  });

  test("While another session renews, a token in its last seconds still serves: nobody waits, and nobody fails if that session dies", async () => {
    const { api, clock, get, again } = open({ store: memoryStore() });
    const second = again();
    await Promise.all([get(), second.get()]);
    const told = second.events.length;
    clock.advance(3_585_000);
    api.on("/refresh", () => new Promise(() => {}));
    void get().catch(() => {});
    await until(() => api.count("/refresh") === 1);
    expect((await second.get()).ok).toBe(true);
    expect(second.events.slice(told)).toEqual([]);
    expect(api.count("/refresh")).toBe(1);
  });

  test("A session that looked just before the other one finished is not left waiting", async () => {
    const store = spyStore();
    const { api, clock, get, again } = open({ store });
    await get();
    const second = again();
    await second.get();
    api.killAccess();
    const gate = door();
    api.on("/refresh", () => gate.promise.then(() => undefined));
    const first = get();
    await until(() => api.count("/refresh") === 1);
    // The second one reads the record with the intent; its answer is slow, and meanwhile the first one is done.
    const slow = door();
    store.afterLoad = () => slow.promise;
    const loads = store.loads;
    const late = second.get();
    await until(() => store.loads > loads);
    store.afterLoad = undefined;
    gate.open();
    expect((await first).ok).toBe(true);
    slow.open();
    let done = false;
    const settled = late.then((one) => (done = one.ok));
    for (let step = 0; step < 5 && !done; step += 1) {
      await rest();
      clock.advance(200);
    }
    await rest();
    expect(done).toBe(true);
    await settled;
    expect(api.count("/refresh")).toBe(1);
  });

  test("A store that cannot be watched is polled", async () => {
    const { load, swap } = memoryStore();
    const { api, clock, get, again } = open({ store: { load, swap } });
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
    gate.open();
    await first;
    let done = false;
    void late.then(() => (done = true));
    for (let step = 0; step < 5 && !done; step += 1) {
      clock.advance(200);
      await rest();
    }
    expect(done).toBe(true);
    expect(api.count("/refresh")).toBe(1);
  });

  test("A sign-out in one session ends the other with ReauthenticationRequiredError as soon as it needs a token", async () => {
    const { api, session, get, again } = open({ store: memoryStore() });
    const second = again();
    await Promise.all([get(), second.get()]);
    await session.signOut();
    api.killAccess();
    expect(await failure(second.get())).toMatchObject({ name: "ReauthenticationRequiredError", code: "signed_out" });
    expect(await failure(second.get())).toMatchObject({ code: "signed_out" });
    expect(api.count("/refresh")).toBe(0);
    expect(api.count("/password")).toBe(1);
  });

  test("After a sign-out a new session starts anew", async () => {
    const { api, session, get, again } = open({ store: memoryStore() });
    await get();
    await session.signOut();
    const anew = again();
    expect((await anew.get()).ok).toBe(true);
    expect(api.count("/password")).toBe(2);
    expect(api.count("/refresh")).toBe(0);
  });

  test("A renewal of one session that ends after the other's sign-out gives no token and leaves none", async () => {
    const store = spyStore();
    const { api, session, get, again } = openTwo({ store });
    const second = again();
    await Promise.all([get("/data"), second.get("/data")]);
    api.tts.clear();
    const gate = door();
    api.on("/temporary", () => gate.promise.then(() => undefined));
    const late = failure(second.get("/data"));
    await until(() => api.count("/temporary") === 2);
    await session.signOut();
    gate.open();
    expect((await late).code).toBe("signed_out");
    expect(await store.record()).toMatchObject({ epoch: 1, tokens: {}, values: {} });
  });

  test("Nothing is loaded from the store while the token in memory is fresh", async () => {
    const store = spyStore();
    const { get } = open({ store });
    await get();
    const { loads } = store;
    await Promise.all(times(100, () => get()));
    expect(store.loads).toBe(loads);
  });

  test("Generations belong to each token: a short-lived token that another session bought does not make a long-lived one look new", async () => {
    const { api, session, get, again } = openTwo({ store: memoryStore() });
    const second = again();
    await Promise.all([get("/data"), second.get("/data")]);
    const sst = await session.getToken({ scheme: "sst" });
    for (let turn = 0; turn < 3; turn += 1) {
      api.tts.clear();
      await second.get("/data");
    }
    await session.reject(sst);
    expect((await session.getToken({ scheme: "sst" })).reveal()).not.toBe(sst.reveal());
    expect(api.count("/login")).toBe(2);
  });

  test("A record is kept twice as long as its longest token lives, and for ever where only the server knows", async () => {
    const ttls = async (tokens: TokenChain["tokens"]) => {
      const all = new Set<number | undefined>();
      const inner = memoryStore();
      const { get } = open({ store: { ...inner, swap: (key, expected, record, options) => (all.add(options.ttl), inner.swap(key, expected, record, options)) } }, { ...rotating, tokens });
      await get();
      return [...all];
    };
    const [ttl, ...more] = await ttls({ accessToken: { lifetime: 3600 }, refreshToken: { lifetime: 86_400, rotation: "strict" } });
    expect(more).toEqual([]);
    expect(ttl).toBeGreaterThanOrEqual(2 * 86_400_000);
    expect(await ttls({ accessToken: { lifetime: 600 }, refreshToken: { lifetime: 600, rotation: "strict" } })).toEqual([7_200_000]);
    expect(await ttls(rotating.tokens)).toEqual([undefined]);
    expect(await ttls({ accessToken: { lifetime: 3600 }, refreshToken: { rotation: "strict" } })).toEqual([undefined]);
  });

  test("A token that lives longer than the chain says keeps its record for as long", async () => {
    const written: (readonly [life: number | undefined, ttl: number | undefined])[] = [];
    const inner = memoryStore();
    const store: TokenStore = { ...inner, swap: (key, expected, record, { ttl }) => (written.push([record.tokens["accessToken"]?.life, ttl]), inner.swap(key, expected, record, { ttl })) };
    const { api, get } = open({ store }, { ...rotating, tokens: { accessToken: { lifetime: 3600 }, refreshToken: { lifetime: 3600, rotation: "strict" } } });
    api.lifetime = 86_400;
    await get();
    expect(written).toEqual([
      [undefined, 7_200_000],
      [86_400_000, 172_800_000],
    ]);
  });

  test("authFetch needs nothing but a session: two of them on one session share its tokens", async () => {
    const { api, session, get } = open();
    const other = authFetch(session, { fetch: api.fetch });
    await Promise.all([get(), other("https://api.example.com/trips")]);
    expect(api.count("/password")).toBe(1);
  });
});
