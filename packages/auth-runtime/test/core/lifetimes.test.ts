import { describe, expect, test, vi } from "vitest";
import { basic, cookie, form, secondsUntil, type GrantAnswer } from "../../src/chain/index.ts";
import { hold, lifetimeOf } from "../../src/session/expiry.ts";
import { open } from "../support/open.ts";
import { json } from "../support/stub.ts";

const now = Date.UTC(2026, 0, 1);
const tenYears = 315_360_000;

describe("How long a token lives", () => {
  test.each([
    ["seconds", 3600, 3600],
    ["half a second is lifted to one", 0.5, 1],
    ["one second", 1, 1],
    ["ten years", tenYears, tenYears],
    ["numeric text", "3600", 3600],
    ["numeric text with a fraction", "90.5", 90.5],
    ["numeric text with two places", "90.25", 90.25],
    ["zero is lifted to one second", 0, 1],
    ["zero as text", "0", 1],
    ["ms since the epoch", now + 1_800_000, 1800],
    ["s since the epoch", now / 1000 + 1800, 1800],
    ["ms since the epoch as text", String(now + 1_800_000), 1800],
  ])("The answer is believed where it makes sense: %s", (_, said, seconds) => {
    for (const rule of [{}, { lifetime: 600 }]) expect(lifetimeOf(rule, said, now)).toBe(seconds);
  });

  test.each([
    ["nothing", undefined],
    ["null", null],
    ["text with a tail", "3600abc"],
    ["empty text", ""],
    ["text with an exponent", "1e9"],
    ["text with a small exponent", "1e3"],
    ["text with a blank before it", " 3600"],
    ["hexadecimal text", "0x10"],
    ["a negative number", -1],
    ["a negative number as text", "-3600"],
    ["NaN", Number.NaN],
    ["NaN as text", "NaN"],
    ["infinity", Number.POSITIVE_INFINITY],
    ["minus infinity", Number.NEGATIVE_INFINITY],
    ["an object", { seconds: 3600 }],
    ["a list", [3600]],
    ["a list of an instant", [now / 1000 + 1800]],
    ["true", true],
    ["a big integer", 3600n],
    ["more than ten years, and no instant either", 1e20],
    ["the largest number", Number.MAX_VALUE],
    ["a big text of digits", "9".repeat(400)],
    ["an instant in the past, in ms", now - 3_600_000],
    ["an instant in the past, in s", now / 1000 - 3600],
    ["this very instant", now],
    ["an instant more than ten years ahead", now + (tenYears + 10) * 1000],
  ])("An answer that makes no sense counts for nothing, the nominal life counts: %s", (_, said) => {
    expect(lifetimeOf({ lifetime: 600 }, said, now)).toBe(600);
    expect(lifetimeOf({}, said, now)).toBeUndefined();
  });

  test("A number is s since the epoch up to a hundred thousand million, and ms beyond", () => {
    expect(lifetimeOf({}, 1e11, 1e14 - 1_000_000)).toBe(1000);
    expect(lifetimeOf({}, 1e11 + 1000, 1e11)).toBe(1);
  });

  test.each([
    [0, 270_000],
    [0.5, 300_000],
    [0.75, 315_000],
  ])("Not all renew in the same moment: with the lot %d an hour's token is renewed from %i ms before its end on", (lot, soft) => {
    const random = vi.spyOn(Math, "random").mockReturnValue(lot);
    try {
      expect(hold({ value: "canary", generation: 1, expiresAt: 3_600_000 }, {}, { now: () => 0, monotonic: () => 0, after: () => () => {} }).soft).toBeCloseTo(soft, 6);
    } finally {
      random.mockRestore();
    }
  });

  test("A life is never below one second and never above ten years, whatever the answer and the document say", () => {
    const said = [undefined, null, "", "0", 0, -5, 1e-9, 1e9, 1e12, 1e15, 1e300, "1e300", Number.NaN, {}, "99999999999999999999"];
    for (const lifetime of [0.001, 1, 600, tenYears])
      for (const one of said)
        for (const at of [0, now, 4e12]) {
          const seconds = lifetimeOf({ lifetime }, one, at) as number;
          expect(seconds).toBeGreaterThanOrEqual(1);
          expect(seconds).toBeLessThanOrEqual(tenYears);
        }
  });

  test("T7: Where neither the answer nor the document says anything, the token is used until the API refuses it", async () => {
    const { api, clock, session, get } = open({}, await unnamed());
    api.on("/password", () => json(api.issue()));
    await get();
    expect(session.current()?.expiresAt).toBeUndefined();
    clock.advance(100 * 86_400_000);
    expect((await get()).ok).toBe(true);
    expect(api.count("/refresh")).toBe(0);
    api.killAccess();
    expect((await get()).ok).toBe(true);
    expect(api.count("/refresh")).toBe(1);
  });

  test.each([Number.NaN, "3600abc", {}, -1])("T9: A token whose answer says %o is renewed after its nominal life: it never lives for ever", async (said) => {
    const { api, clock, session, get } = open();
    api.lifetime = said;
    await get();
    expect(session.current()?.expiresAt).toBe(clock.now() + 3_600_000);
    clock.advance(3_600_000);
    await get();
    expect(api.count("/refresh")).toBe(1);
  });

  test("T8: A life that is over when it is told still serves the callers who wait for it, once", async () => {
    const { api, clock, session, get } = open();
    api.lifetime = 0;
    const all = await Promise.all(Array.from({ length: 100 }, () => get()));
    expect(all.every((one) => one.ok)).toBe(true);
    expect(api.count("/password")).toBe(1);
    // A second at least: the next call does not log in again.
    expect(session.current()?.expiresAt).toBe(clock.now() + 1000);
  });

  test("A life counts from the moment the request was sent, not from the answer", async () => {
    const { api, clock, session } = open();
    api.on("/password", async () => {
      clock.advance(4_000);
      return undefined;
    });
    const sentAt = clock.now();
    expect((await session.getToken()).expiresAt).toBe(sentAt + 3_600_000);
  });
});

