import { describe, expect, test } from "vitest";
import { lapsed, slowIntent, withGrace } from "../support/grace.ts";
import { losses, loseFirst, refreshTokens } from "../support/losses.ts";
import { open } from "../support/open.ts";
import { networkError } from "../support/stub.ts";

const grace = withGrace(30);

describe("A lost answer where a spent token is good for a while (grace)", () => {
  test.each(["a reset", "a 500", "an answer that breaks in the middle"])("After %s the same refresh token is sent once more, and nobody logs in", async (name) => {
    const { api, get } = await lapsed(grace);
    loseFirst(api, losses[name] as (text: string) => Response | Error);
    expect((await get()).ok).toBe(true);
    expect(refreshTokens(api)).toEqual(["canary-refresh-1", "canary-refresh-1"]);
    expect(api.count("/password")).toBe(1);
  });

  test("It is not sent again when another session has renewed meanwhile, whose tokens are used then", async () => {
    const { api, get, store } = await lapsed(grace);
    const { access_token, refresh_token } = api.issue();
    const tokens = { accessToken: { value: access_token, generation: 2 }, refreshToken: { value: refresh_token, generation: 2 } };
    api.on("/refresh", async () => {
      await store.edit(() => ({ tokens, intent: undefined }));
      return networkError("ECONNRESET");
    });
    expect((await get()).ok).toBe(true);
    expect(api.count("/refresh")).toBe(1);
    expect(api.count("/password")).toBe(1);
    expect((await store.record())?.tokens).toEqual(tokens);
  });

  test("It is sent once more only: after that there is one login", async () => {
    const { api, get } = await lapsed(grace);
    api.on("/refresh", (seen) => (api.usual(seen), networkError("ECONNRESET")));
    expect((await get()).ok).toBe(true);
    expect(api.count("/refresh")).toBe(2);
    expect(api.count("/password")).toBe(2);
  });

  test.each([
    ["answered 429", () => new Response("", { status: 429, headers: { "retry-after": "5" } })],
    ["surely not sent", () => networkError("ECONNREFUSED")],
  ])("When the second sending is %s the token counts as spent all the same: the first one may have spent it", async (_, second) => {
    const { api, clock, get } = open({}, grace);
    await get();
    api.killAccess();
    api.on("/refresh", (seen, nth) => (nth === 1 ? (api.usual(seen), networkError("ECONNRESET")) : nth === 2 ? second() : undefined));
    expect((await get()).ok).toBe(true);
    expect(api.count("/password")).toBe(2);
    clock.advance(60_000);
    api.killAccess();
    expect((await get()).ok).toBe(true);
    expect(refreshTokens(api)).toEqual(["canary-refresh-1", "canary-refresh-1", "canary-refresh-3"]);
    expect(api.alarms).toBe(0);
  });

  test("When most of the grace is over it is not sent again", async () => {
    const { api, clock, get } = await lapsed(grace, { timeout: 25_000 });
    api.on("/refresh", (seen) => {
      api.usual(seen);
      clock.advance(24_500);
      return networkError("ECONNRESET");
    });
    expect((await get()).ok).toBe(true);
    expect(api.count("/refresh")).toBe(1);
    expect(api.count("/password")).toBe(2);
  });

  test("When the store takes so long over the second intent that most of the grace is over, it is not sent again", async () => {
    const held = await lapsed(grace);
    const { api, get } = held;
    loseFirst(api, () => networkError("ECONNRESET"));
    slowIntent(held, 2, 25_000);
    expect((await get()).ok).toBe(true);
    expect(api.count("/refresh")).toBe(1);
    expect(api.count("/password")).toBe(2);
  });

  test("With a store that cannot tell how old a record is it is not sent again", async () => {
    const { api, get, store } = await lapsed(grace);
    store.now = undefined;
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
