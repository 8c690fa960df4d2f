import { connect, type Socket } from "node:net";
import { expect, test } from "vitest";
import type { AuthMock } from "../src/index.ts";
import { post, postForm, realSpec, start } from "./mock.ts";

interface Heard {
  readonly id?: string;
  readonly event: string;
  readonly data: any;
}

interface Ear {
  readonly heard: Heard[];
  readonly status: number;
  /** Waits until so many events other than signs of life came. */
  until(count: number): Promise<readonly Heard[]>;
  leave(): void;
  /** Resolves when the stream has ended. */
  readonly ended: Promise<void>;
}

async function listen(mock: AuthMock, lastEventId?: string, by: typeof fetch = fetch): Promise<Ear> {
  const leaving = new AbortController();
  const answer = await by(`${mock.url}/_mock/events`, { signal: leaving.signal, ...(lastEventId !== undefined && { headers: { "last-event-id": lastEventId } }) });
  const heard: Heard[] = [];
  let wake = (): void => {};
  const read = async (): Promise<void> => {
    let text = "";
    for await (const chunk of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
      const parts = (text + Buffer.from(chunk).toString("utf8")).split("\n\n");
      text = parts.pop() ?? "";
      for (const part of parts) {
        const fields = Object.fromEntries(part.split("\n").map((line) => [line.slice(0, line.indexOf(": ")), line.slice(line.indexOf(": ") + 2)]));
        heard.push({ event: fields["event"] ?? "", data: JSON.parse(fields["data"] ?? "null"), ...(fields["id"] !== undefined && { id: fields["id"] }) });
      }
      wake();
    }
  };
  const ended = answer.ok ? read().catch(() => undefined) : Promise.resolve();
  return {
    heard,
    status: answer.status,
    async until(count) {
      while (heard.length < count) await new Promise<void>((done) => (wake = done));
      return heard;
    },
    leave: () => leaving.abort(),
    ended,
  };
}

async function logIn(mock: AuthMock): Promise<{ access_token: string; refresh_token: string }> {
  return (await (await postForm(`${mock.url}/auth/password`, { username: "ada", password: "fake-password" })).json()) as never;
}

const refresh = (mock: AuthMock, token: string): Promise<Response> => postForm(`${mock.url}/auth/refresh`, { refresh_token: token });

test("events tell of tokens, exchanges, the clock, faults and the journal, in their order", async () => {
  const mock = await start(realSpec("simacan"));
  const ear = await listen(mock);
  const first = await logIn(mock);
  await refresh(mock, first.refresh_token);
  mock.advance("PT1H");
  mock.fault({ kind: "status", status: 503 });
  await refresh(mock, first.refresh_token);
  mock.revokeAll("accessToken");
  await fetch(`${mock.url}/_mock/journal`, { method: "DELETE" });
  const heard = await ear.until(15);
  expect(heard.map(({ event, data }) => (event === "token" ? `${data.token.name} ${data.token.id} ${data.token.state}` : event === "exchange" ? `${data.number} ${data.status}` : event))).toEqual([
    "hello",
    "accessToken 1 live",
    "refreshToken 2 live",
    "1 200",
    "accessToken 3 live",
    "refreshToken 4 live",
    "refreshToken 2 spent",
    "2 200",
    "clock",
    "fault",
    "3 503",
    "fault",
    "accessToken 1 revoked",
    "accessToken 3 revoked",
    "cleared",
  ]);
  ear.leave();
});

test("an event says when, of whom and of which call, and holds no secret", async () => {
  const mock = await start(realSpec("simacan"));
  const ear = await listen(mock);
  const { access_token: access } = await logIn(mock);
  await fetch(`${mock.url}/nowhere/${access}?secret=fake-query`, { headers: { authorization: `Bearer ${access}` } });
  mock.fault({ kind: "status", status: 200, body: "fake-canary", headers: { "x-odd": "fake-canary" } });
  const heard = await ear.until(6);
  const [hello, token, , exchange, lost] = heard as readonly [Heard, Heard, Heard, Heard, Heard];
  expect(hello.data).toEqual({ run: expect.stringMatching(/^\w+$/), now: expect.any(Number), resumed: false });
  const { accounts } = (await (await fetch(`${mock.url}/_mock/accounts`)).json()) as { accounts: { id: string }[] };
  expect(token.data).toMatchObject({ account: accounts[0]?.id, token: { id: 1, name: "accessToken", value: "accessToken-1-…", state: "live", family: 1 } });
  expect(exchange.data).toMatchObject({ number: 1, operationId: "createTokens", method: "POST", path: "/auth/password", query: "", status: 200, violations: [] });
  expect(Object.keys(exchange.data)).not.toContain("request");
  expect(lost.data).toMatchObject({ number: 2, status: 404, query: "secret=***" });
  for (const secret of ["fake-password", "fake-query", "fake-canary", ...mock.tokens().map(({ value }) => value)]) expect(JSON.stringify(heard)).not.toContain(secret);
  ear.leave();
});

