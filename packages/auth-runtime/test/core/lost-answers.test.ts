import { describe, expect, test } from "vitest";
import { losses, loseFirst, refreshTokens } from "../support/losses.ts";
import { open, openTwo } from "../support/open.ts";
import { json, networkError } from "../support/stub.ts";
import { spyStore } from "../support/store.ts";
import { failure, rest, until } from "../support/time.ts";

describe("A lost answer of a server that rotates strictly", () => {
  test.each(Object.entries(losses))("After %s the spent refresh token is never sent again: one login, no alarm, no failed call", async (_, lose) => {
    const { api, get } = open();
    await get();
    api.killAccess();
    loseFirst(api, lose);
    expect((await get()).ok).toBe(true);
    expect(api.count("/refresh")).toBe(1);
    expect(api.count("/password")).toBe(2);
    api.killAccess();
    expect((await get()).ok).toBe(true);
    expect(refreshTokens(api)).toEqual(["canary-refresh-1", "canary-refresh-3"]);
    expect(api.alarms).toBe(0);
    expect(api.count("/password")).toBe(2);
  });

  test("After a time-out the spent refresh token is never sent again: one login, no alarm, no failed call", async () => {
    const { api, clock, get } = open();
    await get();
    api.killAccess();
    api.on("/refresh", (seen, nth) => (nth === 1 ? (api.usual(seen), new Promise(() => {})) : undefined));
    const call = get();
    await until(() => api.count("/refresh") === 1);
    await rest();
    clock.advance(10_000);
    expect((await call).ok).toBe(true);
    expect(api.count("/password")).toBe(2);
    expect(api.alarms).toBe(0);
  });

  test.each([
    "ECONNREFUSED",
    "ENOTFOUND",
    "EAI_AGAIN",
    "EHOSTUNREACH",
    "ENETUNREACH",
    "UND_ERR_CONNECT_TIMEOUT",
    "CERT_HAS_EXPIRED",
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    "SELF_SIGNED_CERT_IN_CHAIN",
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    "ERR_TLS_CERT_ALTNAME_INVALID",
  ])("A refresh that was surely never sent (%s) costs nothing: the next try sends it again, and nobody logs in", async (code) => {
    const { api, clock, get } = open();
    await get();
    api.killAccess();
    api.on("/refresh", (_, nth) => (nth === 1 ? networkError(code) : undefined));
    const error = await failure(get());
    expect(error).toMatchObject({ name: "TokenEndpointError", code: "network" });
    expect(error.message).toContain(code);
    clock.advance(1_000);
    expect((await get()).ok).toBe(true);
    expect(refreshTokens(api)).toEqual(["canary-refresh-1", "canary-refresh-1"]);
    expect(api.count("/password")).toBe(1);
    expect(api.alarms).toBe(0);
  });

  test("When a renewal ahead of time is lost nobody logs in while the access token lives, and then one login is enough", async () => {
    const { api, clock, session, get } = open();
    await get();
    clock.advance(3_400_000);
    loseFirst(api, () => networkError("ECONNRESET"));
    await get();
    await until(() => api.count("/refresh") === 1);
    for (let step = 0; step < 165; step += 1) {
      expect((await get()).ok).toBe(true);
      await new Promise((resolve) => setImmediate(resolve));
      clock.advance(1_000);
      expect(session.current()?.reveal()).toBe("canary-access-1");
    }
    expect(api.count("/password")).toBe(1);
    expect(api.count("/refresh")).toBe(1);
    clock.advance(40_000);
    expect((await Promise.all(Array.from({ length: 100 }, () => get()))).every((one) => one.ok)).toBe(true);
    expect(api.count("/password")).toBe(2);
    expect(api.alarms).toBe(0);
  });

  test("When a login fails after a lost refresh, the spent token is not tried instead", async () => {
    const { api, clock, get } = open();
    await get();
    api.killAccess();
    loseFirst(api, () => networkError("ECONNRESET"));
    api.on("/password", (_, nth) => (nth === 2 ? new Response("", { status: 500 }) : undefined));
    expect((await failure(get())).code).toBe("unexpected_status");
    clock.advance(2_000);
    expect((await get()).ok).toBe(true);
    expect(api.count("/refresh")).toBe(1);
    expect(api.alarms).toBe(0);
  });

  test.each([
    ["P15: An answer that leaves the refresh token out keeps the old one", {}],
    ["P16: An answer that gives the same refresh token again keeps it", { refresh_token: "canary-refresh-1" }],
    ["P17: An answer that gives null for the refresh token keeps the old one", { refresh_token: null }],
    ["An answer that gives an empty text for the refresh token keeps the old one", { refresh_token: "" }],
  ])("%s", async (_, more) => {
    const { api, get } = open();
    await get();
    let serial = 0;
    api.on("/refresh", () => {
      serial += 1;
      api.alive.add(`canary-kept-${serial}`);
      return json({ access_token: `canary-kept-${serial}`, expires_in: 3600, ...more });
    });
    for (let turn = 0; turn < 3; turn += 1) {
      api.killAccess();
      expect((await get()).ok).toBe(true);
    }
    expect(refreshTokens(api)).toEqual(["canary-refresh-1", "canary-refresh-1", "canary-refresh-1"]);
    expect(api.count("/password")).toBe(1);
  });
});

describe("A lost answer of the store", () => {
  test("To an intent that it writes late, when it was asked again: it is one's own, and nobody waits for it", async () => {
    const store = spyStore();
    const { api, clock, get } = open({ store });
    await get();
    api.killAccess();
    const { swap } = store;
    let late: (() => Promise<unknown>) | undefined;
    let lost = false;
    store.swap = async (...all) => {
      await late?.();
      late = undefined;
      if (lost || !all[2].intent) return swap(...all);
      lost = true;
      late = () => swap(...all);
      throw new Error("canary");
    };
    const call = get();
    await until(() => api.count("/refresh") === 1, "the refresh");
    expect([(await call).ok, clock.mono, api.count("/password")]).toEqual([true, 0, 1]);
  });
});

describe("A lost answer where tokens are not spent at all (none)", () => {
  test.each(["a reset", "a 500", "a 502 with HTML", "a 200 with HTML", "an answer that ends in the middle"])(
    "After %s the long-lived token is kept, nobody logs in, and the next try succeeds",
    async (name) => {
      const { api, clock, get } = openTwo();
      await get("/data");
      clock.advance(600_000);
      api.on("/temporary", async (seen, nth) => (nth === 2 ? losses[name]?.(await api.usual(seen).text()) : undefined));
      await get("/data").catch((error: any) => expect(error.name).toBe("TokenEndpointError"));
      clock.advance(1_000);
      expect((await get("/data")).ok).toBe(true);
      expect(api.count("/login")).toBe(1);
      expect(api.count("/temporary")).toBe(3);
    },
  );
});
