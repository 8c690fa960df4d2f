import { describe, expect, test } from "vitest";
import { memoryStore, type TokenChain } from "../../src/index.ts";
import { credentials, rotating } from "../support/chain.ts";
import { open } from "../support/open.ts";
import { spyStore } from "../support/store.ts";
import { html, json } from "../support/stub.ts";
import { failure, outcomes, times } from "../support/time.ts";

const wrong = { ...credentials, password: "canary-wrong-password" };

describe("A wrong password", { timeout: 20_000 }, () => {
  test("A thousand calls in a row with a wrong password within a minute log in once", async () => {
    const { api, clock, get } = open({ credentials: wrong });
    for (let index = 0; index < 1000; index += 1) {
      expect(await failure(get())).toMatchObject({ name: "ReauthenticationRequiredError", code: "credentials_refused" });
      clock.advance(45);
    }
    expect(api.paths()).toEqual(["/password"]);
  });

  test("A thousand calls at once with a wrong password log in once, and all get the same typed error", async () => {
    const { api, get } = open({ credentials: wrong });
    const { errors } = await outcomes(times(1000, () => get()));
    expect(errors).toHaveLength(1000);
    expect(new Set(errors.map((error: any) => `${error.name} ${error.code}`))).toEqual(new Set(["ReauthenticationRequiredError credentials_refused"]));
    expect(api.paths()).toEqual(["/password"]);
  });

  test("A refused password is tried again after one minute, then two, doubling to an hour", async () => {
    const { api, clock, get } = open({ credentials: wrong });
    await failure(get());
    for (const [index, seconds] of [60, 120, 240, 480, 960, 1920, 3600, 3600].entries()) {
      clock.advance((seconds - 2) * 1000);
      await failure(get());
      expect(api.count("/password"), `before ${seconds} s`).toBe(index + 1);
      clock.advance(3_000);
      await failure(get());
      expect(api.count("/password"), `after ${seconds} s`).toBe(index + 2);
    }
  });

  test("The error of a refused password says in seconds when it would be tried again", async () => {
    const { clock, get } = open({ credentials: wrong });
    expect((await failure(get())).retryAfter).toBe(60);
    clock.advance(20_000);
    const later = await failure(get());
    expect(later.retryAfter).toBeGreaterThan(35);
    expect(later.retryAfter).toBeLessThanOrEqual(40);
    clock.advance(41_000);
    expect((await failure(get())).retryAfter).toBe(120);
  });

  test("Another password for the same account is tried at once", async () => {
    const store = memoryStore();
    const { api, get, again } = open({ credentials: wrong, store });
    await failure(get());
    expect((await again({ credentials }).get()).ok).toBe(true);
    expect(api.count("/password")).toBe(2);
  });

  test("Two sessions with the same wrong password on one store log in once between them", async () => {
    const { api, get, again } = open({ credentials: wrong, store: memoryStore() });
    const second = again();
    await outcomes(times(100, (index) => (index % 2 ? get() : second.get())));
    for (let index = 0; index < 20; index += 1) await outcomes([get(), second.get()]);
    expect(api.count("/password")).toBe(1);
  });

  test("Eight wrong passwords are each remembered", async () => {
    const { api, again } = open({ store: memoryStore() });
    const all = times(8, (index) => again({ credentials: { ...credentials, password: `canary-wrong-${index}` } }));
    for (const one of all) await failure(one.get());
    for (const one of all) await failure(one.get());
    expect(api.count("/password")).toBe(8);
  });

  test("The store never holds a refused password", async () => {
    const seen: string[] = [];
    const inner = memoryStore();
    const { get } = open({ credentials: wrong, store: { ...inner, swap: (key, expected, record, options) => (seen.push(key, JSON.stringify(record)), inner.swap(key, expected, record, options)) } });
    await failure(get());
    expect(seen.length).toBeGreaterThan(2);
    expect(seen.join()).not.toContain("canary-wrong");
  });
});

