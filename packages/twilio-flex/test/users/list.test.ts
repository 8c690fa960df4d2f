import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { AuthMock } from "@freshkey/auth-mock";
import { staticSession } from "@freshkey/auth-runtime";
import { listUsers, type UserQuery } from "@freshkey/twilio-flex/users";
import { expect, onTestFinished, test, vi } from "vitest";
import { createTwilioFlexClient, type TwilioFlexClient } from "../../src/index.ts";
import { account, enlist, instanceSid, opened, secondary, thrown } from "./support.ts";

// Prism takes a second to load, and longer on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const place = `/v1/Instances/${instanceSid}/Users`;
const users = (names: readonly string[]): unknown => names.map((username) => ({ flex_user_sid: `FU-${username}`, username }));
const page = (mock: AuthMock, names: readonly string[], meta: object): void => mock.respondOnce("listUserPages", { status: 200, body: { users: users(names), meta } });
const queries = (mock: AuthMock, operation: string): string[] => mock.journal.filter(({ operationId }) => operationId === operation).map(({ query }) => query);

async function namesOf(flex: TwilioFlexClient, query: Partial<UserQuery> = {}): Promise<string[]> {
  const names: string[] = [];
  for await (const { username } of listUsers(flex, { instanceSid, ...query })) names.push(username);
  return names;
}

test("all users come page after page, by the addresses that the pages give", async () => {
  const { mock, flex } = await opened();
  page(mock, ["a", "b"], { url: `${mock.url}${place}?PageSize=2&Page=0`, next_page_url: `${mock.url}${place}?PageSize=2&Page=1&PageToken=PA%2B1` });
  page(mock, ["c", "d"], { url: `${mock.url}${place}?PageSize=2&Page=1&PageToken=PA%2B1`, next_page_url: `${place}?PageSize=2&Page=2&PageToken=PA2` });
  page(mock, ["e"], { url: `${mock.url}${place}?PageSize=2&Page=2&PageToken=PA2`, next_page_url: null });
  expect(await namesOf(flex, { pageSize: 2 })).toEqual(["a", "b", "c", "d", "e"]);
  expect(queries(mock, "listUserPages")).toEqual(["PageSize=2", "PageSize=2&Page=1&PageToken=PA%2B1", "PageSize=2&Page=2&PageToken=PA2"]);
});

test("a list by name has pages too, by their tokens, and the name goes with each", async () => {
  const { mock, flex } = await opened();
  const one = (name: string, next_token: string | null): void => mock.respondOnce("listUsers", { status: 200, body: { users: users([name]), meta: { direct_token: true, next_token } } });
  one("ada", "a+b");
  one("ada", "c&Username=eve");
  one("ada", null);
  expect(await namesOf(flex, { username: "ada", pageSize: 2 })).toEqual(["ada", "ada", "ada"]);
  expect(queries(mock, "listUsers").map((query) => Object.fromEntries(new URLSearchParams(query)))).toEqual([
    { Username: "ada" },
    { PageToken: "a+b", Username: "ada" },
    { PageToken: "c&Username=eve", Username: "ada" },
  ]);
  expect(mock.calls("listUserPages")).toBe(0);
});

test("the mock's own lists are read: one user by name, nobody by another, everybody without", async () => {
  const { mock, flex } = await opened();
  await enlist(flex, ["ada"]);
  expect([await namesOf(flex, { username: "ada" }), await namesOf(flex, { username: "eve" })]).toEqual([["ada"], []]);
  expect(await namesOf(flex)).toEqual(["user1"]);
  expect(mock.journal.flatMap(({ violations }) => violations)).toEqual([]);
});

test("the next page is asked for when it is needed, and not at all after a break", async () => {
  const { mock, flex } = await opened();
  page(mock, ["a", "b"], { next_page_url: `${place}?Page=1` });
  for await (const { username } of listUsers(flex, { instanceSid })) if (username === "b") break;
  expect(mock.calls("listUserPages")).toBe(1);
});

