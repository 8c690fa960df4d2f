import { describe, expect, test } from "vitest";
import type { TokenRecord } from "../../src/index.ts";
import { open, openTwo } from "../support/open.ts";
import { twoLinks } from "../support/portal.ts";
import { json, networkError } from "../support/stub.ts";
import { spyStore } from "../support/store.ts";
import { failure } from "../support/time.ts";

/** What was written since the last look, without what every record has. */
const look = ({ written }: { readonly written: TokenRecord[] }) => written.splice(0).map(({ schema: _, key: __, writer: ___, ...record }) => record);
const intent = (grant: string, spends?: string) => ({ id: expect.any(String), grant, spends, again: 0, left: 15_000 });
const nothing = { epoch: 0, tokens: {}, values: {}, gate: undefined };
const dead = (generation: number) => ({ value: "", generation });

/** A session whose store is watched, with its first tokens. */
async function opened() {
  const store = spyStore();
  const one = open({ store });
  await one.get();
  const first = look(store);
  const began = one.clock.now();
  one.api.killAccess();
  const issued = (serial: number, generation = serial) => ({
    accessToken: expect.objectContaining({ value: `canary-access-${serial}`, generation, expiresAt: began + 3_600_000 }),
    refreshToken: expect.objectContaining({ value: `canary-refresh-${serial}`, generation, expiresAt: began + 86_400_000 }),
  });
  return { ...one, store, first, issued };
}

