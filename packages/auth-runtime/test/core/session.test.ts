import { getEventListeners } from "node:events";
import { afterEach, describe, expect, test, vi } from "vitest";
import { memoryStore, type AccessToken, type Session, type TokenStore } from "../../src/index.ts";
import { credentials, rotating } from "../support/chain.ts";
import { testClock } from "../support/clock.ts";
import { open, openTwo } from "../support/open.ts";
import { json, networkError, stub } from "../support/stub.ts";
import { spyStore } from "../support/store.ts";
import { door, failure, rest, until } from "../support/time.ts";

describe("A refusal", () => {
  test("Counts once, and only against the token that is in use", async () => {
    const { api, events, session } = open();
    const other = await open().session.getToken();
    await session.reject(other);
    const first = await session.getToken();
    await session.reject(other);
    expect(session.current()).toBe(first);
    api.killAccess();
    await session.reject(first);
    await session.reject(first);
    const second = await session.getToken();
    await session.reject(first);
    expect(session.current()).toBe(second);
    expect(events.map(({ type }) => type)).toEqual(["issued", "rejected", "renewed"]);
  });

  test("That comes before the first caller has the token leads to another renewal, not to an error", async () => {
    const late: { session?: Session } = {};
    const { api, session } = open({ onEvent: ({ type }) => void (type === "issued" && late.session?.reject(late.session.current() as AccessToken)) });
    late.session = session;
    expect((await session.getToken()).reveal()).toBe("canary-access-2");
    expect(api.paths()).toEqual(["/password", "/refresh"]);
  });

  /** A renewal ahead that fails while somebody waits for it. */
  async function ahead(meanwhile: (opened: ReturnType<typeof open>) => unknown) {
    const opened = open();
    const { api, clock, session } = opened;
    await session.getToken();
    const gate = door();
    api.on("/refresh", () => gate.promise.then(() => networkError("ECONNREFUSED")));
    clock.advance(3_400_000);
    session.current();
    await until(() => api.count("/refresh") === 1);
    await meanwhile(opened);
    const token = session.getToken().catch((error: unknown) => error);
    gate.open();
    return { ...opened, token: await token };
  }

  test("While a renewal ahead fails gets a renewal of its own at once", async () => {
    const { api } = await ahead(({ session }) => session.reject(session.current() as AccessToken));
    expect(api.count("/refresh")).toBe(2);
  });

  test("Without one, whoever waits for it gets the old token, and nothing is sent again", async () => {
    const { api, token } = await ahead(({ clock }) => clock.advance(190_000));
    expect((token as AccessToken).reveal()).toBe("canary-access-1");
    expect(api.count("/refresh")).toBe(1);
  });
});

describe("A caller", () => {
  test("Who waited leaves no listener on the signal", async () => {
    const { signal } = new AbortController();
    await open().session.getToken({ signal });
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
  });

  test("Who asks for a token that is fresh costs the store nothing", async () => {
    const store = spyStore();
    const { session } = open({ store });
    const token = await session.getToken();
    const { loads } = store;
    expect(await session.getToken()).toBe(token);
    expect(store.loads).toBe(loads);
  });
});

describe("A sign-out raises the epoch once", () => {
  test("However often it is asked for, also after one that failed", async () => {
    const store = spyStore();
    const { session } = openTwo({ store });
    await session.getToken();
    store.beforeSwap = () => {
      throw new Error("canary");
    };
    await failure(session.signOut());
    store.beforeSwap = undefined;
    for (let turn = 0; turn < 3; turn += 1) await session.signOut();
    expect((await store.record())?.epoch).toBe(1);
  });

  test("Beyond what it has seen itself, so that sessions of then notice it, when the store has let the record expire", async () => {
    let record = 0;
    const inner = memoryStore();
    const store: TokenStore = { load: (key) => inner.load(`${key}${record}`), swap: (key, ...rest) => inner.swap(`${key}${record}`, ...rest) };
    const { api, session, again } = open({ store });
    await session.signOut();
    const [one, two] = [again(), again()];
    await one.get();
    await two.get();
    record += 1;
    await one.session.signOut();
    api.killAccess();
    expect(await failure(two.get())).toMatchObject({ code: "signed_out" });
  });

  test("Where another session has signed out, this one adds nothing", async () => {
    const store = spyStore();
    const { session, again } = open({ store });
    await session.getToken();
    const second = again().session;
    await second.getToken();
    await session.signOut();
    await second.reject(second.current() as AccessToken);
    expect((await failure(second.getToken())).code).toBe("signed_out");
    await second.signOut();
    await rest();
    expect((await store.record())?.epoch).toBe(1);
  });
});

describe("In a browser", () => {
  afterEach(() => {
    vi.doUnmock("#platform");
    vi.resetModules();
  });

  test("No scheme is carried by a cookie, and no grant runs that is for servers", async () => {
    vi.resetModules();
    vi.doMock("#platform", () => import("../../src/platform/browser.ts"));
    const { createSession } = await import("../../src/session/session.ts");
    const schemes = { cookie: { token: "accessToken", header: (value: string) => ["cookie", value] as const }, ...rotating.schemes };
    const api = stub(() => json({}));
    const make = (runsOn: object) => createSession({ ...rotating, schemes, grants: rotating.grants.map((grant) => ({ ...grant, ...runsOn })) }, { credentials, fetch: api.fetch, clock: testClock() });
    expect(make({}).schemes).toEqual({ bearer: "authorization" });
    expect(await failure(make({ runsOn: "server" }).getToken())).toMatchObject({ code: "token_refused" });
    expect(api.seen).toEqual([]);
    await failure(make({}).getToken());
    expect(api.paths()).toEqual(["/password"]);
  });
});
