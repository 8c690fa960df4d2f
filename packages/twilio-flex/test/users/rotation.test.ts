import { memoryStore, withSecondary, type AuthEvent } from "@freshkey/auth-runtime";
import { openUsers, provisionUser } from "@freshkey/twilio-flex/users";
import { expect, test, vi } from "vitest";
import { createTwilioFlexClient } from "../../src/index.ts";
import { account, enlist, instanceSid, member, opened, secondary, thrown } from "./support.ts";

// Prism takes a second to load, and longer on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const refused = (mock: Awaited<ReturnType<typeof opened>>["mock"]): number => mock.journal.filter(({ status }) => status === 401).length;

test("when the primary AuthToken dies while users work, one mint is refused, the secondary takes over, and no call fails", async () => {
  const { mock, flex, known } = await opened([account, secondary]);
  const all = Array.from({ length: 20 }, (_, index) => `user-${index}`);
  await enlist(flex, all);
  const users = openUsers({ credentials: withSecondary(account, secondary), server: mock.url, clock: mock.clock });
  const call = async (name: string): Promise<number> => (await users.forUser(name).GET("/v1/Configuration")).status;
  expect(await Promise.all(all.map(call))).toEqual(all.map(() => 200));
  known.splice(0, 2, secondary);
  mock.advance("PT61M");
  const before = refused(mock);
  for (const name of all) expect(await call(name)).toBe(200);
  expect(refused(mock) - before).toBe(1);
  // Months later the other way round.
  known.splice(0, 1, account);
  mock.advance("PT61M");
  for (const name of all) expect(await call(name)).toBe(200);
  expect([refused(mock) - before, mock.calls("createUserToken")]).toEqual([2, 62]);
});

test("users who mint at that very moment are refused once each, and no call fails", async () => {
  const { mock, flex, known } = await opened([account, secondary]);
  const all = Array.from({ length: 20 }, (_, index) => `user-${index}`);
  await enlist(flex, all);
  const users = openUsers({ credentials: withSecondary(account, secondary), server: mock.url, clock: mock.clock });
  await Promise.all(all.map(async (name) => users.forUser(name).session.getToken()));
  known.splice(0, 2, secondary);
  mock.advance("PT61M");
  const calls = Array.from({ length: 10 }, () => all).flat();
  const statuses = await Promise.all(calls.map(async (name) => (await users.forUser(name).GET("/v1/Configuration")).status));
  expect(statuses).toEqual(calls.map(() => 200));
  expect(refused(mock)).toBeGreaterThan(0);
  expect(refused(mock)).toBeLessThanOrEqual(20);
  expect(mock.calls("createUserToken") - refused(mock)).toBe(40);
});

test("calls that manage users are sent again with the secondary, all of those that were refused at once", async () => {
  const { mock, known } = await opened([account, secondary]);
  const flex = createTwilioFlexClient({ credentials: withSecondary(account, secondary), server: mock.url, clock: mock.clock });
  await provisionUser(flex, { instanceSid, ...member("ada") });
  known.splice(0, 2, secondary);
  const all = await Promise.all(Array.from({ length: 10 }, async (_, index) => provisionUser(flex, { instanceSid, ...member(`user-${index}`) })));
  expect(all.map(({ created }) => created)).toEqual(all.map(() => true));
  expect(refused(mock)).toBe(10);
  await provisionUser(flex, { instanceSid, ...member("eve") });
  expect(refused(mock)).toBe(10);
});