/** The rotating chain with no nominal lives. */
async function unnamed(): Promise<any> {
  const { rotating } = await import("../support/chain.ts");
  return { ...rotating, tokens: { accessToken: {}, refreshToken: { rotation: "strict", renew: "onRefusal" } } };
}

const answer = (date?: string, receivedAt = now): GrantAnswer => ({ body: {}, headers: new Headers(date === undefined ? {} : { date }), receivedAt });
const httpDate = (ms: number) => new Date(ms).toUTCString();
const day = 86_400_000;

describe("An absolute end of life", () => {
  test.each([0, day, -day, 600_000, -600_000])("A local clock that is %i ms off does no harm: the server's Date header is believed", (skew) => {
    expect(secondsUntil(now + 600_000, answer(httpDate(now), now + skew), 600)).toBe(600);
    expect(secondsUntil("2026-01-01T00:10:00Z", answer(httpDate(now), now + skew), 600)).toBe(600);
  });

  test("Without a Date header an instant near the nominal life is believed", () => {
    expect(secondsUntil(now + 600_000, answer(), 600)).toBe(600);
    expect(secondsUntil(now + 899_000, answer(), 600)).toBe(899);
    expect(secondsUntil(now + 301_000, answer(), 600)).toBe(301);
    for (const half of [300, 900]) expect(secondsUntil(now + half * 1000, answer(), 600)).toBe(half);
  });

  test("With a Date header an instant is believed however far it is from the nominal life", () => {
    expect(secondsUntil(now + day, answer(httpDate(now)), 600)).toBe(86_400);
  });

  test("T2: Without a Date header an instant that is off the nominal life by more than half is not believed", () => {
    expect(secondsUntil(now + 901_000, answer(), 600)).toBeUndefined();
    expect(secondsUntil(now + 299_000, answer(), 600)).toBeUndefined();
    expect(secondsUntil(now + day, answer(), 600)).toBeUndefined();
    expect(secondsUntil(now + day, answer("soon"), 600)).toBeUndefined();
  });

  test("Without a nominal life there is nothing to compare with, and the instant is believed", () => {
    expect(secondsUntil(now + day, answer())).toBe(86_400);
  });

  test.each([
    ["with Z", "2026-01-01T01:00:00Z"],
    ["with a zone", "2026-01-01T02:00:00+01:00"],
    ["with ms", "2026-01-01T01:00:00.000Z"],
    ["with a zone without its colon", "2026-01-01T02:00:00+0100"],
    ["without a zone: UTC", "2026-01-01T01:00:00"],
    ["without a zone, with ms: UTC", "2026-01-01T01:00:00.000"],
    ["with a blank for the T, without a zone: UTC", "2026-01-01 01:00:00"],
  ])("T6: A date-time is read %s, in any time zone of this machine", (_, text) => {
    const zone = process.env["TZ"];
    try {
      for (const here of ["UTC", "America/New_York", "Asia/Kolkata", "Pacific/Kiritimati"]) {
        process.env["TZ"] = here;
        expect([here, secondsUntil(text, answer(httpDate(now)))]).toEqual([here, 3600]);
      }
    } finally {
      if (zone === undefined) delete process.env["TZ"];
      else process.env["TZ"] = zone;
    }
  });

  test("A date-time without a zone is UTC where the machine's zone is half a day away", () => {
    const { parse } = Date;
    const far = vi.spyOn(Date, "parse").mockImplementation((text) => parse(/Z$|GMT$/.test(text) ? text : `${text}+12:00`));
    try {
      expect(secondsUntil("2026-01-01T01:00:00", answer(httpDate(now)))).toBe(3600);
    } finally {
      far.mockRestore();
    }
  });

  test.each([
    ["in the past", "2025-12-31T23:59:59Z"],
    ["in the past, ms", now - 1],
    ["now", now],
    ["no date", "tomorrow"],
    ["a date-time after a word", "Thu 2026-01-01 01:00:00Z"],
    ["a date-time before a remark", "2026-01-01 01:00:00Z (soon)"],
    ["empty", ""],
    ["null", null],
    ["nothing", undefined],
    ["NaN", Number.NaN],
    ["an object", {}],
    ["a list", ["2026-01-01T01:00:00Z"]],
    ["true", true],
  ])("An end that is %s says nothing", (_, instant) => {
    expect(secondsUntil(instant, answer(httpDate(now)), 600)).toBeUndefined();
  });
});