describe("What stands in the store, write by write", () => {
  test("A login: its intent, then its tokens", async () => {
    const { first, issued } = await opened();
    expect(first).toEqual([
      { ...nothing, intent: intent("POST /password") },
      { ...nothing, tokens: issued(1), intent: undefined },
    ]);
  });

  test("A refresh: the intent to spend beside the old tokens, then the new ones", async () => {
    const { get, store, issued } = await opened();
    await get();
    expect(look(store)).toEqual([
      { ...nothing, tokens: issued(1), intent: intent("POST /refresh", "refreshToken") },
      { ...nothing, tokens: issued(2), intent: undefined },
    ]);
  });

  test("A refused refresh: the token goes, its generation stays, then a login", async () => {
    const { api, get, store, issued } = await opened();
    api.killRefresh();
    await get();
    const tokens = { ...issued(1), refreshToken: dead(1) };
    expect(look(store)).toEqual([
      { ...nothing, tokens: issued(1), intent: intent("POST /refresh", "refreshToken") },
      { ...nothing, tokens, intent: undefined },
      { ...nothing, tokens, intent: intent("POST /password") },
      { ...nothing, tokens: issued(2), intent: undefined },
    ]);
  });

  test("A refresh that may have been sent: the same", async () => {
    const { api, get, store, issued } = await opened();
    api.on("/refresh", () => networkError("ECONNRESET"));
    await get();
    expect(look(store)[1]).toEqual({ ...nothing, tokens: { ...issued(1), refreshToken: dead(1) }, intent: undefined });
  });

  test("A refresh that was surely not sent: everything as it was", async () => {
    const { api, get, store, issued } = await opened();
    api.on("/refresh", () => networkError("ECONNREFUSED"));
    await failure(get());
    expect(look(store).slice(1)).toEqual([{ ...nothing, tokens: issued(1), intent: undefined }]);
  });

  test("A refresh answered 429: the token stays, its endpoint is closed until a login succeeds", async () => {
    const { api, clock, get, store, issued } = await opened();
    api.on("/refresh", (_, nth) => (nth === 1 ? new Response("", { status: 429, headers: { "retry-after": "30" } }) : undefined));
    await failure(get());
    const closed = { "POST /refresh": { id: expect.any(String), left: 30_000, delay: 30_000 } };
    expect(look(store).slice(1)).toEqual([{ ...nothing, tokens: issued(1), intent: undefined, gate: { salt: expect.stringMatching(/./), closed } }]);
    clock.advance(31_000);
    await get();
    expect(look(store).map(({ gate }) => Object.keys(gate?.closed ?? {}))).toEqual([["POST /refresh"], ["POST /refresh"]]);
    api.killAccess();
    api.killRefresh();
    await get();
    expect(look(store).at(-1)?.gate).toBeUndefined();
  });

  test("Refused credentials: a gate of a tag that is no password, longer each time, under one salt", async () => {
    const store = spyStore();
    const { clock, session } = open({ store, credentials: { username: "ada", password: "canary-wrong" } });
    await failure(session.getToken());
    const { gate } = look(store)[1] as TokenRecord;
    const [tag = ""] = Object.keys(gate?.closed ?? {});
    expect(tag).toMatch(/^#\d{1,5}$/);
    expect(gate).toEqual({ salt: expect.stringMatching(/./), closed: { [tag]: { id: expect.any(String), left: 60_000, delay: 60_000 } } });
    clock.advance(60_001);
    await failure(session.getToken());
    expect(look(store)[1]?.gate).toEqual({ salt: gate?.salt, closed: { [tag]: { id: expect.any(String), left: 120_000, delay: 120_000 } } });
  });

  test("What a grant learns stands beside its tokens, and goes when it is refused", async () => {
    const store = spyStore();
    const grants = [{ ...twoLinks.grants[0], needs: ["sst", "profile"], refusedBy: { 404: "profile" } }, twoLinks.grants[1]] as typeof twoLinks.grants;
    const { api, session } = openTwo({ store }, { ...twoLinks, grants });
    await session.getToken();
    expect(look(store).map(({ values }) => values)).toEqual([{}, { profile: "/account/login/7" }, { profile: "/account/login/7" }, { profile: "/account/login/7" }]);
    api.on("/temporary", () => new Response("", { status: 404 }));
    api.profile = "/account/login/8";
    await session.reject(await session.getToken());
    await failure(session.getToken());
    expect(
      look(store)
        .slice(0, 4)
        .map(({ values }) => values),
    ).toEqual([{ profile: "/account/login/7" }, {}, {}, { profile: "/account/login/8" }]);
  });

  test("An orphan's intent and what it was about to spend go with the next intent", async () => {
    const { clock, get, store, issued } = await opened();
    await store.edit(({ tokens }) => ({ tokens, intent: { id: "orphan", grant: "POST /refresh", spends: "refreshToken", left: 10_000 } }));
    const call = get();
    for (let turn = 0; turn < 30; turn += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      clock.advance(1000);
    }
    await call;
    expect(look(store)[0]).toEqual({
      ...nothing,
      tokens: { ...issued(1), refreshToken: dead(1) },
      intent: intent("POST /password"),
    });
  });

  test("A session that may take longer says so in its intent", async () => {
    const store = spyStore();
    await open({ store, timeout: 25_000 }).get();
    expect(look(store)[0]?.intent?.left).toBe(30_000);
  });

  test("Generations go on from the highest that is known", async () => {
    const { api, get, store } = await opened();
    await store.edit(({ tokens }) => ({
      tokens: { accessToken: { ...tokens["accessToken"], value: "canary-dead", generation: 7 }, refreshToken: { ...tokens["refreshToken"], value: "", generation: 9 } } as never,
    }));
    await get();
    expect(look(store).at(-1)?.tokens).toMatchObject({ accessToken: { generation: 8 }, refreshToken: { generation: 10 } });
    expect(api.count("/password")).toBe(2);
    api.killAccess();
    await store.edit(() => ({ tokens: {} }));
    await get();
    expect(look(store).at(-1)?.tokens).toMatchObject({ accessToken: { generation: 9 }, refreshToken: { generation: 11 } });
  });

  test("A token that is given once more after it was refused is taken", async () => {
    const { api, session } = openTwo();
    await session.getToken();
    const [sst] = api.ssts;
    api.on("/temporary", (_, nth) => (nth === 2 ? new Response("", { status: 401 }) : undefined));
    api.on("/login", () => json({ sst, profile: api.profile }));
    await session.reject(await session.getToken());
    expect((await session.getToken()).scheme).toBe("tt");
    expect(api.paths()).toEqual(["/login", "/temporary", "/temporary", "/login", "/temporary"]);
  });

  test("What was learned while the store was down is not forgotten when it is back", async () => {
    const store = spyStore();
    const grants = [{ ...twoLinks.grants[0], needs: ["sst", "profile"] }, twoLinks.grants[1]] as typeof twoLinks.grants;
    const { api, session } = openTwo({ store }, { ...twoLinks, grants });
    store.beforeSwap = () => {
      throw new Error("canary");
    };
    await session.getToken();
    store.beforeSwap = undefined;
    await session.reject(await session.getToken());
    await session.getToken();
    expect(api.paths()).toEqual(["/login", "/temporary", "/temporary"]);
  });

  test("A refresh whose answer brings no new refresh token keeps the old one", async () => {
    const { api, get, store } = await opened();
    api.on("/refresh", (seen) => {
      const { refresh_token: _, ...rest } = api.issue();
      return seen && json({ ...rest, expires_in: 3600 });
    });
    await get();
    expect(look(store).at(-1)?.tokens).toMatchObject({ accessToken: { value: "canary-access-2", generation: 2 }, refreshToken: { value: "canary-refresh-1", generation: 1 } });
  });
});