test("who comes back with the id of the last event hears what was missed, and nothing twice", async () => {
  const mock = await start(realSpec("simacan"));
  const first = await listen(mock);
  await logIn(mock);
  const last = (await first.until(4)).at(-1)?.id;
  first.leave();
  await first.ended;
  await logIn(mock);
  const second = await listen(mock, last);
  const heard = await second.until(4);
  expect([heard[0]?.data.resumed, heard.map(({ data }) => data.number ?? data.token?.id)]).toEqual([true, [undefined, 3, 4, 2]]);
  expect((await (await listen(mock, heard.at(-1)?.id)).until(1))[0]?.data.resumed).toBe(true);

  for (const stale of ["", "1", "other-run.3", `${heard[0]?.data.run}.99999`, `${heard[0]?.data.run}.-1`, `${heard[0]?.data.run}.x`]) {
    const ear = await listen(mock, stale);
    expect([stale, (await ear.until(1))[0]?.data.resumed]).toEqual([stale, false]);
    ear.leave();
  }
});

test("beyond what is kept, and after the journal was emptied, everything is to be read anew", async () => {
  const mock = await start(realSpec("simacan"));
  const ear = await listen(mock);
  const before = (await ear.until(1))[0]?.id;
  for (let count = 0; count < 999; count += 1) await mock.fetch(`${mock.url}/nowhere`);
  const kept = await listen(mock, before);
  expect((await kept.until(1_000)).slice(1).map(({ data }) => data.number)).toEqual(Array.from({ length: 999 }, (_, index) => index + 1));
  for (let count = 0; count < 2; count += 1) await mock.fetch(`${mock.url}/nowhere`);
  expect((await (await listen(mock, before)).until(1))[0]?.data.resumed).toBe(false);
  const late = (await ear.until(1_002)).at(-1)?.id;
  await fetch(`${mock.url}/_mock/journal`, { method: "DELETE" });
  expect((await (await listen(mock, late)).until(1))[0]?.data.resumed).toBe(true);
  expect((await (await listen(mock, before)).until(1))[0]?.data.resumed).toBe(false);
});

test("many tokens that change at once are told of in one event", async () => {
  const mock = await start(realSpec("simacan"));
  for (let count = 0; count < 40; count += 1) await mock.fetch(`${mock.url}/auth/password`, { method: "POST", body: new URLSearchParams({ username: "ada", password: "fake" }) });
  const ear = await listen(mock);
  mock.revokeAll();
  mock.advance(1);
  expect((await ear.until(3)).slice(1).map(({ event, data }) => [event, data.changed])).toEqual([
    ["accounts", 80],
    ["clock", undefined],
  ]);
});

test("sixteen may listen; the next is told to wait, and comes in when one has left", async () => {
  const mock = await start(realSpec("simacan"));
  const ears = await Promise.all(Array.from({ length: 16 }, () => listen(mock)));
  await Promise.all(ears.map((ear) => ear.until(1)));
  const refused = await fetch(`${mock.url}/_mock/events`);
  expect([refused.status, refused.headers.get("retry-after"), ((await refused.json()) as { detail: string }).detail]).toEqual([503, "5", expect.stringContaining("Too many")]);
  const [first] = ears as [Ear];
  first.leave();
  let status = 503;
  while (status === 503) {
    const ear = await listen(mock);
    status = ear.status;
    if (status === 200) await ear.until(1);
  }
  expect(status).toBe(200);
  expect((await fetch(`${mock.url}/_mock/events`, { method: "HEAD" })).status).toBe(503);
});

test("a listener that does not read is cut off, and the others hear everything", async () => {
  const mock = await start(realSpec("simacan"));
  const port = Number(new URL(mock.url).port);
  const slow: Socket = connect(port, "127.0.0.1");
  slow.pause();
  slow.write(`GET /_mock/events HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n\r\n`);
  slow.on("error", () => undefined);
  const ear = await listen(mock);
  await ear.until(1);
  const path = "x".repeat(8_000);
  const sent = 2_000;
  for (let count = 1; count <= sent; count += 1) {
    await mock.fetch(`${mock.url}/${path}`);
    if (count % 50 === 0) await ear.until(1 + count);
  }
  expect((await ear.until(1 + sent)).at(-1)?.data.number).toBe(sent);
  // Only now it reads: what was on its way, and then the end.
  let got = 0;
  slow.on("data", (chunk: Buffer) => (got += chunk.length));
  slow.resume();
  await new Promise((done) => slow.once("close", done));
  expect(got).toBeLessThan((sent * path.length) / 2);
  ear.leave();
});

test("events come without a socket too, and end when the mock closes", async () => {
  const mock = await start(realSpec("simacan"));
  const [wired, bare] = [await listen(mock), await listen(mock, undefined, mock.fetch)];
  await post(`${mock.url}/_mock/advance`, { duration: "PT1M" });
  expect([(await wired.until(2)).map(({ event }) => event), (await bare.until(2)).map(({ event }) => event)]).toEqual([
    ["hello", "clock"],
    ["hello", "clock"],
  ]);
  await mock.close();
  await Promise.all([wired.ended, bare.ended]);
});
