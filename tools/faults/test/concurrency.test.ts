import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { bundle } from "@freshkey-tools/parts/page";
import { findRedis, startRedis } from "@freshkey-tools/parts/redis";
import { startAuthMock, type AuthMock } from "@freshkey/auth-mock";
import { memoryStore, type TokenStore } from "@freshkey/auth-runtime";
import { redisStore } from "@freshkey/auth-runtime/stores/redis";
import type * as Simacan from "@freshkey/simacan";
import { expect, onTestFinished, test } from "vitest";
import { connect } from "./connect.ts";
import { closing, failure, openSimacan, password, spentTokens, until } from "./opened.ts";
import { freshFolder, startProcess, type Process } from "./processes.ts";

const hour = 3_600_000;
/** Beyond the 15 s that an intent may hold. */
const deadline = 16_000;

async function startSimacan(): Promise<AuthMock> {
  const mock = await startAuthMock({ spec: new URL("../../../specs/simacan.openapi.yaml", import.meta.url) });
  onTestFinished(() => mock.close());
  return mock;
}
const logins = (mock: AuthMock): number => mock.calls("createTokens");
const renewals = (mock: AuthMock): number => mock.calls("refreshTokens");
/** No refresh token came twice: that would be an alarm of our own making. */
const noAlarm = (mock: AuthMock): boolean => new Set(spentTokens(mock)).size === spentTokens(mock).length;
const all = <T>(processes: readonly Process[], work: (one: Process) => Promise<T>): Promise<T[]> => Promise.all(processes.map(work));

/** A store that counts how often it is asked. */
function counted(): TokenStore & { asked: number } {
  const { load, ...rest } = memoryStore();
  const self = { ...rest, asked: 0, load: (key: string) => ((self.asked += 1), load(key)) };
  return self;
}

test("C1: A thousand calls on a cold session walk the chain once: one login, and one look into the store", async () => {
  const store = counted();
  const { mock, send } = await openSimacan({ store });
  const calls = await Promise.all(Array.from({ length: 1000 }, () => send()));
  expect(calls.filter(({ ok }) => ok)).toHaveLength(1000);
  expect([logins(mock), renewals(mock), store.asked]).toEqual([1, 0, 1]);
});

test("C7: When the account changes amid a renewal no request carries the other account's token", async () => {
  const store = memoryStore();
  let user = "ada";
  const changing = await openSimacan({ store, credentials: () => ({ username: user, password }) });
  const { mock } = changing;
  const eve = await changing.again({ credentials: { username: "eve", password } });
  const both = () => Promise.all([changing.send({ headers: { "x-caller": "ada" } }), eve.send({ headers: { "x-caller": "eve" } })]);
  await both();
  mock.advance("PT1H");
  mock.fault({ kind: "delay", time: "PT1S", on: "refreshTokens", times: 2 });
  const amid = both();
  await until(() => renewals(mock) === 2);
  user = "eve";
  mock.advance("PT1S");
  expect((await amid).map(({ ok }) => ok)).toEqual([true, true]);
  // Each token belongs to the account whose login, or whose refresh token, bought it.
  const owners = new Map<string, string>();
  const pairs = mock.journal.flatMap(({ operationId, request, response }) => {
    const form = new URLSearchParams(request.body);
    if (operationId === "createTokens" || operationId === "refreshTokens") {
      const given = JSON.parse(response.body) as { readonly access_token: string; readonly refresh_token: string };
      const owner = form.get("username") ?? owners.get(form.get("refresh_token") ?? "") ?? "nobody";
      for (const token of [given.access_token, given.refresh_token]) owners.set(token, owner);
      return [];
    }
    return [[request.headers["x-caller"], owners.get(request.headers["authorization"]?.slice(7) ?? "")]];
  });
  expect(pairs.sort(([a = ""], [b = ""]) => a.localeCompare(b))).toEqual([
    ["ada", "ada"],
    ["ada", "ada"],
    ["eve", "eve"],
    ["eve", "eve"],
  ]);
  mock.revokeAll();
  expect(await failure(changing.send())).toMatchObject({ code: "account_changed" });
  expect(logins(mock)).toBe(2);
});

