import { expect, test } from "vitest";
import type { AuthMock } from "../src/index.ts";
import { basic, bearer, notes, post, postForm, realSpec, start } from "./mock.ts";

const frozen = { startAt: Date.UTC(2030, 0, 1), clock: { now: () => 0 } };

async function logIn(mock: AuthMock): Promise<{ access: string; refresh: string; dies: number }> {
  const answer = await post(`${mock.url}/login`, { key: "key-1", secret: "fake" });
  return { access: answer.headers.get("x-access-token") ?? "", ...((await answer.json()) as { refresh: string; dies: number }) };
}

async function listNotes(mock: AuthMock, token: string): Promise<number> {
  return (await fetch(`${mock.url}/notes`, { headers: bearer(token) })).status;
}

test("earlyDeath: a token dies before the time that its answer promises", async () => {
  const mock = await start(notes, frozen);
  mock.fault({ kind: "earlyDeath", life: "PT5S" });
  const { access, dies } = await logIn(mock);
  expect(dies * 1000).toBe(mock.clock.now() + 60_000);
  mock.advance("PT4S");
  expect(await listNotes(mock, access)).toBe(200);
  mock.advance("PT1S");
  expect(await listNotes(mock, access)).toBe(401);
  const next = await logIn(mock);
  mock.advance("PT5S");
  expect(await listNotes(mock, next.access)).toBe(200);
});

test("earlyDeath can be meant for one token of an answer, and waits for a call that issues some", async () => {
  const mock = await start(notes, frozen);
  const fault = mock.fault({ kind: "earlyDeath", life: 5_000, token: "refresh" });
  await listNotes(mock, "none");
  expect(fault.hits).toBe(0);
  await logIn(mock);
  mock.advance("PT5S");
  expect(mock.tokens().map(({ name, state }) => [name, state])).toEqual([
    ["access", "live"],
    ["refresh", "expired"],
  ]);
});

test("storm: every guarded call is refused for so many calls, though its token lives", async () => {
  const mock = await start(notes);
  const fault = mock.fault({ kind: "storm", times: 2 });
  const { access } = await logIn(mock);
  expect((await fetch(`${mock.url}/broken`)).status).toBe(200);
  expect([await listNotes(mock, access), await listNotes(mock, access), await listNotes(mock, access)]).toEqual([401, 401, 200]);
  expect([fault.hits, mock.tokens("access")[0]?.state]).toEqual([2, "live"]);
});

test("storm: until the clock is moved on, in the document's own words, for passwords too", async () => {
  const mock = await start(realSpec("twilio-flex"), frozen);
  mock.fault({ kind: "storm", lasts: "PT1M" });
  const findUser = (): Promise<Response> => fetch(`${mock.url}/v4/Instances/GO1/Users?Username=user1`, { headers: basic("AC1", "fake") });
  for (let call = 0; call < 3; call += 1) expect((await findUser()).status).toBe(401);
  expect(mock.journal.at(-1)?.violations.filter(({ side }) => side === "response")).toEqual([]);
  mock.advance("PT1M");
  expect((await findUser()).status).toBe(200);
});

test("staleReplica: a revoked token still works, and a new one does not yet", async () => {
  const mock = await start(notes, frozen);
  const old = await logIn(mock);
  mock.advance("PT20S");
  mock.revoke(old.access);
  const fresh = await logIn(mock);
  mock.fault({ kind: "staleReplica", lag: "PT10S", times: 4 });
  expect([await listNotes(mock, old.access), await listNotes(mock, fresh.access)]).toEqual([200, 401]);
  mock.advance("PT10S");
  expect([await listNotes(mock, old.access), await listNotes(mock, fresh.access)]).toEqual([401, 200]);
});

test("staleReplica: tokens die of age on time, families are revoked late, and token calls see the truth", async () => {
  const mock = await start(notes, frozen);
  const one = await logIn(mock);
  mock.advance("PT31S");
  const refresh = (token = one.refresh): Promise<Response> => postForm(`${mock.url}/refresh`, { refresh: token });
  expect((await refresh()).status).toBe(200);
  mock.advance("PT31S");
  mock.fault({ kind: "staleReplica", lag: "PT10S", times: 9 });
  expect(await listNotes(mock, one.access)).toBe(401);
  const second = mock.tokens("access")[1]?.value ?? "";
  expect((await refresh()).status).toBe(401);
  expect(mock.tokens("access")[1]?.state).toBe("revoked");
  expect(await listNotes(mock, second)).toBe(200);
  mock.advance("PT10S");
  expect(await listNotes(mock, second)).toBe(401);
  expect((await refresh((await logIn(mock)).refresh)).status).toBe(200);
});