test("when both are wrong each is sent once, then neither for a minute; no login storm", async () => {
  const { mock, flex, known } = await opened([account, secondary]);
  await enlist(flex, ["ada"]);
  const events: AuthEvent[] = [];
  const users = openUsers({ credentials: withSecondary(account, secondary), server: mock.url, clock: mock.clock, onEvent: (event) => events.push(event) });
  known.splice(0, 2);
  const call = async (): Promise<unknown> => thrown(users.forUser("ada").session.getToken());
  expect(await call()).toMatchObject({ name: "ReauthenticationRequiredError", code: "credentials_refused" });
  for (let second = 0; second < 50; second += 1) {
    await call();
    mock.advance("PT1S");
  }
  expect(refused(mock)).toBe(2);
  mock.advance("PT15S");
  await call();
  await call();
  expect(refused(mock)).toBe(4);
  expect(events.some(({ type }) => type === "gated")).toBe(true);
  // And as soon as one of them is good again, it is found.
  known.push(account);
  mock.advance("PT3M");
  expect((await users.forUser("ada").GET("/v1/Configuration")).status).toBe(200);
});

test("a gate that another session closed for the primary does not close the secondary", async () => {
  const { mock, flex, known } = await opened([account, secondary]);
  await enlist(flex, ["ada"]);
  known.splice(0, 2, secondary);
  const store = memoryStore();
  const place = { server: mock.url, clock: mock.clock, store };
  const stuck = openUsers({ credentials: account, ...place }).forUser("ada").session;
  expect(await thrown(stuck.getToken())).toMatchObject({ code: "credentials_refused" });
  const lucky = openUsers({ credentials: withSecondary(account, secondary), ...place }).forUser("ada");
  expect((await lucky.GET("/v1/Configuration")).status).toBe(200);
  expect(refused(mock)).toBe(1);
});

test("API keys have an SID of their own: name the account, and they can be exchanged too", async () => {
  const key = (sid: string): typeof account => ({ ...account, accountSid: sid, authToken: `fake-secret-of-${sid}` });
  const [first, second] = [key("SK00000000000000000000000000000001"), key("SK00000000000000000000000000000002")];
  const { mock, known } = await opened([account, first, second]);
  await enlist(createTwilioFlexClient({ credentials: first, server: mock.url }), ["ada", "eve"]);
  const users = openUsers({ credentials: withSecondary(first, second), server: mock.url, clock: mock.clock, account: account.accountSid });
  await users.forUser("ada").session.getToken();
  known.splice(0, 3, second);
  mock.advance("PT61M");
  const tokens = await Promise.all(["ada", "eve"].map(async (name) => (await users.forUser(name).session.getToken()).reveal()));
  expect(new Set(tokens).size).toBe(2);
});

test("the secondary takes over also where a user is among the credentials", async () => {
  const { mock } = await opened([secondary]);
  await enlist(createTwilioFlexClient({ credentials: secondary, server: mock.url }), ["ada"]);
  const careless = { username: "user1", flexUserSid: "FU-nobody" };
  const told: unknown[] = [];
  const both = withSecondary({ ...account, ...careless }, { ...secondary, ...careless });
  const source = Object.assign(async () => both(), { refused: (credentials: typeof account & typeof careless) => (told.push(credentials), both.refused?.(credentials)) });
  const users = openUsers({ credentials: source, server: mock.url, clock: mock.clock });
  expect((await users.forUser("ada").GET("/v1/Configuration")).status).toBe(200);
  expect(told).toEqual([{ ...account, ...careless }]);
});

test("the secondary may come from a vault, which is asked for it only when the primary was refused", async () => {
  const { mock, flex, known } = await opened([account, secondary]);
  await enlist(flex, ["ada"]);
  const asked: string[] = [];
  const vault = (name: string, value: typeof account) => async (): Promise<typeof account> => (asked.push(name), value);
  const users = openUsers({ credentials: withSecondary(vault("primary", account), vault("secondary", secondary)), server: mock.url, clock: mock.clock });
  await users.forUser("ada").session.getToken();
  expect(asked).toEqual(["primary"]);
  known.splice(0, 2, secondary);
  mock.advance("PT61M");
  await users.forUser("ada").session.getToken();
  expect(asked).toEqual(["primary", "primary", "secondary"]);
});
