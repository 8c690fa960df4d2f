import { createServer } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { deliver } from "../src/faults/socket.ts";
import type { AuthMock, Fault } from "../src/index.ts";
import { bodyOf, codeOf, dial, type Line } from "./faults-socket.ts";
import { notes, start } from "./mock.ts";

const whole = '{"id":"seven"}';

async function call(mock: AuthMock, fault: Fault): Promise<Line> {
  mock.fault(fault);
  const line = await dial(mock.url);
  line.send("GET", "/broken");
  return line;
}

/** Until the mock has decided a call; its answer may still be on its way. */
async function decided(mock: AuthMock, count = 1): Promise<void> {
  while (mock.journal.length < count) await turn();
  // The answer goes on its way a few turns later.
  for (let turns = 0; turns < 20; turns += 1) await turn();
}

const logIn = (url: string, signal: AbortSignal | null = null): Promise<Response> =>
  fetch(`${url}/login`, { method: "POST", headers: { "content-type": "application/json" }, body: '{"key":"key-1","secret":"fake"}', signal });

test("delay: the answer waits by the mock's clock, and was committed before", async () => {
  const mock = await start(notes, { clock: { now: () => 0, after: () => () => {} } });
  mock.fault({ kind: "delay", time: "PT30S" });
  let answered = false;
  const answer = logIn(mock.url).finally(() => {
    answered = true;
  });
  await decided(mock);
  mock.advance("PT29S");
  await decided(mock);
  expect([answered, mock.tokens("access").length]).toEqual([false, 1]);
  mock.advance("PT1S");
  expect((await answer).status).toBe(200);
});

test("hang: no answer ever comes and nothing was committed; close() ends it", async () => {
  const mock = await start(notes);
  mock.fault({ kind: "hang" });
  const code = codeOf(logIn(mock.url));
  await decided(mock);
  mock.advance("P1D");
  expect([mock.tokens(), mock.journal[0]?.status, mock.journal[0]?.faults]).toEqual([[], 0, ["hang"]]);
  await mock.close();
  expect(["ECONNRESET", "UND_ERR_SOCKET"]).toContain(await code);
});

test("hang after the commit: the client gives up, the tokens are there", async () => {
  const mock = await start(notes);
  mock.fault({ kind: "hang", committed: true });
  const given = new AbortController();
  const answer = logIn(mock.url, given.signal);
  await decided(mock);
  given.abort(new Error("given up"));
  await expect(answer).rejects.toThrow("given up");
  expect(mock.tokens("refresh")).toHaveLength(1);
});

test("drip: the body comes byte by byte, by the mock's clock", async () => {
  const mock = await start(notes, { clock: { now: () => 0, after: () => () => {} } });
  const line = await call(mock, { kind: "drip", bytesPerSecond: 1 });
  await line.until("\r\n\r\n{");
  expect(bodyOf(line.received)).toBe("{");
  mock.advance("PT1S");
  await line.until('\r\n\r\n{"');
  expect(bodyOf(line.received)).toBe('{"');
  while (bodyOf(line.received) !== whole) {
    mock.advance("PT1S");
    await turn();
  }
  expect(line.state).toBe("open");
});

test("reset before the answer: the connection breaks, and nothing was committed", async () => {
  const mock = await start(notes);
  mock.fault({ kind: "reset", when: "before" });
  expect(await codeOf(logIn(mock.url))).toBe("ECONNRESET");
  expect([mock.tokens(), mock.journal[0]?.status]).toEqual([[], 0]);
});

test("reset during the answer: the head and so many bytes of the body come, then the connection breaks", async () => {
  const mock = await start(notes);
  const line = await call(mock, { kind: "reset", when: "during", bytes: 5 });
  expect(await line.ended()).toBe("ECONNRESET");
  expect(line.received).toContain("HTTP/1.1 200 OK");
  expect(line.received).toContain("content-length: 14");
  expect(bodyOf(line.received)).toBe(whole.slice(0, 5));
  mock.fault({ kind: "reset", when: "during" });
  const answer = await fetch(`${mock.url}/broken`);
  expect([answer.status, await codeOf(answer.text())]).toEqual([200, "ECONNRESET"]);
});

test("reset after the answer: the next request on the same connection breaks, and the mock never sees it", async () => {
  const mock = await start(notes);
  const line = await call(mock, { kind: "reset", when: "after" });
  await line.until(whole);
  expect(line.state).toBe("open");
  line.send("GET", "/broken");
  expect(await line.ended()).toBe("ECONNRESET");
  expect([bodyOf(line.received), mock.calls("getBroken")]).toEqual([whole, 1]);
  const other = await dial(mock.url);
  other.send("GET", "/broken");
  await other.until(whole);
  other.leave();
});