const cut = () => new Response('{"access_token":"canary-cut', { headers: { "content-type": "application/json" } });
const badAnswers: Readonly<Record<string, () => Response>> = {
  "204 without a body": () => new Response(null, { status: 204 }),
  "200 with HTML": () => html(),
  "200 with {}": () => json({}),
  "200 with null": () => json(null),
  "200 with a list": () => json([{ access_token: "canary-list" }]),
  "200 with truncated JSON": cut,
  "200 with an empty token": () => json({ access_token: "", refresh_token: "", expires_in: 3600 }),
  "200 with a null token": () => json({ access_token: null, refresh_token: null, expires_in: 3600 }),
  "200 with a number for a token": () => json({ access_token: 12_345, refresh_token: true, expires_in: 3600 }),
  "200 with an object for a token": () => json({ access_token: { value: "canary-nested" }, expires_in: 3600 }),
  "200 with a token that no header can carry": () => json({ access_token: "canary\r\nx-evil: 1", expires_in: 3600 }),
  "500": () => new Response("", { status: 500 }),
  "503 with HTML": () => html(503),
  "a redirect": () => new Response("", { status: 302, headers: { location: "https://evil.example.com/" } }),
};

describe("A login that gives nothing", { timeout: 20_000 }, () => {
  test.each(Object.entries(badAnswers))("A thousand calls in a row on a login that answers %s log in once and get a TokenEndpointError", async (_, answer) => {
    const { api, clock, get } = open();
    api.on("/password", answer);
    const errors = new Set<string>();
    for (let index = 0; index < 1000; index += 1) {
      const error = await failure(get());
      errors.add(`${error.name} ${error.endpoint} ${error.code}`);
    }
    expect(errors.size).toBe(1);
    expect([...errors][0]).toMatch(/^TokenEndpointError POST \/password (malformed_answer|unexpected_status|redirected)$/);
    expect(api.paths()).toEqual(["/password"]);
    clock.advance(60_000);
    await failure(get());
    expect(api.count("/password")).toBe(2);
  });

  test("A login that answers with refresh token but no access token is followed by the refresh, once", async () => {
    const { api, get } = open();
    api.on("/password", () => json({ refresh_token: "canary-lonely", expires_in: 3600 }));
    await failure(get());
    await failure(get());
    expect(api.paths().length).toBeLessThanOrEqual(2);
  });

  test("Between failed logins the pauses grow, and never beyond a minute", async () => {
    const { api, clock, get } = open();
    api.on("/password", () => new Response("", { status: 500 }));
    const at: number[] = [];
    for (let second = 0; second < 900; second += 1) {
      const before = api.seen.length;
      await failure(get());
      if (api.seen.length > before) at.push(second);
      clock.advance(1000);
    }
    const pauses = at.slice(1).map((one, index) => one - (at[index] as number));
    expect(Math.max(...pauses)).toBeLessThanOrEqual(61);
    expect(Math.min(...pauses.slice(-5))).toBeGreaterThanOrEqual(30);
    expect(at.length).toBeLessThan(45);
  });

  test("The first success ends the pauses", async () => {
    const { api, clock, get } = open();
    api.on("/password", (_, nth) => (nth <= 6 || nth === 8 ? new Response("", { status: 500 }) : undefined));
    for (let turn = 0; turn < 6; turn += 1) {
      await failure(get());
      clock.advance(60_000);
    }
    expect((await get()).ok).toBe(true);
    api.killAccess();
    api.killRefresh();
    await failure(get());
    clock.advance(1_000);
    expect((await get()).ok).toBe(true);
    expect(api.count("/password")).toBe(9);
  });

  test("A login answer that says `success: false` has failed: its password is not locked out for a minute", async () => {
    const chain: TokenChain<any> = { ...rotating, grants: rotating.grants.map((grant) => ({ ...grant, success: ({ body }) => body.success !== false })) };
    const { api, clock, get } = open({}, chain);
    api.on("/password", (_, nth) => (nth === 1 ? json({ success: false, access_token: "canary-never", expires_in: 3600 }) : undefined));
    expect(await failure(get())).toMatchObject({ name: "TokenEndpointError", code: "malformed_answer", status: 200 });
    clock.advance(1_000);
    expect((await get()).ok).toBe(true);
    expect(api.count("/password")).toBe(2);
  });

  test("A content type counts in any letter case", async () => {
    const { api, get } = open();
    api.on("/password", (seen) => {
      const { headers, status, body } = api.usual(seen);
      headers.set("content-type", "Application/JSON; charset=UTF-8");
      return new Response(body, { status, headers });
    });
    expect((await get()).ok).toBe(true);
  });

  test("A login that succeeds clears what was remembered", async () => {
    const store = spyStore();
    const { clock, get, again } = open({ store, credentials: { ...credentials, password: "canary-wrong" } });
    await failure(get());
    expect(Object.keys((await store.record())?.gate?.closed ?? {})).toHaveLength(1);
    clock.advance(1_000);
    expect((await again({ credentials }).get()).ok).toBe(true);
    expect((await store.record())?.gate).toBeUndefined();
  });
});
