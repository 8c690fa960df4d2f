import { createRequire } from "node:module";
import type { Options } from "ajv";
import { expect, test } from "vitest";
import { controlDocument } from "../src/control/document.ts";
import { aim, kinds } from "../src/control/kinds.ts";
import type { AuthMock } from "../src/index.ts";
import { notes, post, start } from "./mock.ts";

const { Ajv2020 } = createRequire(import.meta.url)("ajv/dist/2020.js") as { Ajv2020: new (options: Options) => { compile(schema: object): (value: unknown) => boolean } };

function arm(mock: AuthMock, fault: unknown): Promise<Response> {
  return post(`${mock.url}/_mock/fault`, fault);
}

async function armed(mock: AuthMock, query: string = ""): Promise<any[]> {
  return ((await (await fetch(`${mock.url}/_mock/faults${query}`)).json()) as { faults: any[] }).faults;
}

function logIn(mock: AuthMock): Promise<Response> {
  return post(`${mock.url}/login`, { key: "key-1", secret: "fake" });
}

test("a fault is armed over HTTP, counts what it hits, and is removed", async () => {
  const mock = await start(notes);
  const answer = await arm(mock, { kind: "status", status: 503, on: "login", times: "Infinity" });
  const fault = { kind: "status", status: 503, on: "login", times: "Infinity" };
  expect([answer.status, answer.headers.get("location"), await answer.json()]).toEqual([201, "/_mock/fault/1", { id: 1, fault, hits: 0, over: false }]);
  expect([(await logIn(mock)).status, (await logIn(mock)).status, (await fetch(`${mock.url}/broken`)).status]).toEqual([503, 503, 200]);
  expect(await armed(mock)).toEqual([{ id: 1, fault, hits: 2, over: false }]);
  expect([(await fetch(`${mock.url}/_mock/fault/1`, { method: "DELETE" })).status, (await logIn(mock)).status, await armed(mock)]).toEqual([204, 200, []]);
  expect((await fetch(`${mock.url}/_mock/fault/1`, { method: "DELETE" })).status).toBe(404);
  expect((await fetch(`${mock.url}/_mock/fault/x`, { method: "DELETE" })).status).toBe(404);
});

test("faults of the mock's own process are listed too, until they are used up, removed or over", async () => {
  const mock = await start(notes);
  const first = mock.fault({ kind: "delay", time: 1, on: "login" });
  mock.fault({ kind: "storm", lasts: "PT1M" });
  const third = mock.fault({ kind: "lost", on: "refresh" });
  expect((await armed(mock)).map(({ fault }) => fault.kind)).toEqual(["delay", "storm", "lost"]);
  expect((await armed(mock))[1].endsAt - mock.clock.now()).toBeLessThanOrEqual(60_000);
  await logIn(mock);
  expect([first.hits, (await armed(mock)).map(({ fault }) => fault.kind)]).toEqual([1, ["storm", "lost"]]);
  mock.advance("PT1M");
  expect((await armed(mock)).map(({ fault }) => fault.kind)).toEqual(["lost"]);
  third.remove();
  expect(await armed(mock)).toEqual([]);
  await arm(mock, { kind: "hang" });
  await arm(mock, { kind: "hang" });
  expect([(await fetch(`${mock.url}/_mock/faults`, { method: "DELETE" })).status, await armed(mock), (await logIn(mock)).status]).toEqual([204, [], 200]);
});