describe("What grants are written with", () => {
  test("form leaves out what has no value and keeps what is empty", () => {
    expect(String(form<object>({ a: 1, b: undefined, c: null, d: "", e: "x &=é" }))).toBe("a=1&d=&e=x+%26%3D%C3%A9");
  });

  test("basic is UTF-8", () => {
    expect(basic("üser", "pä:ss")).toEqual(["authorization", `Basic ${Buffer.from("üser:pä:ss").toString("base64")}`]);
  });

  test("X17: cookie reads one cookie; an empty or cleared one is none", () => {
    const headers = new Headers([
      ["set-cookie", "other=1; Path=/"],
      ["set-cookie", "tt=canary-a=b; Path=/; HttpOnly"],
      ["set-cookie", "ended=canary-e ; Path=/"],
      ["set-cookie", "bare=canary-b"],
      ["set-cookie", "gone=; Max-Age=0"],
      ["set-cookie", "xtt=no"],
    ]);
    expect(cookie(headers, "tt")).toBe("canary-a=b");
    expect(cookie(headers, "ended")).toBe("canary-e");
    expect(cookie(headers, "bare")).toBe("canary-b");
    expect(cookie(headers, "gone")).toBeUndefined();
    expect(cookie(headers, "absent")).toBeUndefined();
  });
});
