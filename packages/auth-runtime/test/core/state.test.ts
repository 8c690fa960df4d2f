import { describe, expect, test } from "vitest";
import type { SessionOptions, TokenChain, TokenRecord } from "../../src/index.ts";
import { openState } from "../../src/session/state.ts";
import { credentials, rotating } from "../support/chain.ts";
import { testClock } from "../support/clock.ts";
import { openAs } from "../support/open.ts";
import { json, stub } from "../support/stub.ts";
import { spyStore } from "../support/store.ts";
import { failure } from "../support/time.ts";

const state = (options: Partial<SessionOptions<any>> = {}, chain: TokenChain<any> = rotating) => openState(chain, { credentials, clock: testClock(), ...options });
const record = (generation: number, access: string, refresh = `${access}-r`, more: Partial<TokenRecord> = {}): TokenRecord => ({
  schema: 1,
  writer: "w",
  epoch: 0,
  values: {},
  tokens: { accessToken: { value: access, generation }, refreshToken: { value: refresh, generation } },
  ...more,
});

describe("What is taken over from the record", () => {
  const values = ({ held }: ReturnType<typeof state>) => Object.fromEntries(Object.entries(held).map(([name, { value, generation }]) => [name, `${value} ${generation}`]));

  test("Newer tokens, and others of the same generation; the same ones stay the same", () => {
    const mine = state();
    mine.adopt(record(1, "canary-a"));
    const first = mine.held["accessToken"];
    mine.adopt(record(1, "canary-a"));
    expect(mine.held["accessToken"]).toBe(first);
    mine.adopt(record(1, "canary-b"));
    expect(values(mine)).toEqual({ accessToken: "canary-b 1", refreshToken: "canary-b-r 1" });
    mine.adopt(record(2, "canary-b"));
    expect(values(mine)).toEqual({ accessToken: "canary-b 2", refreshToken: "canary-b-r 2" });
    expect(mine.seen).toEqual({ accessToken: 2, refreshToken: 2 });
  });

  test("Of a record that went back nothing; what rotates may be spent, and is dropped", () => {
    const mine = state();
    mine.adopt(record(2, "canary-b"));
    mine.adopt(record(1, "canary-a"));
    expect(values(mine)).toEqual({ accessToken: "canary-b 2" });
    expect(mine.seen["accessToken"]).toBe(2);
  });

  test("While the store is down one's own record is all there is: nothing is dropped", () => {
    const mine = state();
    mine.adopt(record(2, "canary-b"));
    mine.view.down = true;
    mine.adopt(record(1, "canary-a"));
    expect(Object.keys(mine.held)).toEqual(["accessToken", "refreshToken"]);
  });

  test("A token that is gone from the record is gone; one that the user brought is not", () => {
    const chain = { ...rotating, tokens: { ...rotating.tokens, accessToken: { given: () => "canary-given" } } };
    const mine = state({}, chain);
    expect(mine.lookup("accessToken")?.value).toBe("canary-given");
    mine.adopt(record(0, "", ""));
    expect(values(mine)).toEqual({ accessToken: "canary-given 0" });
    mine.adopt(record(1, "canary-a"));
    mine.adopt(record(1, "", ""));
    expect(values(mine)).toEqual({});
  });

  test("A value that was refused here stays refused", () => {
    const mine = state();
    mine.refused["refreshToken"] = "canary-a-r";
    mine.adopt(record(3, "canary-a"));
    expect(values(mine)).toEqual({ accessToken: "canary-a 3" });
    mine.adopt(record(4, "canary-b"));
    expect(values(mine)).toEqual({ accessToken: "canary-b 4", refreshToken: "canary-b-r 4" });
  });

  test("A token that only a refusal ends has no end here, whatever the record says; another has", () => {
    const mine = state();
    const { tokens } = record(1, "canary-a");
    const expiresAt = mine.clock.now() + 5000;
    mine.adopt({ ...record(1, ""), tokens: Object.fromEntries(Object.entries(tokens).map(([name, token]) => [name, { ...token, expiresAt }])) });
    expect([mine.held["accessToken"]?.ends, mine.held["refreshToken"]?.ends]).toEqual([5000, Infinity]);
    expect([mine.usable(mine.held["accessToken"]), mine.usable(mine.held["refreshToken"]), mine.usable(undefined)]).toEqual([true, true, false]);
  });

  test("A scheme whose token is not held has no header yet", () => {
    const mine = state();
    expect([mine.access("bearer"), mine.access("stranger")]).toEqual([undefined, undefined]);
    mine.adopt(record(1, "canary-a"));
    expect(mine.access("bearer", mine.held["accessToken"])?.header()).toEqual(["authorization", "Bearer canary-a"]);
  });

  test("A token that lay there before it was needed is known as such by who replays with it", () => {
    const mine = state();
    mine.adopt(record(1, "canary-a"), true);
    expect(mine.held["accessToken"]?.adopted).toBe(true);
    mine.adopt(record(2, "canary-b"));
    expect(mine.held["accessToken"]?.adopted).toBeFalsy();
  });
});

