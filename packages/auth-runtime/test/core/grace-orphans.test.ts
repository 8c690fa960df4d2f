import { describe, expect, test } from "vitest";
import { lapsed, slowIntent, withGrace } from "../support/grace.ts";
import { refreshTokens } from "../support/losses.ts";
import { networkError } from "../support/stub.ts";
import { rest, times } from "../support/time.ts";

/** A vendor whose refresh endpoint takes the token and answers only from the given request on; sessions on one store, that die waiting for it. */
async function dying(answersFrom: number) {
  const first = await lapsed(withGrace(60));
  const { api, clock } = first;
  const never = new Promise<Response>(() => {});
  api.on("/refresh", (seen, nth) => (nth < answersFrom ? (api.usual(seen), never) : undefined));
  /** One more process, which asks, and never hears of time again. */
  const die = async () => {
    const gone = first.again({ clock: { now: clock.now, monotonic: clock.monotonic, after: () => () => {} } });
    void gone.get().catch(() => {});
    await rest();
  };
  return { ...first, die };
}

describe("A process dies after it has sent a refresh token that stays good for a while (grace)", () => {
  test("Another sends the same token again, and nobody logs in", async () => {
    const { api, clock, get, die } = await dying(2);
    await die();
    clock.advance(15_100);
    expect((await get()).ok).toBe(true);
    expect(refreshTokens(api)).toEqual(["canary-refresh-1", "canary-refresh-1"]);
    expect(api.count("/password")).toBe(1);
  });

  test("However many die one after the other: the time of all of them counts, and then there is one login", async () => {
    const { api, clock, get, die } = await dying(4);
    for (const _ of times(3, () => 0)) {
      await die();
      clock.advance(16_000);
    }
    // 48 s, which is most of 60: not again.
    expect((await get()).ok).toBe(true);
    expect(refreshTokens(api)).toEqual(times(3, () => "canary-refresh-1"));
    expect(api.count("/password")).toBe(2);
  });

  test.each([
    ["answered 429", () => new Response("", { status: 429, headers: { "retry-after": "5" } })],
    ["surely not sent", () => networkError("ECONNREFUSED")],
  ])("When the second sending is %s the token is spent all the same: the dead one may have spent it", async (_, second) => {
    const { api, clock, get, die } = await dying(2);
    await die();
    api.on("/refresh", second);
    clock.advance(15_100);
    expect((await get()).ok).toBe(true);
    expect(api.count("/password")).toBe(2);
  });

  test("When the dead one had sent it twice, the time counts from the first sending", async () => {
    const { api, clock, get, die } = await dying(5);
    api.on("/refresh", (seen, nth) => {
      if (nth < 4) api.usual(seen);
      if (nth === 1) clock.advance(9_900);
      return nth === 1 ? networkError("ECONNRESET") : nth < 4 ? new Promise<Response>(() => {}) : undefined;
    });
    await die();
    clock.advance(19_000);
    await die();
    clock.advance(19_000);
    expect((await get()).ok).toBe(true);
    expect(api.count("/refresh")).toBe(3);
    expect(api.count("/password")).toBe(2);
  });

  test("When the store takes too long over the second intent it is not sent, and does not come back", async () => {
    const held = await dying(2);
    const { api, clock, get, die } = held;
    await die();
    clock.advance(15_100);
    slowIntent(held, 1, 3_500);
    expect((await get()).ok).toBe(true);
    expect(api.count("/refresh")).toBe(1);
    expect(api.count("/password")).toBe(2);
  });
});
