import { expect, test } from "vitest";
import type { AuthMock, Fault } from "../src/index.ts";
import { codeOf } from "./faults-socket.ts";
import { notes, post, start } from "./mock.ts";

const busy = { kind: "status", status: 503 } as const;

async function statuses(mock: AuthMock, count: number): Promise<number[]> {
  const seen: number[] = [];
  for (let call = 0; call < count; call += 1) seen.push((await mock.fetch("https://api.example.com/broken")).status);
  return seen;
}

async function touched(mock: AuthMock, fault: Fault): Promise<string[]> {
  const armed = mock.fault({ ...fault, times: Number.POSITIVE_INFINITY });
  const before = mock.journal.length;
  await post(`${mock.url}/login`, { key: "key-1", secret: "fake" });
  for (const path of ["/notes", "/broken", "/nowhere"]) await fetch(mock.url + path);
  armed.remove();
  return mock.journal
    .slice(before)
    .filter(({ faults }) => faults)
    .map(({ path }) => path);
}

test("a fault is aimed at one operation, at token calls, at data calls or at everything", async () => {
  const mock = await start(notes);
  expect(await touched(mock, { ...busy, on: "listNotes" })).toEqual(["/notes"]);
  expect(await touched(mock, { ...busy, on: "token" })).toEqual(["/login"]);
  expect(await touched(mock, { ...busy, on: "data" })).toEqual(["/notes", "/broken"]);
  expect(await touched(mock, busy)).toEqual(["/login", "/notes", "/broken", "/nowhere"]);
});

test("it touches one call, or so many, after the first ones, or until it is removed", async () => {
  const mock = await start(notes);
  mock.fault(busy);
  expect(await statuses(mock, 2)).toEqual([503, 200]);
  const some = mock.fault({ ...busy, times: 2, after: 1 });
  expect(await statuses(mock, 4)).toEqual([200, 503, 503, 200]);
  expect(some.hits).toBe(2);
  const all = mock.fault({ ...busy, times: Number.POSITIVE_INFINITY });
  expect(await statuses(mock, 3)).toEqual([503, 503, 503]);
  all.remove();
  expect([await statuses(mock, 1), all.hits]).toEqual([[200], 3]);
});

test("it ends by itself after its time", async () => {
  const mock = await start(notes, { clock: { now: () => 0 } });
  mock.fault({ ...busy, lasts: "PT1M" });
  expect(await statuses(mock, 2)).toEqual([503, 503]);
  mock.advance("PT1M");
  expect(await statuses(mock, 1)).toEqual([200]);
});

test("the same seed touches the same calls", async () => {
  const seen = async (seed: number): Promise<number[]> => {
    const mock = await start(notes);
    mock.fault({ ...busy, chance: 0.3, seed, times: Number.POSITIVE_INFINITY });
    return statuses(mock, 200);
  };
  const [one, again, other] = [await seen(7), await seen(7), await seen(8)];
  expect(again).toEqual(one);
  expect(other).not.toEqual(one);
  const hits = one.filter((status) => status === 503).length;
  expect(hits).toBeGreaterThan(30);
  expect(hits).toBeLessThan(90);
});

test("several faults touch one call together; of two answers the later one waits for the next call", async () => {
  const mock = await start(notes);
  mock.fault(busy);
  mock.fault({ kind: "status", status: 502 });
  mock.fault({ kind: "dateSkew", by: 1000 });
  expect(await statuses(mock, 3)).toEqual([503, 502, 200]);
  expect(mock.journal.map(({ faults }) => faults)).toEqual([["status", "dateSkew"], ["status"], undefined]);
});

test("a planned answer waits while a fault answers, and is shaped by the others", async () => {
  const mock = await start(notes);
  mock.respondOnce("getBroken", { status: 200, body: "planned" });
  mock.fault(busy);
  mock.fault({ kind: "truncate", bytes: 4, announced: false, after: 1 });
  expect(await statuses(mock, 1)).toEqual([503]);
  expect(await (await mock.fetch("https://api.example.com/broken")).text()).toBe("plan");
});

const ask = (mock: AuthMock, signal: AbortSignal | null = null): Promise<Response> => mock.fetch("https://api.example.com/broken", { signal });

test("without a socket, a reset rejects as it does with one", async () => {
  const mock = await start(notes);
  for (const fault of [{ kind: "reset", when: "before" }, { kind: "lost" }] as const) {
    mock.fault(fault);
    await expect(ask(mock).catch((error: unknown) => Promise.reject(error))).rejects.toThrow(TypeError);
    mock.fault(fault);
    expect(await codeOf(ask(mock))).toBe("ECONNRESET");
  }
  mock.fault({ kind: "reset", when: "during", bytes: 3 });
  expect(await codeOf((await ask(mock)).text())).toBe("ECONNRESET");
  mock.fault({ kind: "truncate", bytes: 3 });
  expect(await codeOf((await ask(mock)).text())).toBe("UND_ERR_SOCKET");
});

test("without a socket, an abort and close() end what hangs or comes slowly", async () => {
  const mock = await start(notes, { clock: { now: () => 0, after: () => () => {} } });
  mock.fault({ kind: "hang", times: 2 });
  const given = new AbortController();
  const aborted = ask(mock, given.signal);
  const hanging = codeOf(ask(mock));
  given.abort(new Error("given up"));
  await expect(aborted).rejects.toThrow("given up");
  mock.fault({ kind: "drip", bytesPerSecond: 1 });
  const dripping = new AbortController();
  const text = (await ask(mock, dripping.signal)).text();
  dripping.abort(new Error("too slow"));
  await expect(text).rejects.toThrow("too slow");
  mock.fault({ kind: "drip", bytesPerSecond: 1 });
  const cut = codeOf((await ask(mock)).text());
  await mock.close();
  expect([await hanging, await cut]).toEqual(["ECONNRESET", "ECONNRESET"]);
});

test("without a socket, an endless body is made only as it is read", async () => {
  const mock = await start(notes);
  mock.fault({ kind: "huge", bytes: Number.POSITIVE_INFINITY });
  const reader = (await ask(mock)).body?.getReader();
  let read = 0;
  while (read < 1_000_000) read += (await reader?.read())?.value?.length ?? 0;
  await reader?.cancel();
  expect((await reader?.read())?.done).toBe(true);
});