describe("Values and inputs", () => {
  const chain: TokenChain<any> = { ...rotating, values: { user: { given: (one: any) => one.user }, region: {} } };

  test("What the record says comes first, then what was learned, then what was given; what was refused never", () => {
    const mine = state({ credentials: { ...credentials, user: "given" } }, chain);
    expect(mine.value("user")).toBe("given");
    mine.learned["user"] = "learned";
    expect(mine.value("user")).toBe("learned");
    mine.view.record = record(1, "canary", "", { values: { user: "stored" } });
    expect(mine.value("user")).toBe("stored");
    mine.refused["user"] = "stored";
    expect(mine.value("user")).toBe("learned");
    mine.learned["user"] = "stored";
    expect(mine.value("user")).toBe("given");
    mine.refused["user"] = "given";
    expect(mine.given("user")).toBeUndefined();
    expect([mine.value("region"), mine.given("region"), mine.given("stranger")]).toEqual([undefined, undefined, undefined]);
  });

  test("Before a credentials function was asked nothing is given", () => {
    expect(state({ credentials: () => credentials }, chain).given("user")).toBeUndefined();
  });

  test("A grant that requires what is not there is not among those that can run", () => {
    const grants = [{ requires: ["tenant"] }, { requires: ["username", "tenant"] }, { requires: ["username"] }, { runsOn: "server" as const }, {}].map((more) => ({
      ...(rotating.grants[0] as object),
      ...more,
    }));
    const open = (tenant: unknown) =>
      state({ credentials: { ...credentials, tenant } }, { ...rotating, grants } as never)
        .grants()
        .map((one) => grants.indexOf(one as never));
    for (const none of [undefined, null, ""]) expect(open(none)).toEqual([2, 3, 4]);
    expect(open("acme")).toEqual([0, 1, 2, 3, 4]);
  });
});

describe("The record's key", () => {
  const keyOf = async (options: Partial<SessionOptions<any>>, chain: TokenChain<any> = rotating) => {
    const store = spyStore();
    await state({ store, ...options }, chain).sync();
    return JSON.parse(store.key);
  };

  test("Names the chain, its first server and the account: by its principal, or as one says", async () => {
    expect(await keyOf({})).toEqual(["test", "https://api.example.com", ["ada"]]);
    expect(await keyOf({ server: "https://proxy.example.org/v1/" })).toEqual(["test", "https://proxy.example.org/v1", ["ada"]]);
    expect(await keyOf({ account: "team" })).toEqual(["test", "https://api.example.com", "team"]);
    expect(await keyOf({}, { ...rotating, principal: ["tenant", "username"] })).toEqual(["test", "https://api.example.com", [null, "ada"]]);
  });
});

describe("A scheme that is filled from credentials", () => {
  const chain: TokenChain<any> = { ...rotating, schemes: { account: { credentials: ["username", "password"], header: ({ password }: any) => ["x-account", password] } } };

  test("Its token is made once, and anew when the credentials function gave other ones, a minute later at the earliest", async () => {
    let asked = 0;
    const api = stub(() => json({}));
    const { clock, session } = openAs(api, chain, { credentials: () => ({ ...credentials, password: `canary-${(asked += 1)}` }) });
    expect(session.current()).toBeUndefined();
    const first = await session.getToken();
    expect(session.current()).toBe(first);
    expect(await session.getToken()).toBe(first);
    expect(first.header()).toEqual(["x-account", "canary-1"]);
    clock.advance(59_999);
    await session.reject(first);
    expect(session.current()).toBe(first);
    clock.advance(1);
    await session.reject(first);
    expect(session.current()?.header()).toEqual(["x-account", "canary-2"]);
    await session.reject(first);
    clock.advance(60_000);
    await session.reject(first);
    expect(asked).toBe(2);
    expect(api.seen).toEqual([]);
  });

  test("A function that wants to know is told which credentials were refused, once a minute, and asked at once", async () => {
    const told: unknown[] = [];
    let asked = 0;
    const source = Object.assign(() => ({ ...credentials, password: `canary-${(asked += 1)}` }), { refused: (one: typeof credentials) => told.push(one.password) });
    const { clock, session } = openAs(
      stub(() => json({})),
      chain,
      { credentials: source },
    );
    const refuse = async () => session.reject(await session.getToken());
    await refuse();
    expect([told, asked]).toEqual([["canary-1"], 2]);
    clock.advance(59_999);
    await refuse();
    expect([told, asked]).toEqual([["canary-1"], 2]);
    clock.advance(1);
    await refuse();
    expect([told, asked]).toEqual([["canary-1", "canary-2"], 3]);
  });

  test("What the function throws is the caller's, and it is asked again by the next call", async () => {
    let asked = 0;
    const { session } = openAs(
      stub(() => json({})),
      chain,
      { credentials: () => ((asked += 1) === 1 ? Promise.reject(new Error("mine")) : credentials) },
    );
    expect(await failure(session.getToken())).toMatchObject({ message: "mine" });
    expect((await session.getToken()).header()).toEqual(["x-account", "canary-password"]);
  });
});
