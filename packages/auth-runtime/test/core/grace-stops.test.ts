import { describe, expect, test } from "vitest";
import type { TokenChain } from "../../src/index.ts";
import { lapsed, slowIntent, withGrace } from "../support/grace.ts";
import { loseFirst, refreshTokens } from "../support/losses.ts";
import { open } from "../support/open.ts";
import { json, networkError } from "../support/stub.ts";
import { spyStore } from "../support/store.ts";
import { rest } from "../support/time.ts";

const grace = withGrace(60);

/** The access token also buys a short-lived one. */
const longer: TokenChain<any> = {
  ...grace,
  tokens: { short: { lifetime: 300 }, ...grace.tokens },
  schemes: { brief: { token: "short", header: (value) => ["authorization", `Bearer ${value}`] }, ...grace.schemes },
  grants: [{ method: "POST", path: "/short", needs: ["accessToken"], body: ({ tokens }) => ({ access: tokens["accessToken"] }), outputs: { short: ({ body }) => body.short } }, ...grace.grants],
};

/** Sessions on one store, one of which dies between the sending of a refresh token and its answer; the next one is to come 15.1 s later. */
async function orphaned(chain: TokenChain<any> = grace) {
  const store = spyStore();
  const first = open({ store }, chain);
  const { api, clock } = first;
  store.now = clock.monotonic;
  api.grace = true;
  api.on("/short", (seen) => {
    const { access } = JSON.parse(seen.body);
    if (!api.alive.has(access)) return new Response("", { status: 401 });
    api.alive.add(`short-of-${access}`);
    return json({ short: `short-of-${access}` });
  });
  await first.get();
  api.on("/refresh", (seen, nth) => (nth === 1 ? (api.usual(seen), new Promise<Response>(() => {})) : undefined));
  const dead = first.again({ clock: { now: clock.now, monotonic: clock.monotonic, after: () => () => {} } }).session;
  const access = await dead.getToken({ scheme: "bearer" });
  await dead.reject(access);
  void dead.getToken({ scheme: "bearer" }).catch(() => {});
  await rest();
  clock.advance(15_100);
  return { ...first, store, access };
}

describe("A process stops while it takes over a refresh token that stays good for a while (grace)", () => {
  test.each([
    ["its machine sleeps", (clock: { wall: number }) => (clock.wall += 60_000)],
    ["it is stopped", (clock: { advance(ms: number): void }) => clock.advance(60_000)],
  ])("When %s between its look at the store and its intent, that time counts: the token is not sent after its grace", async (_, stop) => {
    const { api, clock, get, store } = await orphaned();
    api.killAccess();
    const { load } = store;
    // The store answers. Then, for long, nobody is there to hear it.
    store.load = async (key) => {
      const found = await load(key);
      if (store.loads === stopAt) stop(clock);
      return found;
    };
    const stopAt = store.loads + 1;
    expect((await get()).ok).toBe(true);
    expect(refreshTokens(api)).toEqual(["canary-refresh-1"]);
    expect(api.count("/password")).toBe(2);
  });

  test("When it is stopped over the second intent of a lost answer, nothing is sent under an intent that others may have taken over", async () => {
    const held = await lapsed(grace);
    const { api, get } = held;
    loseFirst(api, () => networkError("ECONNRESET"));
    slowIntent(held, 2, 16_000);
    expect((await get()).ok).toBe(true);
    expect(refreshTokens(api)).toEqual(["canary-refresh-1"]);
    expect(api.count("/password")).toBe(2);
  });
});

describe("A request that is long on its way, where a spent token is good for a while (grace)", () => {
  test("Nothing is sent again that might arrive after the grace", async () => {
    const { api, clock, get } = await lapsed(withGrace(30));
    // With a time-out of 10 s: at 30.5 s it could still be on its way.
    api.on("/refresh", (seen) => {
      api.usual(seen);
      clock.advance(20_500);
      return networkError("ECONNRESET");
    });
    expect((await get()).ok).toBe(true);
    expect(refreshTokens(api)).toEqual(["canary-refresh-1"]);
    expect(api.count("/password")).toBe(2);
  });
});

describe("A process dies over a refresh token that stays good for a while, and the next one needs only a token that another grant gives", () => {
  test("The refresh token is sent again first: by the end of the other grant nobody would know that it may be spent", async () => {
    const { api, get, again, access } = await orphaned(longer);
    api.alive.clear();
    api.alive.add(access.reveal());
    expect((await again().get()).ok).toBe(true);
    expect(refreshTokens(api)).toEqual(["canary-refresh-1", "canary-refresh-1"]);
    api.killAccess();
    expect((await get()).ok).toBe(true);
    expect(api.count("/password")).toBe(1);
  });

  test("When the store takes no intent for that, the refresh token goes with the other grant, and is not sent after its grace", async () => {
    const { api, get, again, clock, store, access } = await orphaned(longer);
    api.alive.clear();
    api.alive.add(access.reveal());
    store.beforeSwap = (record) => {
      if (record.intent?.grant === "POST /refresh") throw new Error("the disk is full");
    };
    expect((await again().get()).ok).toBe(true);
    store.beforeSwap = undefined;
    expect(refreshTokens(api)).toEqual(["canary-refresh-1"]);
    clock.advance(60_000);
    api.killAccess();
    expect((await get()).ok).toBe(true);
    expect(refreshTokens(api)).toEqual(["canary-refresh-1"]);
    expect(api.count("/password")).toBe(2);
  });
});