test("lost: the server committed, and the client never hears of it", async () => {
  const mock = await start(notes);
  const { refresh } = (await (await logIn(mock.url)).json()) as { refresh: string };
  mock.fault({ kind: "lost", on: "refresh" });
  expect(await codeOf(fetch(`${mock.url}/refresh`, { method: "POST", body: new URLSearchParams({ refresh }) }))).toBe("ECONNRESET");
  expect(mock.tokens("refresh").map(({ state }) => state)).toEqual(["spent", "live"]);
  expect(mock.journal[1]).toMatchObject({ operationId: "refresh", status: 200, faults: ["lost"] });
});

test("truncate: the body ends too early for the length that was promised", async () => {
  const mock = await start(notes);
  const line = await call(mock, { kind: "truncate", bytes: 6 });
  expect(await line.ended()).toBe("closed");
  expect(line.received).toContain("content-length: 14");
  expect(bodyOf(line.received)).toBe(whole.slice(0, 6));
  mock.fault({ kind: "truncate", bytes: 6 });
  expect(await codeOf((await fetch(`${mock.url}/broken`)).text())).toBe("UND_ERR_SOCKET");
});

test("truncate, not announced: the length fits, and only the body shows the cut", async () => {
  const mock = await start(notes);
  mock.fault({ kind: "truncate", bytes: 6, announced: false });
  const answer = await fetch(`${mock.url}/broken`);
  expect([answer.status, answer.headers.get("content-length"), await answer.text()]).toEqual([200, "6", whole.slice(0, 6)]);
});

test("huge: spaces follow the body, and no length warns of them", async () => {
  const mock = await start(notes);
  mock.fault({ kind: "huge", bytes: 3_000_000 });
  mock.fault({ kind: "huge", bytes: 70_000, announced: true, after: 1 });
  const answer = await fetch(`${mock.url}/broken`);
  const text = await answer.text();
  expect([answer.headers.get("content-length"), text.length, text.trimEnd()]).toEqual([null, 3_000_000, whole]);
  const announced = await fetch(`${mock.url}/broken`);
  expect([announced.headers.get("content-length"), (await announced.text()).length]).toEqual(["70000", 70_000]);
  expect(mock.journal[0]?.response.body).toBe(whole);
});

test("huge without end stops when the client goes away", async () => {
  const waiting = new Set<object>();
  const after = (): (() => void) => {
    const one = {};
    waiting.add(one);
    return () => void waiting.delete(one);
  };
  const mock = await start(notes, { clock: { now: () => 0, after } });
  mock.fault({ kind: "drip", bytesPerSecond: 1_000_000_000 });
  const line = await call(mock, { kind: "huge", bytes: Number.POSITIVE_INFINITY });
  await line.until(whole);
  while (waiting.size === 0) await turn();
  line.leave();
  while (waiting.size > 0) await turn();
  mock.advance("PT1S");
  await decided(mock);
  expect(waiting.size).toBe(0);
});

test("an endless body waits for a client that does not read, and ends with it", async () => {
  let made = 0;
  let stopped = (): void => {};
  const end = new Promise<void>((done) => {
    stopped = done;
  });
  async function* body(gone: AbortSignal): AsyncGenerator<Uint8Array, void> {
    for (; !gone.aborted; made += 1) yield Buffer.alloc(1_000_000);
    stopped();
  }
  const server = createServer((_, response) => {
    void deliver(response, 200, { open: async () => true, body, end: "end", whole: true, stale: false });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.pause();
  socket.write("GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n");
  let before = -1;
  while (made === 0 || made !== before) {
    before = made;
    for (let turns = 0; turns < 200; turns += 1) await turn();
  }
  socket.destroy();
  await end;
  expect(made).toBeLessThan(50);
  server.close();
});

test("a HEAD and an answer without a body survive every fault of the body", async () => {
  const mock = await start(notes);
  mock.respondOnce("getBroken", { status: 204 });
  mock.fault({ kind: "huge", bytes: Number.POSITIVE_INFINITY });
  const answer = await fetch(`${mock.url}/broken`);
  expect([answer.status, await answer.text()]).toEqual([204, ""]);
  mock.fault({ kind: "huge", bytes: Number.POSITIVE_INFINITY });
  expect(await (await fetch(`${mock.url}/broken`, { method: "HEAD" })).text()).toBe("");
});