test("a fault that is none is refused at once, and the answer says what to write", async () => {
  const mock = await start(notes);
  for (const [fault, says] of [
    [{}, "one of status"],
    [{ kind: "constructor" }, "one of status"],
    [{ kind: ["lost"] }, "one of status"],
    [{ kind: "status" }, '"status" (whole number): 200 to 599. For example 503.'],
    [{ kind: "status", status: "503" }, '"status"'],
    [{ kind: "status", status: 42 }, "a status from 200 to 599"],
    [{ kind: "status", status: 503, headers: { "bad name": "x" } }, "header"],
    [{ kind: "status", status: 503, headers: ["x"] }, '"headers"'],
    [{ kind: "status", status: 503, headers: { "x-y": 1 } }, '"headers"'],
    [{ kind: "delay", time: "10m" }, "PT10M"],
    [{ kind: "delay", time: true }, '"time" (text or number)'],
    [{ kind: "drip", bytesPerSecond: "5" }, '"bytesPerSecond"'],
    [{ kind: "drip", bytesPerSecond: 0 }, "above 0"],
    [{ kind: "hang", committed: "yes" }, '"committed"'],
    [{ kind: "reset", when: "never" }, '"when"'],
    [{ kind: "huge", bytes: "infinite" }, '"bytes"'],
    [{ kind: "lost", on: "logon" }, "login"],
    [{ kind: "lost", times: 0.5 }, '"times"'],
    [{ kind: "lost", times: 0 }, "times is 0"],
    [{ kind: "lost", status: 503 }, "does not know"],
    [{ kind: "lost", onn: "x" }, "not known here"],
    [{ kind: "redirect", to: "elsewhere" }, "https://other.example"],
  ] as const) {
    const answer = await arm(mock, fault);
    expect([fault, answer.status, ((await answer.json()) as { detail: string }).detail]).toEqual([fault, 400, expect.stringContaining(says)]);
  }
  expect([await armed(mock), (await logIn(mock)).status]).toEqual([[], 200]);
});

test("every kind of fault can be armed as its own document describes it, and the document refuses what is none", async () => {
  const mock = await start(notes);
  const schema = (controlDocument.paths["/_mock/fault"] as any).post.requestBody.content["application/json"].schema;
  const describes = new Ajv2020({ strict: false }).compile(schema);
  for (const [kind, { members, required }] of Object.entries(kinds)) {
    const example = (name: string): unknown => members[name]?.examples?.[0] ?? members[name]?.enum?.[0] ?? 7;
    const least = { kind, ...Object.fromEntries(required.map((name) => [name, example(name)])) };
    const aimed = { ...least, on: "data", times: 3, after: 1, chance: 0.5, seed: 2, lasts: "PT1M" };
    expect([kind, describes(least), describes(aimed), describes({ ...least, chance: 2 })]).toEqual([kind, true, true, false]);
    expect([kind, (await arm(mock, least)).status, (await arm(mock, aimed)).status]).toEqual([kind, 201, 201]);
    for (const name of required) expect([kind, describes({ ...least, [name]: undefined })]).toEqual([kind, false]);
  }
  expect([describes({ kind: "nothing" }), Object.keys(aim).length, (await armed(mock)).length]).toEqual([false, 6, Object.keys(kinds).length * 2]);
});

test("what a fault answers with is hidden, unless it is asked for", async () => {
  const mock = await start(notes);
  await arm(mock, { kind: "status", status: 200, headers: { "x-access-token": "fake-canary" }, body: { token: "fake-canary" } });
  expect([JSON.stringify(await armed(mock)).includes("fake-canary"), JSON.stringify(await armed(mock, "?secrets=show")).includes("fake-canary")]).toEqual([false, true]);
});

test("faults and planned answers that wait are bounded", async () => {
  const mock = await start(notes);
  for (let count = 0; count < 1_000; count += 1) mock.respondOnce("login", { status: 500 });
  expect(() => mock.respondOnce("refresh", { status: 500 })).toThrow(RangeError);
  expect((await post(`${mock.url}/_mock/respond-once`, { operationId: "refresh", status: 500 })).status).toBe(409);
  expect((await logIn(mock)).status).toBe(500);
  expect((await post(`${mock.url}/_mock/respond-once`, { operationId: "refresh", status: 500 })).status).toBe(204);

  for (let count = 0; count < 1_000; count += 1) mock.fault({ kind: "lost", on: "refresh" });
  expect((await arm(mock, { kind: "lost" })).status).toBe(409);
});
