import { describe, expect, test } from "vitest";
import type { Grant, TokenChain } from "../../src/index.ts";
import { nextStep } from "../../src/session/walk.ts";
import { openAs } from "../support/open.ts";
import { json, stub, type Seen } from "../support/stub.ts";
import { failure } from "../support/time.ts";

const grant = (path: string, needs: readonly string[], outputs: readonly string[]): Grant => ({ method: "POST", path, needs, outputs: Object.fromEntries(outputs.map((name) => [name, () => name])) });

const refresh = grant("/refresh", ["refreshToken"], ["accessToken", "refreshToken"]);
const password = grant("/password", [], ["accessToken", "refreshToken"]);
const temporary = grant("/temporary", ["sst"], ["tt"]);
const login = grant("/login", [], ["sst", "profile"]);
const generous = grant("/login", [], ["sst", "tt"]);
const mint = grant("/mint", ["userId"], ["token"]);
const find = grant("/find", [], ["userId"]);
const both = grant("/both", ["left", "right"], ["token"]);
const left = grant("/left", [], ["left"]);
const right = grant("/right", ["left"], ["right"]);
const selfish = grant("/selfish", ["token"], ["token"]);
const ping = grant("/ping", ["pong"], ["ping"]);
const pong = grant("/pong", ["ping"], ["pong"]);

describe("The walk", () => {
  test.each<[string, string, readonly Grant[], readonly string[], string | undefined, readonly string[]]>([
    ["the nearest grant whose inputs are held", "accessToken", [refresh, password], ["refreshToken"], "/refresh", ["accessToken"]],
    ["the next one, when the nearest lacks its input; it may yield that input as well", "accessToken", [refresh, password], [], "/password", ["accessToken", "refreshToken"]],
    ["one link", "tt", [temporary, login], ["sst"], "/temporary", ["tt"]],
    ["the grant of the first missing input, when no grant yields the token at once", "tt", [temporary, login], [], "/login", ["sst"]],
    ["a login that gives both is enough", "tt", [temporary, generous], [], "/login", ["tt", "sst"]],
    ["a value is learned as a token is", "token", [mint, find], [], "/find", ["userId"]],
    ["of two missing inputs the first comes first", "token", [both, left, right], [], "/left", ["left"]],
    ["then the second", "token", [both, left, right], ["left"], "/right", ["right"]],
    ["then the token", "token", [both, left, right], ["left", "right"], "/both", ["token"]],
    ["an input of an input", "token", [both, right, left], ["right"], "/left", ["left"]],
    ["of two grants that lack an input the one whose input can be had", "token", [both, mint, find], [], "/find", ["userId"]],
    ["never through itself", "token", [selfish], [], undefined, []],
    ["but around itself", "token", [selfish, grant("/other", [], ["token"])], [], "/other", ["token", "token"]],
    ["never in a circle", "ping", [ping, pong], [], undefined, []],
    ["nothing, where nothing yields it", "token", [login], [], undefined, []],
    ["nothing, where there are no grants", "token", [], [], undefined, []],
  ])("takes %s", (_, wanted, grants, held, path, purpose) => {
    const step = nextStep(wanted, grants, (name) => held.includes(name));
    expect(step?.grant.path).toBe(path);
    if (step) expect([...step.purpose].sort()).toEqual([...purpose].sort());
  });
});

interface Mint {
  readonly sid: string;
  readonly secret: string;
  readonly username?: string;
  readonly userId?: string;
}

/** A user id, given or looked up by name, and a token for it, as Twilio Flex does it. */
const minting: TokenChain<Mint> = {
  name: "minting",
  servers: [{ production: "https://api.example.com" }],
  credentials: ["sid", "secret"],
  principal: ["sid", "username", "userId"],
  tokens: { token: { lifetime: 3600 } },
  values: { userId: { given: (one) => one.userId } },
  schemes: {
    bearer: { token: "token", header: (value) => ["authorization", `Bearer ${value}`] },
    account: { credentials: ["sid", "secret"], header: (one) => ["x-account", `${one.sid}:${one.secret}`] },
  },
  grants: [
    {
      method: "POST",
      path: "/users/{id}/tokens",
      needs: ["userId"],
      credentials: ["sid", "secret"],
      security: ["account"],
      refusedBy: { 401: "credentials", 404: "userId" },
      parameters: ({ values }) => ({ path: { id: values["userId"] } }),
      outputs: { token: ({ body }) => body.token },
    },
    {
      method: "GET",
      path: "/users",
      credentials: ["sid", "secret"],
      security: ["account"],
      requires: ["username"],
      refusedBy: { 401: "credentials" },
      parameters: ({ credentials }) => ({ query: { username: credentials.username } }),
      outputs: { userId: ({ body }) => body.users?.[0]?.id },
    },
  ],
};

function directory() {
  const users = new Map([["ada", "u1"]]);
  const alive = new Set<string>();
  let serial = 0;
  const api = stub((one: Seen) => {
    const query = new URL(one.url).searchParams;
    if (one.path === "/users") return json({ users: [...users].filter(([name]) => !query.has("username") || name === query.get("username")).map(([, id]) => ({ id })) });
    const id = /^\/users\/(.+)\/tokens$/.exec(one.path)?.[1];
    if (id === undefined) return new Response("", { status: alive.has((one.headers.get("authorization") ?? "").slice(7)) ? 200 : 401 });
    if (![...users.values()].includes(id)) return new Response("", { status: 404 });
    serial += 1;
    alive.add(`canary-token-${serial}`);
    return json({ token: `canary-token-${serial}` });
  });
  return Object.assign(api, { users, alive });
}
const account = { sid: "canary-sid", secret: "canary-secret" };