test("C8: Two copies of the packages in one process share a store as two processes do", async () => {
  const mock = await startSimacan();
  const script = await bundle({ code: 'export { createSimacanClient } from "@freshkey/simacan";', beside: import.meta.url });
  const copies = await Promise.all([1, 2].map((copy) => import(`data:text/javascript,${encodeURIComponent(`${script}\n// ${copy}`)}`) as Promise<typeof Simacan>));
  expect(copies[0]?.createSimacanClient).not.toBe(copies[1]?.createSimacanClient);
  const store = memoryStore();
  const clients = copies.map(({ createSimacanClient }) => createSimacanClient({ credentials: { username: "ada", password }, server: mock.url, clock: mock.clock, store }));
  const send = () => Promise.all(clients.flatMap((client) => Array.from({ length: 25 }, () => client.PUT("/trips/insertOrUpdate", { body: { trips: [{ tripId: "trip-1" }] } }))));
  for (let expiry = 0; expiry < 4; expiry += 1) {
    expect((await send()).every(({ response }) => response.ok)).toBe(true);
    expect([logins(mock), renewals(mock)]).toEqual([1, expiry]);
    mock.advance("PT1H");
  }
  expect(noAlarm(mock)).toBe(true);
});

/** Processes whose token expires so many times; each time all of them call at once. */
async function expire(mock: AuthMock, processes: readonly Process[], times: number): Promise<void> {
  const everybody = processes.map(() => "200");
  expect(await all(processes, (one) => one.call())).toEqual(everybody);
  for (let expiry = 1; expiry <= times; expiry += 1) {
    mock.advance(hour);
    await all(processes, (one) => one.advance(hour));
    expect(await all(processes, (one) => one.call())).toEqual(everybody);
    expect([logins(mock), renewals(mock)]).toEqual([1, expiry]);
  }
  expect(noAlarm(mock)).toBe(true);
}

const eight = (start: () => Promise<Process>): Promise<Process[]> => Promise.all(Array.from({ length: 8 }, start));

test("C13: Eight processes on one file store log in once and renew once per expiry", async () => {
  const mock = await startSimacan();
  const folder = freshFolder();
  await expire(mock, await eight(() => startProcess({ server: mock.url, folder })), 5);
});

const redis = findRedis();
test.skipIf(!redis)("C14: Eight hosts on one Redis log in once and renew once per expiry", async () => {
  const mock = await startSimacan();
  const { socket } = closing(await startRedis());
  await expire(mock, await eight(() => startProcess({ server: mock.url, socket })), 5);
});

/** Two processes on one store; the token of the first has died, and the server has rotated for it, but its answer is on the way. */
async function amidRenewal() {
  const mock = await startSimacan();
  const folder = freshFolder();
  const [holder, other] = await Promise.all([startProcess({ server: mock.url, folder }), startProcess({ server: mock.url, folder })]);
  await holder.call();
  await other.call();
  expect(logins(mock)).toBe(1);
  mock.advance(hour);
  await all([holder, other], (one) => one.advance(hour));
  mock.fault({ kind: "delay", time: "PT1M", on: "refreshTokens" });
  const held = holder.call();
  await until(() => renewals(mock) === 1);
  return { mock, folder, holder, other, held };
}

test("C15: A process that is killed between the server's rotation and its own writing costs one login: the token it spent is not spent again", async () => {
  const { mock, folder, holder, other } = await amidRenewal();
  await holder.kill();
  const late = other.call();
  await until(() => other.saw.length > 0);
  await other.advance(deadline);
  expect(await late).toBe("200");
  expect([logins(mock), renewals(mock)]).toEqual([2, 1]);
  const third = await startProcess({ server: mock.url, folder });
  expect(await third.call()).toBe("200");
  mock.advance(hour);
  await all([other, third], (one) => one.advance(hour));
  expect(await all([other, third], (one) => one.call())).toEqual(["200", "200"]);
  expect([logins(mock), renewals(mock)]).toEqual([2, 2]);
  expect(noAlarm(mock)).toBe(true);
});

test.each([
  ["its answer lies there", 0],
  ["its own time is over too", deadline],
])("C16: A process that was stopped beyond its intent overwrites nothing when it wakes: it takes what the others have (%s)", async (_, slept) => {
  const { mock, folder, holder, other, held } = await amidRenewal();
  holder.stop();
  const late = other.call();
  await until(() => other.saw.length > 0);
  await other.advance(deadline);
  expect(await late).toBe("200");
  expect([logins(mock), renewals(mock)]).toEqual([2, 1]);
  const bearer = () => mock.journal.at(-1)?.request.headers["authorization"];
  const theirs = bearer();
  if (!slept) mock.advance("PT1M");
  const waking = slept ? holder.advance(slept) : undefined;
  holder.go();
  await waking;
  expect(await held).toBe("200");
  expect(bearer()).toBe(theirs);
  const third = await startProcess({ server: mock.url, folder });
  expect(await third.call()).toBe("200");
  expect(bearer()).toBe(theirs);
  expect([logins(mock), renewals(mock)]).toEqual([2, 1]);
});

test("C17: A request is given up well before its intent is over: nobody else sends while it may still be under way", async () => {
  const { mock, send, again } = await openSimacan({ store: memoryStore() });
  const other = await again();
  await Promise.all([send(), other.send()]);
  mock.advance("PT1H");
  mock.fault({ kind: "hang", committed: true, on: "refreshTokens" });
  const began = mock.clock.now();
  const call = send();
  await until(() => renewals(mock) === 1);
  const late = other.send();
  const second = async () => {
    await new Promise((resolve) => setTimeout(resolve, 30));
    mock.advance("PT1S");
  };
  // The mock's time goes on by itself: on a busy machine ten seconds of it take fewer turns.
  while (mock.clock.now() - began < 9_000) {
    await second();
    const asked = [logins(mock), renewals(mock)];
    if (mock.clock.now() - began < 10_000) expect(asked).toEqual([1, 1]);
  }
  for (let at = 9; at < 14 && logins(mock) < 2; at += 1) await second();
  // Its time was over, not its intent: who waited takes what it has got instead.
  expect([(await call).ok, (await late).ok]).toEqual([true, true]);
  expect([logins(mock), renewals(mock)]).toEqual([2, 1]);
  expect([...other.events.map(({ type }) => type)]).toContain("adopted");
});

test.skipIf(!redis)("C18: A Redis that comes back empty costs one login for all hosts, and no refresh token out of a memory is spent", async () => {
  const mock = await startSimacan();
  const server = closing(await startRedis());
  const connections = await Promise.all(Array.from({ length: 4 }, () => connect(server.socket)));
  const hosts = await Promise.all(connections.map((connection) => openSimacan({ store: redisStore(connection, { budget: 5_000 }) }, mock)));
  const everybody = async () => {
    for (const { ok } of await Promise.all(hosts.map(({ send }) => send()))) expect(ok).toBe(true);
    return [logins(mock), renewals(mock)];
  };
  expect(await everybody()).toEqual([1, 0]);
  mock.advance("PT1H");
  expect(await everybody()).toEqual([1, 1]);
  const back = connections.map((connection) => new Promise<void>((resolve) => void connection.once("ready", resolve)));
  await server.kill();
  await server.start();
  await Promise.all(back);
  mock.advance("PT1H");
  expect(await everybody()).toEqual([2, 1]);
  mock.advance("PT1H");
  expect(await everybody()).toEqual([2, 2]);
  expect(noAlarm(mock)).toBe(true);
});

test("C19: A hundred sessions in twenty threads that start at once on a cold store log in once", async () => {
  const mock = await startSimacan();
  const folder = freshFolder();
  const program = join(freshFolder(), "herd.mjs");
  // In one piece: twenty threads that compile our sources would keep a small machine busy.
  writeFileSync(program, await bundle(new URL("herd.ts", import.meta.url), "node"));
  const herd = Array.from({ length: 20 }, () => new Worker(program, { workerData: { server: mock.url, folder, sessions: 5 } }));
  onTestFinished(async () => void (await Promise.all(herd.map((one) => one.terminate()))));
  const said = () => Promise.all(herd.map((one) => new Promise<unknown>((resolve, reject) => one.once("message", resolve).once("error", reject).once("exit", resolve))));
  expect(await said()).toEqual(herd.map(() => "ready"));
  mock.fault({ kind: "delay", time: "PT1S", on: "createTokens" });
  const tokens = said();
  for (const one of herd) one.postMessage("call");
  // Nothing but this wait keeps a thread alive.
  expect(await tokens).toEqual(herd.map(() => "5 tokens"));
  expect([logins(mock), renewals(mock)]).toEqual([1, 0]);
});

test("C20: Hosts whose clocks are a day apart respect each other's intents, and spend no token twice", async () => {
  const mock = await startSimacan();
  const folder = freshFolder();
  const shifts = [0, 600_000, -600_000, 86_400_000, -86_400_000];
  const hosts = await Promise.all(shifts.map((shift) => startProcess({ server: mock.url, folder, shift })));
  const [first, ...others] = hosts as [Process, ...Process[]];
  mock.fault({ kind: "delay", time: "PT1M", on: "createTokens" });
  const held = first.call();
  await until(() => logins(mock) === 1);
  const late = all(others, (one) => one.call());
  await until(() => others.every(({ saw }) => saw.length > 0));
  // Half of what an intent may hold: to nobody is it over.
  await all(others, (one) => one.advance(deadline / 2));
  expect([logins(mock), renewals(mock)]).toEqual([1, 0]);
  mock.advance("PT1M");
  expect([await held, ...(await late)]).toEqual(shifts.map(() => "200"));
  expect(logins(mock)).toBe(1);
  expect(noAlarm(mock)).toBe(true);
  // The one that takes the new token for a dead one, by its own clock.
  expect(renewals(mock)).toBeLessThanOrEqual(1);
});
