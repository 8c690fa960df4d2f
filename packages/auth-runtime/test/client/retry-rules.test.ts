import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { pause, retry, type RetryOptions } from "../../src/client/retry.ts";
import { testClock } from "../support/clock.ts";
import { failure, rest } from "../support/time.ts";

type Call = Parameters<ReturnType<typeof retry>>[0];
type Answer = Response | Error;

beforeEach(() => void vi.spyOn(Math, "random").mockReturnValue(0));
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** A call by the rules alone: no client, no wire, and a clock that every wait moves. */
function calling(answer: (nth: number) => Answer, part: Partial<Call> = {}, options?: RetryOptions) {
  const clock = testClock();
  const waits: number[] = [];
  clock.after = (ms, callback) => {
    waits.push(ms);
    clock.wall += ms;
    clock.mono += ms;
    queueMicrotask(callback);
    return () => {};
  };
  let sent = 0;
  const fetch = async () => {
    const made = answer((sent += 1));
    if (made instanceof Error) throw made;
    return made;
  };
  const call: Call = { method: "GET", headers: undefined, wanted: undefined, clock, signal: undefined, until: Infinity, ...part };
  const result = retry(options)(call, fetch, (own) => own("https://api.example.com"));
  return { clock, waits, count: () => sent, result };
}
const busy = (headers: Record<string, string> = {}, status = 503) => new Response(null, { status, headers });
const attempts = async (part: Partial<Call>, answer: () => Answer = () => busy()) => {
  const made = calling(answer, part);
  await made.result;
  return made.count();
};

describe("What is sent again", () => {
  test("408, 429, 500, 502, 503 and 504, and no other status", async () => {
    const again: number[] = [];
    for (let status = 200; status < 600; status += 1) if ((await attempts({}, () => busy({}, status))) > 1) again.push(status);
    expect(again).toEqual([408, 429, 500, 502, 503, 504]);
  });

  test("GET, HEAD, PUT, DELETE and OPTIONS, and no method that is none of them to the last letter", async () => {
    const methods = ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "POST", "PATCH", "TRACE", "FORGET", "GETALL", "get", ""];
    const again = [];
    for (const method of methods) if ((await attempts({ method })) > 1) again.push(method);
    expect(again).toEqual(["GET", "HEAD", "PUT", "DELETE", "OPTIONS"]);
  });

  test("A POST with an idempotency key or token, with or without a prefix; no header that is only like one", async () => {
    const again = [];
    for (const name of [
      "idempotency-key",
      "Idempotency-Token",
      "x-idempotency-key",
      "my-idempotency-token",
      "nonidempotency-key",
      "idempotency-keys",
      "idempotency-key-id",
      "idempotency",
      "x-key",
      "accept",
    ])
      if ((await attempts({ method: "POST", headers: new Headers({ accept: "x", [name]: "1" }) })) > 1) again.push(name);
    expect(again).toEqual(["idempotency-key", "Idempotency-Token", "x-idempotency-key", "my-idempotency-token"]);
    expect(await attempts({ method: "POST", headers: new Headers() })).toBe(1);
  });

  test("What the call itself says goes before all that", async () => {
    expect([
      await attempts({ method: "POST", wanted: true }),
      await attempts({ wanted: false }),
      await attempts({ method: "PUT", headers: new Headers({ "idempotency-key": "1" }), wanted: false }),
    ]).toEqual([3, 1, 1]);
  });

  test("What failed on the way; the last failure is the caller's", async () => {
    const made = calling((nth) => new Error(`lost ${nth}`));
    expect([(await failure(made.result)).message, made.count()]).toEqual(["lost 3", 3]);
    const mended = calling((nth) => (nth === 1 ? new Error("lost") : new Response("yes")));
    expect([(await mended.result).status, mended.count()]).toEqual([200, 2]);
  });

  test("Nothing that failed before or after the wire: what a session throws, or a mapping", async () => {
    const clock = testClock();
    const call: Call = { method: "GET", headers: undefined, wanted: undefined, clock, signal: undefined, until: Infinity };
    let tried = 0;
    const own = async () => {
      tried += 1;
      throw new Error("own");
    };
    expect(await failure(retry()(call, async () => new Response(), own))).toEqual(new Error("own"));
    const after = async (fetch: typeof globalThis.fetch) => {
      await fetch("https://api.example.com");
      return own();
    };
    expect(await failure(retry()(call, async () => new Response(), after))).toEqual(new Error("own"));
    expect(tried).toBe(2);
  });

  test("Nothing, once the caller has left", async () => {
    expect(await attempts({ signal: AbortSignal.abort() })).toBe(1);
    expect(await attempts({ signal: new AbortController().signal })).toBe(3);
  });

  test("As often as is asked for, three times if nothing is", async () => {
    for (const count of [1, 2, 5]) {
      const made = calling(() => busy(), {}, { attempts: count });
      expect([(await made.result).status, made.count()]).toEqual([503, count]);
    }
    expect([await attempts({})]).toEqual([3]);
  });
});

