import { describe, expect, test } from "vitest";
import { authFetch, authMiddleware, type AccessToken, type Session } from "../../src/index.ts";
import { call, isOneShot, withTokens, type Call, type Marks } from "../../src/fetch/refusal.ts";
import { adopted, Token } from "../../src/session/token.ts";
import { testClock } from "../support/clock.ts";
import { failure, times } from "../support/time.ts";

const no = () => new Response("no", { status: 401 });
const tokenOf = (serial: number, header = "authorization") => new Token("bearer", [header, `canary-${serial}`]);

/** A session of one scheme that renews as often as it is asked to, and counts. */
function counting(more: Partial<Session> = {}) {
  const tokens = [tokenOf(0)];
  const asked: unknown[] = [];
  const session: Session = {
    origins: ["https://api.example.com", "https://other.example.com"],
    servers: ["https://api.example.com"],
    schemes: { bearer: "authorization" },
    current: () => tokens.at(-1),
    getToken: async (options) => (asked.push(options), tokens.at(-1) as AccessToken),
    reject: async (token) => void (token === tokens.at(-1) && tokens.push(tokenOf(tokens.length))),
    signOut: async () => {},
    ...more,
  };
  return { session, tokens, asked, renewals: () => tokens.length - 1 };
}

function one(session: Session, send: Call["send"], more: Partial<Call> = {}): Call & { readonly marks: Marks } {
  return { session, schemes: ["bearer"], operation: "GET /x", marks: new Map(), clock: testClock(), oneShot: false, send, ...more };
}

describe("Which calls of authFetch are one operation", () => {
  const base = "https://api.example.com";
  /** How many renewals these calls cost, all of them refused: as many as there are operations. */
  const operations = async (...calls: readonly Parameters<typeof fetch>[]) => {
    const { session, renewals } = counting();
    const get = authFetch(session, { fetch: async () => no(), clock: testClock() });
    for (const [input, init] of calls) expect((await get(input, init)).status).toBe(401);
    return renewals();
  };

  test("Those whose paths differ in parts with digits alone, of any length", async () => {
    expect(await operations([`${base}/trips/7/parts`], [`${base}/trips/1234/parts`], [`${base}/trips/a1b22/parts`])).toBe(1);
    expect(await operations([`${base}/trips/ab`], [`${base}/trips/cd`])).toBe(2);
    expect(await operations([`${base}/trips/7`], [`${base}/trips/`], [`${base}/trips`])).toBe(3);
  });

  test("Those of one method, whether it is said or not, of a URL or a Request", async () => {
    expect(await operations([`${base}/x`], [`${base}/x`, { method: "GET" }], [new Request(`${base}/x`)], [new URL(`${base}/x`), {}])).toBe(1);
    expect(await operations([new Request(`${base}/x`)], [new Request(`${base}/x`, { method: "DELETE" })], [`${base}/x`, { method: "PUT" }])).toBe(3);
    expect(await operations([new Request(`${base}/x`, { method: "DELETE" })], [`${base}/x`, { method: "DELETE" }])).toBe(1);
  });

  test("Those of one origin, whatever their query", async () => {
    expect(await operations([`${base}/x`], [`${base}/x?a=1`])).toBe(1);
    expect(await operations([`${base}/x`], ["https://other.example.com/x"])).toBe(2);
  });
});

describe("A mark", () => {
  test("is made by a replay that is refused too, of that operation and the token that it carried, for a minute to the millisecond", async () => {
    const { session, tokens, renewals } = counting();
    const clock = testClock();
    const asked = one(session, async () => no(), { clock });
    expect((await call(asked)).status).toBe(401);
    expect([...asked.marks]).toEqual([["GET /x", { token: tokens[1], until: 60_000 }]]);
    clock.advance(59_999);
    await call(asked);
    expect(renewals()).toBe(1);
    clock.advance(1);
    await call(asked);
    expect(renewals()).toBe(2);
  });

  test("is not made by a replay that works", async () => {
    const { session, tokens } = counting();
    const asked = one(session, async ([token]) => (token === tokens[0] ? no() : new Response("yes")));
    expect([(await call(asked)).status, asked.marks.size]).toEqual([200, 0]);
  });

  test("is one of a thousand at most: the one that was made or renewed longest ago goes", async () => {
    const { session, renewals } = counting();
    const clock = testClock();
    const asked = one(session, async () => no(), { clock });
    const refuse = (operation: string) => call({ ...asked, operation });
    for (const index of times(1_000, (at) => at)) await refuse(String(index));
    expect([asked.marks.size, asked.marks.has("0")]).toEqual([1_000, true]);
    clock.advance(60_000);
    await refuse("0");
    await refuse("new");
    expect([asked.marks.size, asked.marks.has("0"), asked.marks.has("1"), asked.marks.has("2"), asked.marks.has("new"), renewals()]).toEqual([1_000, true, false, true, true, 1_002]);
  });
});