describe("Values that grants learn", () => {
  test("An id that is not given is looked up once, and kept for the next tokens", async () => {
    const { api, get } = openAs(directory(), minting, { credentials: { ...account, username: "ada" } });
    expect((await get()).ok).toBe(true);
    api.alive.clear();
    expect((await get()).ok).toBe(true);
    expect(api.paths().filter((path) => path !== "/trips")).toEqual(["/users", "/users/u1/tokens", "/users/u1/tokens"]);
  });

  test("An id that is given is not looked up", async () => {
    const { api, get } = openAs(directory(), minting, { credentials: { ...account, userId: "u1" } });
    expect((await get()).ok).toBe(true);
    expect(api.paths()).toEqual(["/users/u1/tokens", "/trips"]);
  });

  test("A given id that the API does not know falls back to the look-up, and is not tried again", async () => {
    const { api, get } = openAs(directory(), minting, { credentials: { ...account, username: "ada", userId: "gone" } });
    expect((await get()).ok).toBe(true);
    expect(api.paths()).toEqual(["/users/gone/tokens", "/users", "/users/u1/tokens", "/trips"]);
    api.alive.clear();
    await get();
    expect(api.count("/users/gone/tokens")).toBe(1);
  });

  test("A learned id that the API no longer knows is looked up anew, once", async () => {
    const { api, get } = openAs(directory(), minting, { credentials: { ...account, username: "ada" } });
    await get();
    api.users.set("ada", "u2");
    api.alive.clear();
    const from = api.seen.length;
    expect((await get()).ok).toBe(true);
    expect(api.paths(from)).toEqual(["/trips", "/users/u1/tokens", "/users", "/users/u2/tokens", "/trips"]);
  });

  test("A look-up that gives what is refused at once ends in a typed error, not in a loop", async () => {
    const { api, get } = openAs(directory(), minting, { credentials: { ...account, username: "ada" } });
    api.on("/users/", () => new Response("", { status: 404 }));
    expect(await failure(get())).toMatchObject({ name: "TokenEndpointError", code: "token_refused" });
    expect(api.paths()).toEqual(["/users", "/users/u1/tokens"]);
    for (let index = 0; index < 100; index += 1) await failure(get());
    expect(api.seen).toHaveLength(2);
  });

  test("A name that the API does not know is a typed error, and not asked for again and again", async () => {
    const { api, get } = openAs(directory(), minting, { credentials: { ...account, username: "nobody" } });
    for (let index = 0; index < 100; index += 1) expect(await failure(get())).toMatchObject({ name: "TokenEndpointError", code: "malformed_answer", endpoint: "GET /users" });
    expect(api.paths()).toEqual(["/users"]);
  });

  test.each([
    ["", account],
    [" (an empty name is none)", { ...account, username: "" }],
  ])("Without what a look-up requires nothing is sent, and the error says what to give%s", async (_, credentials) => {
    const { api, get } = openAs(directory(), minting, { credentials });
    const error = await failure(get());
    expect(error).toMatchObject({ name: "AuthError", code: "missing_credentials" });
    expect(error.message).toContain("username");
    expect(api.seen).toEqual([]);
  });

  test("A given id that is refused, where nothing can look one up, ends in a typed error and is sent once", async () => {
    const { api, get } = openAs(directory(), minting, { credentials: { ...account, userId: "gone" } });
    for (let index = 0; index < 50; index += 1) expect((await failure(get())).code).toMatch(/^(token_refused|missing_credentials)$/);
    expect(api.paths()).toEqual(["/users/gone/tokens"]);
  });
});

/** A token that the user brings, and nothing that renews it. */
const bringing: TokenChain<{ readonly token: string }> = {
  name: "bringing",
  servers: [{ production: "https://api.example.com" }],
  credentials: ["token"],
  principal: [],
  tokens: { token: { given: (one) => one.token, renew: "onRefusal" } },
  schemes: { bearer: { token: "token", header: (value) => ["authorization", `Bearer ${value}`] } },
  grants: [],
};
const door = (good: string) => stub((one) => new Response("", { status: one.headers.get("authorization") === `Bearer ${good}` ? 200 : 401 }));

describe("Tokens that the user brings", () => {
  test("One that works is used as it is", async () => {
    const { api, get } = openAs(door("canary-given"), bringing, { credentials: { token: "canary-given" } });
    expect((await get()).ok).toBe(true);
    expect(api.paths()).toEqual(["/trips"]);
  });

  test("One that is refused, and that nothing can renew, ends in ReauthenticationRequiredError and is not sent again", async () => {
    const { api, get } = openAs(door("canary-other"), bringing, { credentials: { token: "canary-given" } });
    for (let index = 0; index < 100; index += 1) expect(await failure(get())).toMatchObject({ name: "ReauthenticationRequiredError", code: "token_refused" });
    expect(api.paths()).toEqual(["/trips"]);
  });

  test("A function that brings a new one is asked when the old one is refused, once a minute at most", async () => {
    let asked = 0;
    const { api, clock, get } = openAs(door("canary-given-2"), bringing, { credentials: () => ({ token: `canary-given-${(asked += 1)}` }) });
    await failure(get());
    expect(asked).toBe(1);
    clock.advance(61_000);
    expect((await get()).ok).toBe(true);
    expect(asked).toBe(2);
    expect(api.seen).toHaveLength(2);
  });

  test("A function that keeps bringing the refused one is not believed: it is not sent again", async () => {
    const { api, clock, get } = openAs(door("canary-other"), bringing, { credentials: () => ({ token: "canary-given" }) });
    for (let index = 0; index < 10; index += 1) {
      expect((await failure(get())).code).toBe("token_refused");
      clock.advance(61_000);
    }
    expect(api.paths()).toEqual(["/trips"]);
  });
});
