import { expect, test } from "vitest";
import { bearer, notes, post, start } from "./mock.ts";

test("respondOnce() wins over everything, once, in the order it was called", async () => {
  const mock = await start(notes);
  mock.respondOnce("listNotes", { status: 503, headers: { "retry-after": "3", "set-cookie": ["a=1", "b=2"] }, body: "busy" });
  mock.respondOnce("listNotes", { status: 200, body: { odd: true } });
  const [one, two, three] = [await fetch(`${mock.url}/notes`), await fetch(`${mock.url}/notes`), await fetch(`${mock.url}/notes`)];
  expect([one.status, one.headers.get("retry-after"), one.headers.getSetCookie(), await one.text()]).toEqual([503, "3", ["a=1", "b=2"], "busy"]);
  expect([two.status, two.headers.get("content-type"), await two.json()]).toEqual([200, "application/json", { odd: true }]);
  expect(three.status).toBe(401);
});

test("calls() counts every answer of an operation, and knows no operation by accident", async () => {
  const mock = await start(notes);
  mock.respondOnce("listNotes", { status: 503 });
  await fetch(`${mock.url}/notes`);
  await fetch(`${mock.url}/notes`);
  expect([mock.calls("listNotes"), mock.calls("login")]).toEqual([2, 0]);
  expect(() => mock.calls("listNote")).toThrow(/There are: login, refresh/);
  expect(() => mock.respondOnce("listNote", { status: 200 })).toThrow(RangeError);
});

test("the journal holds a request and its answer as they were on the wire", async () => {
  const mock = await start(notes, { startAt: Date.UTC(2030, 0, 1) });
  await post(`${mock.url}/login?x=1`, { key: "key-1", secret: "fake" });
  const [exchange] = mock.journal;
  expect(exchange).toMatchObject({ operationId: "login", method: "POST", path: "/login", query: "x=1", status: 200, request: { body: '{"key":"key-1","secret":"fake"}' } });
  expect(exchange?.at).toBeGreaterThanOrEqual(Date.UTC(2030, 0, 1));
  expect(exchange?.response.headers).toContainEqual(["x-access-token", mock.tokens("access")[0]?.value]);
  expect(JSON.parse(exchange?.response.body ?? "")).toMatchObject({ refresh: mock.tokens("refresh")[0]?.value });
});

test("the journal keeps the last 1,000", async () => {
  const mock = await start(notes);
  for (let count = 0; count < 1_003; count += 1) await mock.fetch(`https://example.com/nowhere/${count}`);
  expect(mock.journal).toHaveLength(1_000);
  expect(mock.journal[0]?.path).toBe("/nowhere/3");
});

test("the in-process fetch gives the same answers as the socket, whatever the origin", async () => {
  const mock = await start(notes);
  const login = { method: "POST", headers: { "content-type": "application/json" }, body: '{"key":"key-1","secret":"fake"}' };
  const read = async (answer: Response): Promise<unknown> => {
    const headers = [...answer.headers].filter(([name]) => !["connection", "keep-alive", "date"].includes(name));
    const unminted = (text: string): string => text.replaceAll(/-\d+-[\w-]{22}/g, "").replace(/"dies":\d+/, "");
    return [answer.status, unminted(JSON.stringify(headers)), unminted(await answer.text())];
  };
  const ask = async (base: string, fetcher: typeof fetch): Promise<unknown[]> => {
    const { headers } = await fetcher(`${base}/login`, login);
    const authorized = { headers: bearer(headers.get("x-access-token") ?? "") };
    const requests: [string, RequestInit?][] = [
      ["/login", login],
      ["/notes", authorized],
      ["/notes"],
      ["/notes?tag=red", authorized],
      ["/notes?tag=green", authorized],
      ["/broken"],
      ["/nowhere"],
      ["/login"],
      ["/login", { ...login, body: "{" }],
    ];
    return Promise.all(requests.map(async ([path, init]) => read(await fetcher(base + path, init))));
  };
  expect(await ask("https://api.example.com", mock.fetch)).toEqual(await ask(mock.url, fetch));
});

test("the in-process fetch takes a Request, tells its URL and honours an abort", async () => {
  const mock = await start(notes);
  const answer = await mock.fetch(new Request("https://api.example.com/broken"));
  expect([answer.status, answer.url]).toEqual([200, "https://api.example.com/broken"]);
  await expect(mock.fetch("https://api.example.com/broken", { signal: AbortSignal.abort(new Error("stop")) })).rejects.toThrow("stop");
});

test("advance() fires what falls due, in order, at its own time", async () => {
  const mock = await start(notes, { startAt: 0, clock: { now: () => 5_000 } });
  const fired: [string, number][] = [];
  const note = (name: string) => () => void fired.push([name, mock.clock.now()]);
  mock.clock.after(3_000, note("third"));
  mock.clock.after(1_000, () => {
    note("first")();
    mock.clock.after(1_000, note("second"));
  });
  mock.clock.after(2_500, note("called off"))();
  mock.clock.after(3_001, note("not yet"));
  mock.advance("PT3S");
  expect(fired).toEqual([
    ["first", 1_000],
    ["second", 2_000],
    ["third", 3_000],
  ]);
  expect([mock.clock.now(), mock.clock.monotonic()]).toEqual([3_000, 8_000]);
});

test("a timer fires by itself as real time goes by", async () => {
  const mock = await start(notes);
  const at = mock.clock.monotonic();
  const elapsed = await new Promise<number>((done) => mock.clock.after(20, () => done(mock.clock.monotonic() - at)));
  expect(elapsed).toBeGreaterThanOrEqual(20);
});

test("advance() says what to write when it is given something else", async () => {
  const mock = await start(notes);
  for (const wrong of ["10m", "P1M", "P", "PT", -1, Number.NaN]) expect(() => mock.advance(wrong)).toThrow(/PT10M/);
});