test("an abort ends the list with your reason before the next user, and nothing more is sent", async () => {
  const { mock, flex } = await opened();
  page(mock, ["a", "b"], { next_page_url: `${place}?Page=1` });
  const controller = new AbortController();
  const reason = new Error("enough");
  const names: string[] = [];
  const work = async (): Promise<void> => {
    for await (const { username } of listUsers(flex, { instanceSid, signal: controller.signal })) {
      names.push(username);
      controller.abort(reason);
    }
  };
  expect(await thrown(work())).toBe(reason);
  expect([names, mock.calls("listUserPages")]).toEqual([["a"], 1]);
});

test.each([
  ["another host", "https://elsewhere.example.com"],
  ["the same host with another port", "http://127.0.0.1:9"],
  ["a host that only begins like Twilio's", "https://flex-api.twilio.com.example.com"],
  ["a host that only ends like Twilio's", "https://evil-twilio.com"],
  ["Twilio's host without encryption", "http://flex-api.twilio.com"],
  ["another host of Twilio", "https://api.twilio.com"],
  ["a user name in front of another host", "https://flex-api.twilio.com@elsewhere.example.com"],
])("a next page on %s is refused before anything is sent", async (_, origin) => {
  const { mock, flex } = await opened();
  const sent: string[] = [];
  const watched = createTwilioFlexClient({ session: flex.session, fetch: (url, init) => (sent.push(String(url)), fetch(url, init)) });
  page(mock, ["a"], { next_page_url: `${origin}${place}?Page=1` });
  const error = await thrown(namesOf(watched));
  expect(error).toMatchObject({ name: "FlexUserError", reason: "foreign_page" });
  expect("status" in error).toBe(false);
  expect(error.message).not.toContain("example.com");
  expect([sent.length, mock.calls("listUserPages")]).toEqual([1, 1]);
});

test("a next page at another path of the same server is refused before anything is sent", async () => {
  const { mock, flex } = await opened();
  for (const path of ["/v4/Instances/GO1/Users/FU1/Tokens", "/v1/Instances/GO00000000000000000000000000000001/Users", "javascript:alert(1)", "http://"]) {
    const before = mock.journal.length;
    page(mock, ["a"], { next_page_url: path });
    expect(await thrown(namesOf(flex))).toMatchObject({ reason: "foreign_page" });
    expect(mock.journal.length - before).toBe(1);
  }
});

test("behind a proxy Twilio names its own host: the page is asked for through the proxy, and nothing goes to Twilio past it", async () => {
  const { mock } = await opened([account]);
  const sent: URL[] = [];
  const through: typeof fetch = (url, init) => {
    const { href } = new URL(String(url));
    sent.push(new URL(href));
    return fetch(href.replace(`${mock.url}/base`, mock.url), init);
  };
  const flex = createTwilioFlexClient({ credentials: account, server: `${mock.url}/base`, fetch: through });
  for (const [name, next] of [
    ["a", "https://flex-api.twilio.com"],
    ["b", "https://flex-api.sydney.au1.twilio.com"],
  ] as const)
    page(mock, [name], { next_page_url: `${next}${place}?Page=${name}` });
  page(mock, ["c"], {});
  expect(await namesOf(flex)).toEqual(["a", "b", "c"]);
  expect(sent.map(({ origin, pathname, search }) => [origin, pathname, search])).toEqual(["", "?Page=a", "?Page=b"].map((search) => [mock.url, `/base${place}`, search]));
});

test("a server on this machine that hands out foreign pages gets neither credentials nor a second call", async () => {
  const asked: (string | undefined)[] = [];
  const stranger = createServer((request, response) => {
    asked.push(request.headers.authorization);
    response.end("{}");
  });
  await new Promise<void>((resolve) => stranger.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void stranger.close());
  const { mock, flex } = await opened();
  page(mock, ["a"], { next_page_url: `http://127.0.0.1:${(stranger.address() as AddressInfo).port}${place}?Page=1` });
  expect(await thrown(namesOf(flex))).toMatchObject({ reason: "foreign_page" });
  expect(asked).toEqual([]);
});

