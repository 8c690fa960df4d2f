import { expect, test } from "vitest";
import type { Fault } from "../src/index.ts";
import { notes, post, start } from "./mock.ts";

const logIn = (url: string): Promise<Response> => post(`${url}/login`, { key: "key-1", secret: "fake" });

test("status: the answer is another one, and nothing was committed", async () => {
  const mock = await start(notes);
  mock.fault({ kind: "status", status: 503, headers: { "x-cache": "miss", "set-cookie": ["a=1", "b=2"] }, body: { busy: true } });
  const answer = await logIn(mock.url);
  expect([answer.status, answer.headers.get("x-cache"), answer.headers.getSetCookie(), await answer.json()]).toEqual([503, "miss", ["a=1", "b=2"], { busy: true }]);
  expect(mock.tokens()).toEqual([]);
  expect(mock.journal[0]).toMatchObject({ operationId: "login", status: 503, faults: ["status"] });
  expect((await logIn(mock.url)).status).toBe(200);
  expect(mock.journal[1]).not.toHaveProperty("faults");
});

test("html: a page of a gateway comes with 200, and nothing was committed", async () => {
  const mock = await start(notes);
  mock.fault({ kind: "html" });
  const answer = await logIn(mock.url);
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
  expect(await answer.text()).toMatch(/^<!doctype html>/);
  expect(mock.tokens()).toEqual([]);
});

test("redirect: the call is sent to the same path of another origin", async () => {
  const mock = await start(notes);
  mock.fault({ kind: "redirect", to: "https://other.example/ignored" });
  mock.fault({ kind: "redirect", to: "https://other.example", status: 302 });
  const follow = async (path: string): Promise<unknown[]> => {
    const answer = await fetch(mock.url + path, { redirect: "manual" });
    return [answer.status, answer.headers.get("location")];
  };
  expect(await follow("/broken?a=1")).toEqual([307, "https://other.example/broken?a=1"]);
  expect(await follow("/broken")).toEqual([302, "https://other.example/broken"]);
});

test.each(["-1", "soon", "1e9", "0.5", "Thu, 01 Jan 1970 00:00:00 GMT", ""])("retryAfter: 429 with Retry-After %j", async (value) => {
  const mock = await start(notes);
  mock.fault({ kind: "retryAfter", value });
  const answer = await logIn(mock.url);
  expect([answer.status, answer.headers.get("retry-after"), mock.tokens()]).toEqual([429, value, []]);
});

test("contentType: the same body under another name, or under none", async () => {
  const mock = await start(notes);
  mock.fault({ kind: "contentType", type: "text/plain" });
  mock.fault({ kind: "contentType", after: 1 });
  const [plain, none] = [await logIn(mock.url), await logIn(mock.url)];
  expect([plain.headers.get("content-type"), none.headers.get("content-type")]).toEqual(["text/plain", null]);
  expect([await plain.json(), await none.json()]).toMatchObject([{ account: "account-1" }, { account: "account-1" }]);
  expect(mock.tokens("access")).toHaveLength(2);
});

test("dateSkew: the Date header is off, the tokens are not", async () => {
  const mock = await start(notes, { startAt: Date.UTC(2030, 0, 1), clock: { now: () => 0 } });
  mock.fault({ kind: "dateSkew", by: -3_600_000 });
  const answer = await logIn(mock.url);
  expect(answer.headers.get("date")).toBe("Mon, 31 Dec 2029 23:00:00 GMT");
  expect(mock.tokens("access")[0]?.expiresAt).toBe(Date.UTC(2030, 0, 1, 0, 1));
});

test("a fault that makes no sense is refused, with what to write instead", async () => {
  const mock = await start(notes);
  const refused: readonly [fault: unknown, hint: RegExp][] = [
    [{ kind: "stauts" }, /one of status, delay/],
    [{ kind: "lost", on: "logIn" }, /one of any, token, data, login/],
    [{ kind: "lost", times: 1.5 }, /times 1\.5/],
    [{ kind: "lost", after: -1 }, /after -1/],
    [{ kind: "lost", chance: 2 }, /from 0 to 1/],
    [{ kind: "lost", seed: 0.5 }, /seed/],
    [{ kind: "lost", lasts: "10m" }, /PT10M/],
    [{ kind: "delay" }, /time undefined/],
    [{ kind: "earlyDeath", life: "5s" }, /life "5s"/],
    [{ kind: "staleReplica", lag: -1 }, /lag -1/],
    [{ kind: "status", status: 99 }, /from 200 to 599/],
    [{ kind: "status", status: 503, headers: { "x-a": "b\r\nc" } }, /that HTTP can carry/],
    [{ kind: "html", status: 700 }, /from 200 to 599/],
    [{ kind: "retryAfter", value: "a\nb" }, /that HTTP can carry/],
    [{ kind: "redirect", to: "elsewhere" }, /an origin/],
    [{ kind: "drip", bytesPerSecond: 0 }, /above 0/],
    [{ kind: "reset", when: "never" }, /"before", "during" or "after"/],
    [{ kind: "truncate", bytes: -1 }, /whole number/],
    [{ kind: "huge", bytes: Number.POSITIVE_INFINITY, announced: true }, /not announced/],
    [{ kind: "dateSkew", by: Number.NaN }, /by/],
    [{ kind: "contentType", type: "a\nb" }, /that HTTP can carry/],
  ];
  for (const [fault, hint] of refused) {
    const arm = (): unknown => mock.fault(fault as Fault);
    expect(arm).toThrow(RangeError);
    expect(arm).toThrow(hint);
  }
  expect((await logIn(mock.url)).status).toBe(200);
});
