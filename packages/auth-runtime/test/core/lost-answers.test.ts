import { describe, expect, test } from "vitest";
import type { TokenChain } from "../../src/index.ts";
import { rotating } from "../support/chain.ts";
import { open, openTwo, type Opened } from "../support/open.ts";
import { html, json, networkError, type Seen } from "../support/stub.ts";
import { spyStore } from "../support/store.ts";
import { door, failure, rest, until } from "../support/time.ts";
import type { Vendor } from "../support/vendor.ts";

const rotatingBy = (rotation: "strict" | { readonly grace: number }): TokenChain<any> => ({ ...rotating, tokens: { ...rotating.tokens, refreshToken: { lifetime: 86_400, rotation, renew: "onRefusal" } } });

const halfBody = (text: string, broken: boolean) =>
  new Response(
    new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(text.slice(0, text.length / 2)));
        if (broken) controller.error(networkError("UND_ERR_SOCKET"));
        else controller.close();
      },
    }),
    { headers: { "content-type": "application/json" } },
  );

/** The server has rotated; this is what becomes of its answer. */
const losses: Readonly<Record<string, (text: string) => Response | Error>> = {
  "a reset": () => networkError("ECONNRESET"),
  "a closed socket": () => networkError("UND_ERR_SOCKET"),
  "a network error without a name, as in a browser": () => new TypeError("Failed to fetch"),
  "a 500": () => new Response("", { status: 500 }),
  "a 502 with HTML": () => html(502),
  "a redirect": () => new Response("", { status: 307, headers: { location: "https://evil.example.com/" } }),
  "a 200 with HTML": () => html(),
  "a 200 with {}": () => json({}),
  "a 204": () => new Response(null, { status: 204 }),
  "an answer that ends in the middle": (text) => halfBody(text, false),
  "an answer that breaks in the middle": (text) => halfBody(text, true),
  "an answer beyond 64 KiB": (text) => new Response(`${text}${" ".repeat(70_000)}`, { headers: { "content-type": "application/json" } }),
};

function loseFirst(api: Vendor, lose: (text: string) => Response | Error): void {
  api.on("/refresh", async (seen, nth) => (nth === 1 ? lose(await api.usual(seen).text()) : undefined));
}
const refreshTokens = (api: { readonly seen: readonly Seen[] }) => api.seen.filter((one) => one.path === "/refresh").map((one) => new URLSearchParams(one.body).get("refresh_token"));

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

  test.each(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "UND_ERR_CONNECT_TIMEOUT", "CERT_HAS_EXPIRED", "DEPTH_ZERO_SELF_SIGNED_CERT", "SELF_SIGNED_CERT_IN_CHAIN", "UNABLE_TO_VERIFY_LEAF_SIGNATURE", "ERR_TLS_CERT_ALTNAME_INVALID"])(
    "A refresh that was surely never sent (%s) costs nothing: the next try sends it again, and nobody logs in",
    async (code) => {
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
    },
  );

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
    ["leaves the refresh token out", {}],
    ["gives null for it", { refresh_token: null }],
    ["gives an empty text for it", { refresh_token: "" }],
    ["gives the same one again", { refresh_token: "canary-refresh-1" }],
  ])("An answer that %s keeps the old refresh token", async (_, more) => {
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
    const { api, get } = open({ store });
    await get();
    api.killAccess();
    const gate = door();
    store.beforeSwap = (record) => (record.tokens["accessToken"]?.value === "canary-access-2" ? gate.promise : undefined);
    const calls = Promise.all(Array.from({ length: 50 }, () => get("/calls")));
    await until(() => api.count("/refresh") === 1);
    await rest();
    expect(api.count("/calls")).toBe(50);
    gate.open();
    await calls;
    expect(api.count("/calls")).toBe(100);
    expect((await store.record())?.tokens["accessToken"]?.value).toBe("canary-access-2");
  });

  test("A store that takes a write and loses its answer costs nothing", async () => {
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

describe("A lost answer where a spent token is good for a while (grace)", () => {
  const grace = rotatingBy({ grace: 30 });

  test.each(["a reset", "a 500", "an answer that breaks in the middle"])("After %s the same refresh token is sent once more, and nobody logs in", async (name) => {
    const { api, get } = open({}, grace);
    api.grace = true;
    await get();
    api.killAccess();
    loseFirst(api, losses[name] as (text: string) => Response | Error);
    expect((await get()).ok).toBe(true);
    expect(refreshTokens(api)).toEqual(["canary-refresh-1", "canary-refresh-1"]);
    expect(api.count("/password")).toBe(1);
  });

  test("It is sent once more only: after that there is one login", async () => {
    const { api, get } = open({}, grace);
    api.grace = true;
    await get();
    api.killAccess();
    api.on("/refresh", (seen) => (api.usual(seen), networkError("ECONNRESET")));
    expect((await get()).ok).toBe(true);
    expect(api.count("/refresh")).toBe(2);
    expect(api.count("/password")).toBe(2);
  });

  test("When most of the grace is over it is not sent again", async () => {
    const store = spyStore();
    const { api, clock, get } = open({ timeout: 25_000, store }, grace);
    store.now = clock.monotonic;
    api.grace = true;
    await get();
    api.killAccess();
    api.on("/refresh", (seen) => {
      api.usual(seen);
      clock.advance(24_500);
      return networkError("ECONNRESET");
    });
    expect((await get()).ok).toBe(true);
    expect(api.count("/refresh")).toBe(1);
    expect(api.count("/password")).toBe(2);
  });

  test("With a store that cannot tell how old a record is it is not sent again", async () => {
    const store = spyStore();
    store.now = undefined;
    const { api, get } = open({ store }, grace);
    api.grace = true;
    await get();
    api.killAccess();
    loseFirst(api, () => networkError("ECONNRESET"));
    expect((await get()).ok).toBe(true);
    expect(api.count("/refresh")).toBe(1);
    expect(api.count("/password")).toBe(2);
  });

  test("A refused one is not sent again", async () => {
    const { api, get } = open({}, grace);
    await get();
    api.killAccess();
    api.killRefresh();
    expect((await get()).ok).toBe(true);
    expect(api.count("/refresh")).toBe(1);
    expect(api.count("/password")).toBe(2);
  });
});

describe("A lost answer where tokens are not spent at all (none)", () => {
  test.each(["a reset", "a 500", "a 502 with HTML", "a 200 with HTML", "an answer that ends in the middle"])("After %s the long-lived token is kept, nobody logs in, and the next try succeeds", async (name) => {
    const { api, clock, get } = openTwo();
    await get("/data");
    clock.advance(600_000);
    api.on("/temporary", async (seen, nth) => (nth === 2 ? (losses[name] as (text: string) => Response | Error)(await api.usual(seen).text()) : undefined));
    await get("/data").catch((error: any) => expect(error.name).toBe("TokenEndpointError"));
    clock.advance(1_000);
    expect((await get("/data")).ok).toBe(true);
    expect(api.count("/login")).toBe(1);
    expect(api.count("/temporary")).toBe(3);
  });
});