test("a page that names itself ends the list with an error, not a loop", async () => {
  const { mock, flex } = await opened();
  const url = `${mock.url}${place}?PageSize=50&Page=0`;
  page(mock, ["a"], { url, next_page_url: url });
  expect(await thrown(namesOf(flex))).toMatchObject({ name: "FlexUserError", reason: "repeated_page" });
  expect(mock.calls("listUserPages")).toBe(1);
});

test("so do two pages that name each other, pages that do not say who they are, and tokens that come again", async () => {
  const { mock, flex } = await opened();
  const [first, second] = [`${mock.url}${place}?Page=0`, `${mock.url}${place}?Page=1`];
  page(mock, ["a"], { url: first, next_page_url: second });
  page(mock, ["b"], { url: second, next_page_url: first });
  expect(await thrown(namesOf(flex))).toMatchObject({ reason: "repeated_page" });
  expect(mock.calls("listUserPages")).toBe(2);
  for (let times = 0; times < 3; times += 1) page(mock, ["a"], { next_page_url: second });
  expect(await thrown(namesOf(flex))).toMatchObject({ reason: "repeated_page" });
  expect(mock.calls("listUserPages")).toBe(4);
  for (let times = 0; times < 3; times += 1) mock.respondOnce("listUsers", { status: 200, body: { users: [], meta: { next_token: "same" } } });
  expect(await thrown(namesOf(flex, { username: "ada" }))).toMatchObject({ reason: "repeated_page" });
  expect(mock.calls("listUsers")).toBe(2);
});

test("a page that is refused is a typed error after the users before it", async () => {
  const { mock, flex } = await opened();
  page(mock, ["a"], { next_page_url: `${place}?Page=1` });
  mock.respondOnce("listUserPages", { status: 404, body: { code: 20404, message: "gone", status: 404 } });
  const names: string[] = [];
  const work = async (): Promise<void> => {
    for await (const { username } of listUsers(flex, { instanceSid })) names.push(username);
  };
  expect(await thrown(work())).toMatchObject({ reason: "not_found", status: 404, code: 20404 });
  expect(names).toEqual(["a"]);
});

test.each([
  ["none", null],
  ["no list", { "0": { username: "a" } }],
  ["a number", 7],
])("a page with %s for users is a typed error", async (_, all) => {
  const { mock, flex } = await opened();
  mock.respondOnce("listUserPages", { status: 200, body: { users: all, meta: {} } });
  expect(await thrown(namesOf(flex))).toMatchObject({ name: "FlexUserError", reason: "unavailable" });
});

test("a session around credentials that you have lists users, too", async () => {
  const { mock } = await opened();
  const session = staticSession(account.authToken, { scheme: "account", header: (secret) => ["authorization", `Basic ${btoa(`${account.accountSid}:${secret}`)}`], origins: [mock.url] });
  page(mock, ["a"], { next_page_url: `${place}?Page=1` });
  expect(await namesOf(createTwilioFlexClient({ session, server: mock.url }))).toEqual(["a", "user1"]);
});

test("an AuthToken that is exchanged between two pages costs no page", async () => {
  const { mock, known } = await opened([account, secondary]);
  let current = account;
  const flex = createTwilioFlexClient({ credentials: () => current, server: mock.url, clock: mock.clock });
  page(mock, ["a"], { next_page_url: `${place}?Page=1` });
  const names: string[] = [];
  for await (const { username } of listUsers(flex, { instanceSid })) {
    names.push(username);
    known.splice(0, known.length, (current = secondary));
    mock.advance("PT61S");
  }
  expect(names).toEqual(["a", "user1"]);
  expect(mock.journal.map(({ status }) => status)).toEqual([200, 401, 200]);
});
