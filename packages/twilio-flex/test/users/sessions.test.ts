import type { AuthMock } from "@freshkey/auth-mock";
import { memoryStore, type AuthEvent } from "@freshkey/auth-runtime";
import { openUsers } from "@freshkey/twilio-flex/users";
import { expect, test, vi } from "vitest";
import { createTwilioFlexSession } from "../../src/index.ts";
import { account, enlist, instanceSid, opened, thrown } from "./support.ts";

// Prism takes a second to load, and longer on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `user-${index}`);

interface Minted {
  readonly access_token: string;
  readonly token_info: { readonly username: string };
}

/** Whose token it is, by the mint that gave it out. */
function ownersOf(mock: AuthMock): Map<string, string> {
  const mints = mock.journal.filter(({ operationId, status }) => operationId === "createUserToken" && status === 201);
  return new Map(
    mints.map(({ response }) => {
      const { access_token, token_info } = JSON.parse(response.body) as Minted;
      return [access_token, token_info.username];
    }),
  );
}

const carried = (authorization: string): string => atob(authorization.replace("Basic ", "")).replace("token:", "");

test("fifty users, twenty calls each, all at once: every call carries its own user's token, and each user's is minted once", async () => {
  const { mock, flex } = await opened();
  const all = names(50);
  await enlist(flex, all);
  const owners = new Map<string, string>();
  const sent: (readonly [caller: string, token: string])[] = [];
  const tap: typeof fetch = async (url, init) => {
    const headers = new Headers(init?.headers);
    const caller = headers.get("x-caller");
    if (caller !== null) sent.push([caller, carried(headers.get("authorization") ?? "")]);
    const response = await fetch(url, init);
    if (!String(url).endsWith("/Tokens")) return response;
    const { access_token, token_info } = (await response.clone().json()) as Minted;
    owners.set(access_token, token_info.username);
    return response;
  };
  const users = openUsers({ credentials: account, server: mock.url, clock: mock.clock, store: memoryStore(), fetch: tap });
  const calls = Array.from({ length: 20 }, () => all).flat();
  const statuses = await Promise.all(calls.map(async (name) => (await users.forUser(name).GET("/v1/Configuration", { headers: { "x-caller": name } })).status));
  expect(statuses).toEqual(calls.map(() => 200));
  const mixed = sent.filter(([caller, token]) => owners.get(token) !== caller);
  expect([sent.length, mixed.length, owners.size, mock.calls("createUserToken"), mock.calls("listUsers")]).toEqual([1000, 0, 50, 50, 50]);
});

test("so it stays when all their tokens die at once", async () => {
  const { mock, flex } = await opened();
  const all = names(10);
  await enlist(flex, all);
  const users = openUsers({ credentials: account, server: mock.url, clock: mock.clock });
  const round = async (): Promise<string[]> => Promise.all([...all, ...all].map(async (name) => (await users.forUser(name).session.getToken()).reveal()));
  const first = await round();
  mock.advance("PT61M");
  const second = await round();
  const owners = ownersOf(mock);
  expect([...first, ...second].map((token) => owners.get(token))).toEqual([...all, ...all, ...all, ...all]);
  expect([mock.calls("createUserToken"), mock.calls("listUsers")]).toEqual([20, 10]);
});

test("a user has the same client each time, and users have different ones", async () => {
  const users = openUsers({ credentials: account });
  expect(users.forUser("ada")).toBe(users.forUser("ada"));
  expect(users.forUser("ada")).not.toBe(users.forUser("Ada"));
});

test("nothing is asked, sent or timed before a client is used", async () => {
  const touched: string[] = [];
  const spy = <T>(name: string, value: T): (() => T) => (() => (touched.push(name), value)) as () => T;
  const clock = { now: () => 0, monotonic: () => 0, after: spy("after", () => {}) };
  const users = openUsers({
    credentials: spy("credentials", account),
    clock,
    fetch: spy("fetch", undefined) as never,
    store: { load: spy("load", undefined) as never, swap: spy("swap", false) as never },
  });
  for (const name of names(100)) users.forUser(name);
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(touched).toEqual([]);
  await users
    .forUser("ada")
    .session.getToken()
    .catch(() => {});
  expect(touched).toContain("credentials");
});

