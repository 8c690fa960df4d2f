import { describe, expect, test } from "vitest";
import { memoryStore, withSecondary } from "../../src/index.ts";
import { credentials, rotating } from "../support/chain.ts";
import { open } from "../support/open.ts";
import { json } from "../support/stub.ts";
import { door, failure, outcomes, rest, times, until } from "../support/time.ts";

const primary = { ...credentials, password: "canary-primary" };
const secondary = { ...credentials, password: "canary-secondary" };
const both = () => withSecondary(primary, secondary);

/** A session on a vendor that takes one password. */
function opened(password: string, options: Parameters<typeof open>[0] = {}, chain = rotating) {
  const all = open({ credentials: both(), ...options }, chain);
  all.api.password = password;
  /** Lets all tokens die. */
  const kill = () => {
    all.api.killAccess();
    all.api.killRefresh();
  };
  return { ...all, kill };
}

describe("Two secrets of which one may be refused", () => {
  test("The primary is used while it is good, and nothing is ever sent with the secondary", async () => {
    const { api, get, kill } = opened(primary.password);
    for (let turn = 0; turn < 5; turn += 1) {
      expect((await get()).ok).toBe(true);
      kill();
    }
    expect(api.seen.some(({ body }) => body.includes(secondary.password))).toBe(false);
  });

  test("When one is refused the other is tried in the same call, once; a thousand callers cost one refusal", async () => {
    const { api, get } = opened(secondary.password);
    const { values, errors } = await outcomes(times(1000, () => get()));
    expect([values.length, errors.length, api.count("/password")]).toEqual([1000, 0, 2]);
  });

  test("The one that was good last is used next time, whichever it was", async () => {
    const { api, clock, get, kill } = opened(secondary.password);
    await get();
    kill();
    await get();
    expect(api.count("/password")).toBe(3);
    api.password = primary.password;
    kill();
    clock.advance(61_000);
    await get();
    kill();
    await get();
    expect(api.count("/password")).toBe(6);
  });

  test("When both are refused each is sent once a minute, then two, doubling: no storm", async () => {
    const { api, clock, get } = opened("canary-neither");
    expect(await failure(get())).toMatchObject({ name: "ReauthenticationRequiredError", code: "credentials_refused" });
    for (let second = 0; second < 58; second += 1) {
      clock.advance(1_000);
      await failure(get());
    }
    expect(api.count("/password")).toBe(2);
    clock.advance(3_000);
    await failure(get());
    await failure(get());
    expect(api.count("/password")).toBe(4);
    for (let second = 0; second < 116; second += 1) {
      clock.advance(1_000);
      await failure(get());
    }
    expect(api.count("/password")).toBe(4);
  });

  test("A second exchange within a minute waits until the minute is over", async () => {
    const { api, clock, get, kill } = opened(secondary.password);
    await get();
    api.password = primary.password;
    kill();
    expect(await failure(get())).toMatchObject({ code: "credentials_refused" });
    clock.advance(61_000);
    expect((await get()).ok).toBe(true);
    // The secondary once more, whose gate has opened; then the primary.
    expect(api.count("/password")).toBe(5);
  });

  test("A gate that somebody else on the store closed for the one does not close the other", async () => {
    const store = memoryStore();
    const { api, get, again } = opened(secondary.password, { store, credentials: primary });
    await failure(get());
    const second = again({ credentials: both() });
    expect((await second.get()).ok).toBe(true);
    expect(api.count("/password")).toBe(2);
  });

  test("What one session learns all know: those that come later are not refused at all", async () => {
    const shared = both();
    const { api, get, again } = opened(secondary.password, { credentials: shared });
    await get();
    for (let session = 0; session < 10; session += 1) await again({ credentials: shared }).get();
    expect(api.count("/password")).toBe(12);
  });

  test("Refusals that come late, of the one that is no longer used, change nothing", async () => {
    const source = both();
    expect(await source()).toBe(primary);
    source.refused?.(primary);
    source.refused?.(primary);
    expect(await source()).toBe(secondary);
    source.refused?.({ ...primary, tenant: "more" } as never);
    expect(await source()).toBe(secondary);
    source.refused?.({ ...secondary, tenant: "more" } as never);
    expect(await source()).toBe(primary);
  });

  test("Each may be fetched, and the other only when it is needed; a vault that has changed the one is asked for it again", async () => {
    const asked: string[] = [];
    let current = primary;
    const source = withSecondary(
      async () => (asked.push("primary"), current),
      () => (asked.push("secondary"), secondary),
    );
    const { get, api, kill } = opened(primary.password, { credentials: source });
    await get();
    expect(asked).toEqual(["primary"]);
    current = { ...primary, password: "canary-changed" };
    api.password = current.password;
    kill();
    expect((await get()).ok).toBe(true);
    expect(asked).toEqual(["primary", "primary"]);
  });

  test("Calls that carry the credentials themselves are sent again with the other, however many were refused at once", async () => {
    const chain = { ...rotating, schemes: { key: { credentials: ["password"], header: ({ password }: any) => ["x-key", password] as const } } };
    const { api, get, clock } = opened(secondary.password, {}, chain as never);
    const gate = door();
    api.on("/trips", async ({ headers }) => {
      if (headers.get("x-key") === secondary.password) return json({ ok: true });
      await gate.promise;
      return new Response("", { status: 401 });
    });
    const all = outcomes(times(20, () => get()));
    await rest();
    gate.open();
    expect((await all).values.map((answer: any) => answer.status)).toEqual(times(20, () => 200));
    expect(api.count("/trips")).toBe(40);
    // Both wrong: the 401 is the caller's, and nothing is sent twice for a minute.
    api.on("/trips", () => new Response("", { status: 401 }));
    for (let second = 0; second < 20; second += 1) {
      expect((await get()).status).toBe(401);
      clock.advance(1_000);
    }
    expect(api.count("/trips")).toBe(60);
  });

  test("A login that was under way when a call learned of the refusal goes on with the other", async () => {
    const chain = { ...rotating, schemes: { ...rotating.schemes, key: { credentials: ["password"], header: ({ password }: any) => ["x-key", password] as const } } };
    const { api, session } = opened(secondary.password, {}, chain as never);
    const gate = door();
    api.on("/password", async (_, nth) => (nth === 1 ? gate.promise.then(() => undefined) : undefined));
    const token = session.getToken();
    await rest();
    await session.reject(await session.getToken({ scheme: "key" }));
    expect((await session.getToken({ scheme: "key" })).reveal()).toBe(secondary.password);
    gate.open();
    expect((await token).scheme).toBe("bearer");
    expect(api.count("/password")).toBe(2);
  });

  test("A call that was refused while a login begins is sent again with the other all the same", async () => {
    const chain = { ...rotating, schemes: { ...rotating.schemes, key: { credentials: ["password"], header: ({ password }: any) => ["x-key", password] as const } } };
    const { api, session } = opened(secondary.password, {}, chain as never);
    const gate = door();
    api.on("/password", (_, nth) => (nth === 1 ? gate.promise.then(() => undefined) : undefined));
    const carried = await session.getToken({ scheme: "key" });
    const token = session.getToken();
    await until(() => api.count("/password") === 1);
    await session.reject(carried);
    expect((await session.getToken({ scheme: "key" })).reveal()).toBe(secondary.password);
    gate.open();
    expect((await token).scheme).toBe("bearer");
  });

  test("What a slow vault was asked for before the refusal does not come back after it", async () => {
    const chain = { ...rotating, schemes: { ...rotating.schemes, key: { credentials: ["password"], header: ({ password }: any) => ["x-key", password] as const } } };
    let vault = Promise.resolve();
    const source = withSecondary(() => vault.then(() => primary), secondary);
    const { api, session } = opened(secondary.password, { credentials: source }, chain as never);
    const carried = await session.getToken({ scheme: "key" });
    const gate = door();
    vault = gate.promise;
    const token = session.getToken();
    await rest();
    await session.reject(carried);
    gate.open();
    expect((await token).scheme).toBe("bearer");
    expect((await session.getToken({ scheme: "key" })).reveal()).toBe(secondary.password);
    expect(api.count("/password")).toBe(1);
  });

  test("No error and no event shows either", async () => {
    const { events, get, session } = opened("canary-neither");
    const error = await failure(get());
    const shown = JSON.stringify([events, error, session]) + error.stack + String(both());
    expect(shown).not.toContain("canary");
  });
});