describe("A refused call", () => {
  test("whose renewed token another session had won long ago is renewed for once more, and no third time", async () => {
    const { session, tokens, renewals } = counting();
    const [first, second] = [one(session, async ([token]) => (token === tokens[2] ? new Response("yes") : no())), one(session, async () => no())];
    const reject = session.reject;
    session.reject = async (token) => {
      await reject(token);
      adopted.add(tokens.at(-1) as AccessToken);
    };
    expect([(await call(first)).status, renewals(), first.marks.size]).toEqual([200, 2, 0]);
    expect([(await call(second)).status, renewals(), second.marks.size]).toEqual([401, 4, 0]);
  });

  test("may have no body at all", async () => {
    const { session, tokens } = counting();
    const answer = await call(one(session, async ([token]) => new Response(null, { status: token === tokens[0] ? 401 : 204 })));
    expect(answer.status).toBe(204);
  });

  test("costs nothing but itself where it is not refused: the answer is there three ticks after the call", async () => {
    const { session } = counting();
    let done = false;
    void call(one(session, async () => new Response("yes"))).then(() => (done = true));
    for (let tick = 0; tick < 3; tick += 1) await Promise.resolve();
    expect(done).toBe(true);
  });

  test("waits for its token no longer than its caller does", async () => {
    const { signal } = new AbortController();
    const { session, asked, tokens } = counting({ current: () => undefined });
    await call(one(session, async () => new Response("yes"), { signal }));
    await call(one(session, async () => new Response("yes"), { signal: null }));
    expect(asked).toEqual([
      { scheme: "bearer", signal },
      { scheme: "bearer", signal: undefined },
    ]);
    expect((asked[0] as { readonly signal: AbortSignal }).signal).toBe(signal);
    expect(tokens).toHaveLength(1);
  });
});

test("A redirect that the platform hides is refused in words", async () => {
  const hidden = Object.defineProperty(new Response(null), "type", { value: "opaqueredirect" });
  expect(await failure(call(one(counting().session, async () => hidden)))).toMatchObject({ code: "opaque_redirect", message: "The API redirects. Tokens follow no redirect." });
});

test("A body that can be sent once is one that is read by a reader or by steps, and nothing else", () => {
  const steps = { async *[Symbol.asyncIterator]() {} };
  expect([new ReadableStream(), { getReader: () => {} }, steps].map(isOneShot)).toEqual([true, true, true]);
  expect([undefined, null, "getReader", "", 7, {}, new Blob(), new FormData(), new URLSearchParams(), new Uint8Array(1), { "": 1 }].map(isOneShot)).toEqual(times(11, () => false));
});

test("Cookies of several tokens share one header; of any other header the last one counts, and the call's own before all", () => {
  const [first, second] = [tokenOf(1, "cookie"), tokenOf(2, "cookie")];
  expect([...withTokens([first, second])]).toEqual([["cookie", "canary-1; canary-2"]]);
  expect([...withTokens([tokenOf(3), tokenOf(4)])]).toEqual([["authorization", "canary-4"]]);
  expect([...withTokens([tokenOf(3), second], new Headers({ authorization: "own" }))]).toEqual([
    ["authorization", "own"],
    ["cookie", "canary-2"],
  ]);
  expect([...withTokens([])]).toEqual([]);
});

describe("What authFetch refuses, it says in words", () => {
  const get = authFetch(counting().session, { fetch: async () => new Response() });

  test("a Request that was sent before", async () => {
    const request = new Request("https://api.example.com/x", { method: "POST", body: "canary" });
    await request.text();
    expect(await failure(get(request))).toMatchObject({ code: "body_used", message: "This Request was sent before: its body is gone. Build a new one." });
  });

  test("an origin that is not the session's", async () => {
    const message = "The tokens of this session go to https://api.example.com, https://other.example.com only, not to https://evil.example.net.";
    expect(await failure(get("https://evil.example.net/?canary"))).toMatchObject({ code: "foreign_origin", message });
  });

  test("a session that fills no scheme here", async () => {
    const { session } = counting({
      schemes: {},
      current: () => undefined,
      getToken: async ({ scheme } = {}) => {
        throw new Error(`asked for ${scheme}`);
      },
    });
    expect(await failure(authFetch(session, { fetch: async () => new Response() })("https://api.example.com/x"))).toEqual(new Error("asked for undefined"));
  });
});

describe("authMiddleware", () => {
  const handed = (more: object = {}, url = "https://api.example.com/x") => {
    const request = new Request(url);
    return { request, schemaPath: "/x", params: {}, id: "1", options: { fetch: async () => no() }, ...more } as never;
  };

  test("refuses an origin that is not the session's in words", async () => {
    const { onRequest } = authMiddleware(counting().session);
    expect(await failure(Promise.resolve(onRequest?.(handed({}, "https://evil.example.net/?canary"))))).toMatchObject({
      code: "foreign_origin",
      message: "The tokens of this session go to https://api.example.com, https://other.example.com only.",
    });
  });

  test("waits for its token no longer than the request does", async () => {
    const { session, asked } = counting({ current: () => undefined });
    const request = new Request("https://api.example.com/x", { signal: new AbortController().signal });
    await authMiddleware(session).onRequest?.(handed({ request }));
    expect(asked).toEqual([{ scheme: "bearer", signal: request.signal }]);
  });

  test("leaves an answer that it does not replace to the client: one that it knows, and one that it does not", async () => {
    const { onRequest, onResponse } = authMiddleware(counting().session);
    const options = { fetch: async () => no() };
    await onRequest?.(handed({ options }));
    for (const response of [new Response("yes"), new Response("", { status: 404 })]) expect(await onResponse?.(handed({ options, response }))).toBeUndefined();
    expect(await onResponse?.(handed({ response: no() }))).toBeUndefined();
  });

  test("marks operations by their method and their path in the document", async () => {
    const { session, renewals } = counting();
    const { onRequest, onResponse } = authMiddleware(session);
    const refused = async (schemaPath: string, method = "GET") => {
      const options = { fetch: async () => no() };
      await onRequest?.(handed({ options, schemaPath, request: new Request("https://api.example.com/x", { method }) }));
      await onResponse?.(handed({ options, schemaPath, response: no() }));
    };
    for (const path of ["/a", "/a", "/b", "/b"]) await refused(path);
    expect(renewals()).toBe(2);
    await refused("/b", "DELETE");
    expect(renewals()).toBe(3);
  });
});