test("so many users are kept as you say: beyond, the one that was not asked for for longest makes room", async () => {
  const { mock, flex } = await opened();
  await enlist(flex, ["a", "b", "c"]);
  const users = openUsers({ credentials: account, server: mock.url, clock: mock.clock, most: 2 });
  const [a, b] = [users.forUser("a"), users.forUser("b")];
  await Promise.all([a, b].map(async ({ session }) => session.getToken()));
  users.forUser("a");
  const c = users.forUser("c");
  expect([users.forUser("a") === a, users.forUser("c") === c, users.forUser("b") === b]).toEqual([true, true, false]);
  // Whoever holds a forgotten one goes on with it.
  expect((await b.GET("/v1/Configuration")).status).toBe(200);
  expect(mock.calls("createUserToken")).toBe(2);
});

test("a thousand are kept if nothing is said", () => {
  const users = openUsers({ credentials: account });
  const first = users.forUser("user-0");
  for (const name of names(1000)) users.forUser(name);
  expect(users.forUser("user-0")).toBe(first);
  for (const name of names(1001).slice(1)) users.forUser(name);
  expect(users.forUser("user-0")).not.toBe(first);
});

test("on one store a user who made room comes back without a mint, and shares tokens with a session of its own", async () => {
  const { mock, flex } = await opened();
  await enlist(flex, ["a", "b"]);
  const store = memoryStore();
  const place = { server: mock.url, clock: mock.clock, store };
  const users = openUsers({ credentials: account, most: 1, ...place });
  const tokens: string[] = [];
  for (const name of ["a", "b", "a", "b"]) tokens.push((await users.forUser(name).session.getToken()).reveal());
  expect([tokens[0] === tokens[2], tokens[1] === tokens[3], tokens[0] === tokens[1]]).toEqual([true, true, false]);
  tokens.push((await createTwilioFlexSession({ credentials: { ...account, username: "a" }, ...place }).getToken()).reveal());
  expect(tokens[4]).toBe(tokens[0]);
  expect(mock.calls("createUserToken")).toBe(2);
});

test("a user who was signed out has a new client, and nobody else notices", async () => {
  const { mock, flex } = await opened();
  await enlist(flex, ["a", "b"]);
  const users = openUsers({ credentials: account, server: mock.url, clock: mock.clock, store: memoryStore() });
  const [a, b] = [users.forUser("a"), users.forUser("b")];
  await Promise.all([a, b].map(async ({ session }) => session.getToken()));
  await a.session.signOut();
  expect([users.forUser("a") === a, users.forUser("b") === b]).toEqual([false, true]);
  expect([(await users.forUser("a").GET("/v1/Configuration")).status, (await b.GET("/v1/Configuration")).status]).toEqual([200, 200]);
  expect(mock.calls("createUserToken")).toBe(3);
});

test("you are told whose token an event is about", async () => {
  const { mock, flex } = await opened();
  await enlist(flex, ["a", "b"]);
  const told: (readonly [string, AuthEvent["type"]])[] = [];
  const users = openUsers({ credentials: account, server: mock.url, clock: mock.clock, onEvent: ({ type, tokens }, username) => void (tokens?.includes("flexToken") && told.push([username, type])) });
  for (const name of ["a", "b"]) await users.forUser(name).session.getToken();
  expect(told).toEqual([
    ["a", "issued"],
    ["b", "issued"],
  ]);
});

test("nobody is no user, and neither an SID nor an account among the credentials makes all users one", async () => {
  const { mock, flex } = await opened();
  await enlist(flex, ["a", "b"]);
  const [known] = (await flex.GET("/v4/Instances/{InstanceSid}/Users", { params: { path: { InstanceSid: instanceSid }, query: { Username: "user1" } } })).data?.users ?? [];
  const careless = { ...account, flexUserSid: known?.flex_user_sid, username: "user1" };
  expect(careless.flexUserSid).toMatch(/^FU/);
  for (const credentials of [careless, () => careless]) {
    const users = openUsers({ credentials, server: mock.url, clock: mock.clock, store: memoryStore(), account: "AC-example" });
    expect(() => users.forUser("")).toThrow(expect.objectContaining({ name: "AuthError", code: "missing_credentials" }));
    const tokens = await Promise.all(["a", "b"].map(async (name) => (await users.forUser(name).session.getToken()).reveal()));
    const owners = ownersOf(mock);
    expect(tokens.map((token) => owners.get(token))).toEqual(["a", "b"]);
  }
});