describe("How long a wait is", () => {
  test("By chance below 500, 1,000, 2,000 ms and so on, and below the cap, 20 s if none is given", async () => {
    vi.mocked(Math.random).mockReturnValue(1);
    const short = calling(() => busy(), {}, { attempts: 5, cap: 1_700 });
    await short.result;
    expect(short.waits).toEqual([500, 1_000, 1_700, 1_700]);
    const usual = calling(() => busy(), {}, { attempts: 8 });
    await usual.result;
    expect(usual.waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 20_000]);
    vi.mocked(Math.random).mockReturnValue(0.25);
    const other = calling(() => busy());
    await other.result;
    expect(other.waits).toEqual([125, 250]);
  });

  const now = Date.UTC(2026, 0, 1);
  const at = (ms: number) => new Date(now + ms).toUTCString();
  test.each([
    ["seconds", { "retry-after": "7" }, 7_000],
    ["no time", { "retry-after": "0" }, 0],
    ["zeros before", { "retry-after": "007" }, 7_000],
    ["a date, by this machine's clock", { "retry-after": at(9_000) }, 9_000],
    ["a date, by the server's own", { "retry-after": at(99_000), date: at(90_000) }, 9_000],
    ["a date beside one that is none", { "retry-after": at(9_000), date: "canary" }, 9_000],
    ["a date of an older kind", { "retry-after": "Thursday, 01-Jan-26 00:00:05 GMT" }, 5_000],
    ["a date that is over", { "retry-after": at(-9_000) }, 0],
  ])("As the server says, and up to a tenth longer: %s", async (_, headers, ms) => {
    const made = calling(() => busy(headers), {}, { attempts: 2 });
    await made.result;
    expect(made.waits).toEqual([ms]);
    vi.mocked(Math.random).mockReturnValue(0.5);
    const later = calling(() => busy(headers), {}, { attempts: 2 });
    await later.result;
    expect(later.waits[0]).toBeCloseTo(ms * 1.05, 6);
  });

  test.each([
    "",
    "x",
    "7.5",
    "-7",
    "7 s",
    "x7",
    "2026-01-01T00:00:07Z",
    "Thu Jan  1 00:00:07 2026",
    "Soon, canary GMT",
    "Jan 1 2026 00:00:07 GMT",
    "Thu, 01 Jan 2026 00:00:07 GMT+0100",
    "xThu, 01 Jan 2026 00:00:07 GMT",
    "thu, 01 Jan 2026 00:00:07 GMT",
  ])("By chance, where what the server says makes no sense: %j", async (text) => {
    vi.mocked(Math.random).mockReturnValue(0.5);
    const made = calling(() => busy({ "retry-after": text }), {}, { attempts: 2 });
    await made.result;
    expect(made.waits).toEqual([250]);
  });

  test("No longer than the cap: a server that asks for more has its answer handed on at once", async () => {
    const just = calling(() => busy({ "retry-after": "7" }), {}, { cap: 7_000, attempts: 2 });
    await just.result;
    const more = calling(() => busy({ "retry-after": "7" }), {}, { cap: 6_999 });
    expect([just.waits, (await more.result).status, more.waits, more.count()]).toEqual([[7_000], 503, [], 1]);
  });

  test("Not so long that the call's time would be over: then there is no wait at all", async () => {
    const just = calling(() => busy({ "retry-after": "7" }), { until: 7_001 }, { attempts: 2 });
    await just.result;
    const over = calling(() => busy({ "retry-after": "7" }), { until: 7_000 }, { attempts: 2 });
    expect([just.waits, (await over.result).status, over.waits]).toEqual([[7_000], 503, []]);
  });
});

test("An answer that is not handed on is not read to its end: its connection is free", async () => {
  const cancelled: number[] = [];
  const answer = (nth: number) => new Response(new ReadableStream({ cancel: () => void cancelled.push(nth) }), { status: 503 });
  const made = calling(answer);
  await made.result;
  expect(cancelled).toEqual([1, 2]);
});

test("An answer whose body cannot be given up harms nobody", async () => {
  const answer = () => {
    const response = new Response("x", { status: 503 });
    response.body?.getReader();
    return response;
  };
  const made = calling(answer, {}, { attempts: 2 });
  await made.result;
  await rest();
  expect(made.count()).toBe(2);
});

describe("A pause", () => {
  test("ends after its time, by the clock that it is given, and leaves no listener behind", async () => {
    const clock = testClock();
    const { signal } = new AbortController();
    let over = false;
    const waiting = pause(100, { clock, signal }).then(() => (over = true));
    expect(getEventListeners(signal, "abort")).toHaveLength(1);
    clock.advance(99);
    await rest();
    expect(over).toBe(false);
    clock.advance(1);
    await waiting;
    expect([clock.pending(), getEventListeners(signal, "abort").length]).toEqual([0, 0]);
  });

  test("ends at once when the caller leaves, with the caller's reason, and leaves no timer behind", async () => {
    const clock = testClock();
    const controller = new AbortController();
    const waiting = failure(pause(100, { clock, signal: controller.signal }));
    controller.abort(new Error("left"));
    expect([await waiting, clock.pending(), getEventListeners(controller.signal, "abort").length]).toEqual([new Error("left"), 0, 0]);
  });

  test("does not begin if the caller has left", async () => {
    const clock = testClock();
    expect(await failure(pause(100, { clock, signal: AbortSignal.abort(new Error("left")) }))).toEqual(new Error("left"));
    expect(clock.pending()).toBe(0);
  });

  test("goes by the machine's clock if none is given, needs no signal, and keeps the process alive", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    let over = 0;
    void pause(100).then(() => (over += 1));
    void pause(100, { signal: null }).then(() => (over += 1));
    vi.advanceTimersByTime(99);
    await rest();
    expect(over).toBe(0);
    vi.advanceTimersByTime(1);
    await rest();
    expect(over).toBe(2);
    vi.useRealTimers();
    const timer = vi.spyOn(globalThis, "setTimeout");
    const controller = new AbortController();
    const left = failure(pause(100_000, { signal: controller.signal }));
    expect(timer.mock.results[0]?.value.hasRef()).toBe(true);
    controller.abort();
    expect(await left).toMatchObject({ name: "AbortError" });
  });
});
