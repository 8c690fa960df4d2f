import { describe, expect, test } from "vitest";
import { memoryStore } from "../../src/index.ts";
import { open } from "../support/open.ts";
import { spyStore } from "../support/store.ts";
import { times } from "../support/time.ts";

/** Two sessions on one store that hold different tokens, both refused by the vendor from now on. */
async function bothDead() {
  const first = open({ store: memoryStore() });
  const second = first.again();
  await first.get();
  await second.get();
  first.api.killAccess();
  await first.get();
  first.api.killAccess();
  return { ...first, second };
}

describe("A token that another session won, and that died with one's own", () => {
  test("The call that adopts it succeeds all the same: its refusal counts against the token, not against the operation", async () => {
    const { api, second } = await bothDead();
    const from = api.seen.length;
    expect((await second.get()).ok).toBe(true);
    expect(api.paths(from)).toEqual(["/trips", "/trips", "/refresh", "/trips"]);
    expect(api.alarms).toBe(0);
  });

  test("A hundred calls that adopt it at once all succeed, with one renewal", async () => {
    const { api, second } = await bothDead();
    const renewals = api.count("/refresh");
    const all = await Promise.all(times(100, () => second.get()));
    expect(all.every((one) => one.ok)).toBe(true);
    expect(api.count("/refresh")).toBe(renewals + 1);
  });

  test("An operation that always answers 401 is sent three times at most, and then marked: two sessions calling it in turn renew twice between them", async () => {
    const { api, get, again } = open({ store: memoryStore() });
    const second = again();
    await get();
    await second.get();
    api.on("/never", () => new Response("", { status: 401 }));
    for (let turn = 0; turn < 500; turn += 1) {
      expect((await get("/never")).status).toBe(401);
      expect((await second.get("/never")).status).toBe(401);
    }
    expect(api.count("/refresh")).toBe(2);
    expect(api.count("/never")).toBe(1000 + 1 + 2);
    expect(api.alarms).toBe(0);
  });

  test("A token that another session won while one waited for it is new: a replay that it fails marks the operation", async () => {
    const { api, get, again } = open({ store: memoryStore() });
    const second = again();
    await get();
    await second.get();
    api.on("/never", () => new Response("", { status: 401 }));
    const renewals = api.count("/refresh");
    await Promise.all([get("/never"), second.get("/never")]);
    for (let turn = 0; turn < 100; turn += 1) await Promise.all([get("/never"), second.get("/never")]);
    expect(api.count("/refresh")).toBe(renewals + 1);
  });

  test("However often others renew meanwhile, a call is sent three times at most, and its last answer goes to the caller", async () => {
    const store = spyStore();
    const { api, get, again } = open({ store });
    await get();
    const second = again();
    await second.get();
    api.on("/never", async () => {
      // Another session is always a little ahead.
      await store.edit(({ tokens }) => {
        const generation = (tokens["accessToken"]?.generation ?? 0) + 1;
        return { tokens: { ...tokens, accessToken: { value: `canary-theirs-${generation}`, expiresAt: Date.UTC(2026, 0, 2), generation } } };
      });
      return api.count("/never") > 10 ? undefined : new Response("", { status: 401 });
    });
    expect((await second.get("/never")).status).toBe(401);
    expect(api.count("/never")).toBe(3);
  });
});