test("an answer about somebody else is not taken: no SID of theirs, no token of theirs", async () => {
  const { mock, flex } = await opened();
  await enlist(flex, ["ada", "eve"]);
  const users = openUsers({ credentials: account, server: mock.url, clock: mock.clock });
  const ada = users.forUser("ada").session;
  // A server that does not look at the name gives everybody.
  mock.respondOnce("listUsers", { status: 200, body: { users: [{ flex_user_sid: "FU-eve", username: "eve" }] } });
  expect(await thrown(ada.getToken())).toMatchObject({ name: "TokenEndpointError", code: "malformed_answer" });
  expect(mock.calls("createUserToken")).toBe(0);
  mock.advance("PT1M");
  mock.respondOnce("createUserToken", { status: 201, body: { access_token: "token-of-eve", token_info: { expiration: new Date(mock.clock.now() + 3_600_000).toISOString(), username: "eve" } } });
  expect(await thrown(ada.getToken())).toMatchObject({ name: "TokenEndpointError", code: "malformed_answer" });
  mock.advance("PT1M");
  const token = (await ada.getToken()).reveal();
  expect(ownersOf(mock).get(token)).toBe("ada");
});

test.each([
  ["no list", { "0": { username: "ada", flex_user_sid: "FU-ada" } }],
  ["text", "ada"],
  ["a list with nothing in it", [null, 7]],
])("an answer with %s for users is a typed error", async (_, users) => {
  const { mock, flex } = await opened();
  await enlist(flex, ["ada"]);
  const ada = openUsers({ credentials: account, server: mock.url, clock: mock.clock }).forUser("ada").session;
  mock.respondOnce("listUsers", { status: 200, body: { users } });
  expect(await thrown(ada.getToken())).toMatchObject({ name: "TokenEndpointError", code: "malformed_answer" });
});

test("two instances of one account on one store do not mix, whatever the account is called", async () => {
  const other = { ...account, instanceSid: "GO00000000000000000000000000000001" };
  const { mock } = await opened([account, other]);
  const store = memoryStore();
  const asked: string[] = [];
  const sid = { users: [{ flex_user_sid: "FU-ada", username: "ada" }] };
  const answer: typeof fetch = async (url) => {
    const path = new URL(String(url)).pathname;
    asked.push(path.split("/")[3] as string);
    return Response.json(path.endsWith("/Tokens") ? { access_token: `fake-token-${asked.at(-1)}` } : sid);
  };
  const place = { server: mock.url, clock: mock.clock, store, account: "AC-example", fetch: answer };
  const tokens = [];
  for (const credentials of [account, other])
    tokens.push(
      (
        await openUsers({ ...place, credentials })
          .forUser("ada")
          .session.getToken()
      ).reveal(),
    );
  expect(tokens).toEqual([account, other].map((one) => `fake-token-${one.instanceSid}`));
});

test("a user whom Twilio does not know gets a typed error, and the others their tokens", async () => {
  const { mock, flex } = await opened();
  await enlist(flex, ["ada"]);
  const users = openUsers({ credentials: account, server: mock.url, clock: mock.clock });
  expect(await thrown(users.forUser("nobody").session.getToken())).toMatchObject({ name: "TokenEndpointError", code: "malformed_answer" });
  expect((await users.forUser("ada").GET("/v1/Configuration")).status).toBe(200);
});

test("ttl is for all of them", async () => {
  const { mock, flex } = await opened();
  await enlist(flex, ["ada"]);
  const users = openUsers({ credentials: { ...account, ttl: 600 }, server: mock.url, clock: mock.clock });
  await users.forUser("ada").session.getToken();
  expect(mock.journal.find(({ operationId }) => operationId === "createUserToken")?.request.body).toBe('{"ttl":600}');
  expect(mock.journal.at(-1)?.path).toContain(instanceSid);
});
