import { describe, expect, test } from "vitest";
import { endSession } from "../../src/chain/index.ts";
import { ReauthenticationRequiredError } from "../../src/index.ts";
import { open, openTwo } from "../support/open.ts";
import { twoLinks } from "../support/portal.ts";
import { html } from "../support/stub.ts";
import { spyStore } from "../support/store.ts";
import { door, failure, rest, until } from "../support/time.ts";

const holdsNothing = { tokens: {}, values: {} };

describe("Signing out", () => {
  test("A session that was signed out rejects every later call with ReauthenticationRequiredError and sends nothing", async () => {
    const { api, session, get, events } = open();
    await get();
    await session.signOut();
    const before = api.seen.length;
    expect(session.current()).toBeUndefined();
    for (const work of [get(), session.getToken()]) {
      const error = await failure(work);
      expect(error).toBeInstanceOf(ReauthenticationRequiredError);
      expect(error.code).toBe("signed_out");
    }
    expect(api.seen.length).toBe(before);
    expect(events.at(-1)?.type).toBe("signed_out");
  });

  test("Signing out leaves no token in the store, and the record stays", async () => {
    const store = spyStore();
    const { session, get } = open({ store });
    await get();
    await session.signOut();
    expect(await store.record()).toMatchObject({ epoch: 1, ...holdsNothing });
  });

  test("Signing out twice, or twice at once, ends the session once", async () => {
    const { api, session, get } = openTwo();
    await get();
    await Promise.all([session.signOut(), session.signOut()]);
    await session.signOut();
    expect(api.count("/account/login/7")).toBe(1);
  });

  test("A renewal whose answer comes after the sign-out is dropped: the store stays empty and nobody gets a token", async () => {
    const store = spyStore();
    const { api, session, get } = open({ store });
    await get();
    api.killAccess();
    const gate = door();
    api.on("/refresh", () => gate.promise.then(() => undefined));
    const waiting = failure(get());
    await until(() => api.count("/refresh") === 1);
    await session.signOut();
    gate.open();
    expect((await waiting).code).toBe("signed_out");
    await rest();
    expect(await store.record()).toMatchObject({ epoch: 1, ...holdsNothing });
  });

  test("C6: A login whose answer comes after the sign-out is dropped, and ended at the vendor too", async () => {
    const store = spyStore();
    const { api, session } = openTwo({ store });
    const gate = door();
    api.on("/login", () => gate.promise.then(() => undefined));
    const waiting = failure(session.getToken());
    await until(() => api.count("/login") === 1);
    await session.signOut();
    gate.open();
    expect((await waiting).code).toBe("signed_out");
    await until(() => api.count("/account/login/7") === 1, "the vendor's sign-out");
    await rest();
    expect(api.ssts.size).toBe(0);
    expect(await store.record()).toMatchObject({ epoch: 1, ...holdsNothing });
  });

  test("A sign-out that comes while the intent is being written still wins", async () => {
    const store = spyStore();
    const { api, session, get } = open({ store });
    await get();
    api.killAccess();
    const gate = door();
    store.beforeSwap = (record) => (record.intent ? gate.promise : undefined);
    const waiting = failure(get());
    await until(() => api.count("/trips") === 2);
    await rest();
    await session.signOut();
    gate.open();
    expect((await waiting).code).toBe("signed_out");
    await rest();
    expect(await store.record()).toMatchObject({ epoch: 1, ...holdsNothing });
    expect(api.count("/refresh")).toBe(0);
  });

  test("The vendor is told with the tokens that were held", async () => {
    const { api, session, get } = openTwo();
    await get();
    const [sst] = api.ssts;
    const [tt] = api.tts;
    await session.signOut();
    const told = api.seen.at(-1);
    expect(told).toMatchObject({ method: "DELETE", path: "/account/login/7" });
    expect(told?.headers.get("x-sst")).toBe(sst);
    expect(told?.headers.get("x-tt")).toBe(tt);
    expect(api.ssts.size).toBe(0);
  });

  test("A short-lived token that died is bought once more to sign out, without the password", async () => {
    const { api, clock, session, get } = openTwo();
    await get();
    clock.advance(700_000);
    const before = api.seen.length;
    await session.signOut();
    expect(api.paths(before)).toEqual(["/temporary", "/account/login/7"]);
  });

  test("Nothing is bought with the password to sign out", async () => {
    const { api, clock, session, get } = openTwo();
    await get();
    clock.advance(700_000);
    api.ssts.clear();
    const before = api.seen.length;
    await session.signOut();
    expect(api.paths(before)).toEqual(["/temporary"]);
  });

  test("Not even where the login takes no other input than the password", async () => {
    const { api, clock, session, get } = openTwo({}, { ...twoLinks, grants: twoLinks.grants.map((grant) => ({ needs: [], ...grant })) });
    await get();
    clock.advance(700_000);
    api.ssts.clear();
    api.tts.clear();
    api.on("/login", () => new Response("", { status: 500 }));
    await get().catch(() => {});
    const before = api.seen.length;
    await session.signOut();
    expect(api.paths(before)).not.toContain("/login");
  });

  test("A session that never had a token signs out without a word to the vendor", async () => {
    const { api, session } = openTwo();
    await session.signOut();
    expect(api.seen).toEqual([]);
  });

  test.each([
    "/account/login/",
    "/account/login/7/8",
    "/account/login/7?x=1",
    "/account/login/7#x",
    "/account/login/..",
    "/account/login/.",
    "/account/login/%2e%2e",
    "/account/login/.%2E",
    "/account/login/\\..\\..\\data",
    "/account/login/7\\..\\..\\..\\data",
    "//evil.example.com/account/login/7",
    "@evil.example.com/account/login/7",
    "https://evil.example.com/account/login/7",
    "/other/7",
    "/xaccount/login/7",
  ])("A sign-out path from the server that does not match the template is not called: %s", async (profile) => {
    const { api, session, get } = openTwo();
    api.profile = profile;
    await get().catch(() => {});
    const before = api.seen.length;
    await session.signOut();
    expect(api.seen.slice(before).map((one) => one.url)).toEqual([]);
  });

  test("A sign-out path with dot segments in its middle is not called", async () => {
    const { api, session, get } = openTwo({}, { ...twoLinks, signOut: { run: endSession, method: "DELETE", path: "/account/{id}/end", security: ["sst", "tt"], reference: "profile" } });
    api.profile = "/account/../end";
    await get();
    const before = api.seen.length;
    await session.signOut();
    expect(api.seen.slice(before).map((one) => one.url)).toEqual([]);
  });

  test("A token that only a refusal ends is sent to the vendor, however old", async () => {
    const { api, clock, session, get } = openTwo();
    await get();
    clock.advance(1_300_000_000);
    const before = api.seen.length;
    await session.signOut();
    expect(api.paths(before)).toEqual(["/temporary", "/account/login/7"]);
  });

  test("A token in the record that the chain does not know is in nobody's way", async () => {
    const store = spyStore();
    const { api, session, get } = openTwo({ store });
    await get();
    await store.edit(({ tokens }) => ({ tokens: { ...tokens, older: { value: "canary-older", generation: 1 } } }));
    await session.signOut();
    expect(api.count("/account/login/7")).toBe(1);
  });

  test("A sign-out that needs no token is called without one", async () => {
    const { api, session, get } = openTwo({}, { ...twoLinks, signOut: { run: endSession, method: "POST", path: "/end" } });
    api.on("/end", () => new Response(null, { status: 204 }));
    await get();
    await session.signOut();
    const told = api.seen.at(-1);
    expect([told?.method, told?.path, told?.headers.get("x-sst"), told?.headers.get("x-tt")]).toEqual(["POST", "/end", null, null]);
  });

  test.each([
    ["/v1.0/login/7", 1],
    ["/v1x0/login/7", 0],
  ])("A dot in the template is a dot: %s from the server is called %i times", async (profile, count) => {
    const { api, session, get } = openTwo({}, { ...twoLinks, signOut: { run: endSession, method: "DELETE", path: "/v1.0/login/{id}", security: ["sst"], reference: "profile" } });
    api.on("/v1", () => new Response("", { status: 299 }));
    api.profile = profile;
    await get();
    await session.signOut();
    expect(api.count(profile)).toBe(count);
  });

  test.each([401, 404])("That the vendor knows no such session any more (%i) is fine", async (status) => {
    const { api, session, get } = openTwo();
    await get();
    api.on("/account", () => new Response("", { status }));
    await session.signOut();
    expect(session.current()).toBeUndefined();
  });

  test.each([
    ["500", () => new Response("", { status: 500 })],
    ["HTML with 503", () => html(503)],
    ["a redirect", () => new Response("", { status: 302, headers: { location: "https://evil.example.com/" } })],
    ["no answer at all", () => new TypeError("fetch failed")],
  ])("When the vendor answers a sign-out with %s it rejects, and the session is over here all the same", async (_, answer) => {
    const store = spyStore();
    const { api, session, get } = openTwo({ store });
    await get();
    api.on("/account", answer);
    expect(await failure(session.signOut())).toMatchObject({ name: "TokenEndpointError", endpoint: "DELETE /account/login/{id}" });
    expect(await store.record()).toMatchObject(holdsNothing);
    expect((await failure(session.getToken())).code).toBe("signed_out");
  });

  test("A sign-out that the store could not take rejects, and can be tried again", async () => {
    const store = spyStore();
    const { session, get } = open({ store });
    await get();
    store.beforeSwap = () => {
      throw new Error("disk full");
    };
    expect((await failure(session.signOut())).code).toBe("store_failed");
    expect((await failure(session.getToken())).code).toBe("signed_out");
    store.beforeSwap = undefined;
    await session.signOut();
    expect(await store.record()).toMatchObject({ epoch: 1, ...holdsNothing });
  });

  test("A token that was refused, and so is empty in the record, is not sent to the vendor", async () => {
    const { api, session, get } = openTwo();
    await get();
    api.ssts.clear();
    api.tts.clear();
    api.on("/login", () => new Response("", { status: 500 }));
    await failure(get());
    const before = api.seen.length;
    await session.signOut();
    expect(api.paths(before)).toEqual([]);
  });
});
