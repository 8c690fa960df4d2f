import { describe, expect, test } from "vitest";
import { createSession, memoryStore, type TokenChain } from "../../src/index.ts";
import { credentials, rotating } from "../support/chain.ts";
import { open } from "../support/open.ts";
import { spyStore } from "../support/store.ts";
import { failure } from "../support/time.ts";

const given: TokenChain<any> = {
  name: "given",
  servers: [{ production: "https://api.example.com" }],
  credentials: ["token"],
  principal: [],
  tokens: { token: { given: (one) => one.token, renew: "onRefusal" } },
  schemes: { bearer: { token: "token", header: (value) => ["authorization", `Bearer ${value}`] } },
  grants: [],
};

describe("Accounts on one store", () => {
  test("Different people on one store never get each other's tokens", async () => {
    const store = memoryStore();
    const { api, session, again } = open({ store });
    const other = again({ credentials: { ...credentials, username: "grace" } });
    const [mine, theirs] = await Promise.all([session.getToken(), other.session.getToken()]);
    expect(mine.reveal()).not.toBe(theirs.reveal());
    expect(api.count("/password")).toBe(2);
    expect((await again({ credentials: { ...credentials, username: "grace" } }).session.getToken()).reveal()).toBe(theirs.reveal());
    expect(api.count("/password")).toBe(2);
  });

  test("Names that could be glued together are still different people", async () => {
    const store = memoryStore();
    const { api, again } = open({ store });
    const chain = { ...rotating, principal: ["username", "tenant"] } as TokenChain<any>;
    const tokens = await Promise.all(
      [{ username: "a", tenant: "b,c" }, { username: "a,b", tenant: "c" }, { username: 'a","b', tenant: "c" }, { username: "a" }, { username: "a", tenant: "null" }].map((who) =>
        createSession(chain, { credentials: { ...who, password: credentials.password }, store, fetch: api.fetch }).getToken(),
      ),
    );
    expect(new Set(tokens.map((one) => one.reveal())).size).toBe(5);
    expect(again).toBeDefined();
  });

  test("Different servers and different chains on one store never mix", async () => {
    const store = memoryStore();
    const { api, clock, session } = open({ store });
    const elsewhere = createSession(rotating, { credentials, store, clock, fetch: api.fetch, server: "https://other.example.com" });
    const renamed = createSession({ ...rotating, name: "other" }, { credentials, store, clock, fetch: api.fetch });
    const tokens = [];
    for (const one of [session, elsewhere, renamed]) tokens.push((await one.getToken()).reveal());
    expect(new Set(tokens).size).toBe(3);
    expect(api.seen.map((one) => new URL(one.url).host)).toEqual(["api.example.com", "other.example.com", "api.example.com"]);
  });

  test("`account` keeps apart what the credentials cannot, and joins what belongs together", async () => {
    const store = memoryStore();
    const { api, again } = open({ store });
    const [a, b, c] = ["one", "two", "one"].map((account) => again({ account }));
    const tokens = [];
    for (const one of [a, b, c]) tokens.push((await one?.session.getToken())?.reveal());
    expect(tokens[0]).toBe(tokens[2]);
    expect(tokens[0]).not.toBe(tokens[1]);
    expect(api.count("/password")).toBe(2);
  });

  test("Credentials that name nobody are refused on a shared store unless `account` is given", async () => {
    const options = { credentials: { token: "canary-given" } };
    expect(() => createSession(given, { ...options, store: memoryStore() })).toThrow(expect.objectContaining({ name: "AuthError", code: "account_needed" }));
    expect((await createSession(given, { ...options, store: memoryStore(), account: "ada" }).getToken()).reveal()).toBe("canary-given");
    expect((await createSession(given, options).getToken()).reveal()).toBe("canary-given");
  });

  test("A token that the user brought is never written to the store", async () => {
    const store = spyStore();
    const session = createSession(given, { credentials: { token: "canary-given" }, store, account: "ada" });
    const token = await session.getToken();
    await session.reject(token);
    await failure(session.getToken());
    await session.signOut();
    expect(JSON.stringify(store.written)).not.toContain("canary-given");
  });
});
