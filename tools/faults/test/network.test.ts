import { createServer } from "node:net";
import { gzipSync } from "node:zlib";
import { retry } from "@freshkey/auth-runtime/retry";
import { createSimacanClient } from "@freshkey/simacan";
import { expect, test } from "vitest";
import { failure, openFlexInsights, openSimacan, password, spentTokens, until } from "./opened.ts";

const page = { kind: "html", status: 503 } as const;

/** A `fetch` whose first request to the refresh endpoint goes elsewhere. */
function firstRefreshTo(target: () => string): { readonly fetch: typeof fetch; readonly tries: () => number } {
  let tries = 0;
  return {
    tries: () => tries,
    fetch: (input, init) => {
      const url = new URL(String(input));
      if (!url.pathname.endsWith("/auth/refresh") || (tries += 1) > 1) return fetch(input, init);
      return fetch(`${target()}${url.pathname}`, init);
    },
  };
}

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return port;
}

test.each(["a closed port", "a name that nobody knows", "a server without TLS"])("N1: A refresh that surely never left (%s) is sent again, the one-time token too", async (where) => {
  const port = await closedPort();
  const targets: Readonly<Record<string, () => string>> = {
    "a closed port": () => `http://127.0.0.1:${port}`,
    "a name that nobody knows": () => "http://no-such-host.invalid",
    "a server without TLS": () => mock.url.replace("http:", "https:"),
  };
  const detour = firstRefreshTo(targets[where] as () => string);
  const { mock, send } = await openSimacan({ fetch: detour.fetch });
  await send();
  mock.advance("PT1H");
  expect(await failure(send())).toMatchObject({ name: "TokenEndpointError", code: "network" });
  mock.advance("PT1S");
  expect((await send()).ok).toBe(true);
  expect(detour.tries()).toBe(2);
  expect([mock.calls("refreshTokens"), mock.calls("createTokens")]).toEqual([1, 1]);
});

test.each([
  ["N2: A refresh that was cut before the server read it may have been read: its token is not sent again, one login follows", { kind: "reset", when: "before" }],
  ["N3: When the server rotated and its answer was lost, the spent token never comes again: one login, no alarm, no failed call", { kind: "lost" }],
  ["N5: When the answer's head never comes, the total time-out ends it, and the token counts as spent", { kind: "hang", committed: true }],
  ["N6: An answer that drips a byte a second is ended by the same time-out: drops do not prolong it", { kind: "drip", bytesPerSecond: 1 }],
] as const)("%s", async (_, fault) => {
  const { mock, send } = await openSimacan();
  await send();
  mock.advance("PT1H");
  mock.fault({ ...fault, on: "refreshTokens" });
  const call = send();
  await until(() => mock.calls("refreshTokens") === 1);
  for (let second = 0; second < 10 && mock.calls("createTokens") < 2; second += 1) {
    await new Promise((resolve) => setTimeout(resolve, 30));
    mock.advance("PT1S");
  }
  expect((await call).ok).toBe(true);
  mock.advance("PT1H");
  expect((await send()).ok).toBe(true);
  const spent = spentTokens(mock);
  expect(new Set(spent).size).toBe(spent.length);
  expect([mock.calls("refreshTokens"), mock.calls("createTokens")]).toEqual([2, 2]);
});

test("N4: An answer that is cut after any number of bytes stores nothing of it", async () => {
  const { mock, send } = await openSimacan();
  await send();
  let logins = 1;
  for (const bytes of [0, 1, 20, 60, 100, 120]) {
    for (const announced of [true, false]) {
      mock.advance("PT1H");
      mock.fault({ kind: "truncate", bytes, announced, on: "refreshTokens" });
      expect((await send()).ok).toBe(true);
      logins += 1;
      expect([bytes, announced, mock.calls("createTokens")]).toEqual([bytes, announced, logins]);
    }
  }
  const spent = spentTokens(mock);
  expect(new Set(spent).size).toBe(spent.length);
});

test("N7: A token endpoint that answers 500 costs no login: the old token serves while it lives, then the error is typed", async () => {
  const { mock, events, send } = await openFlexInsights();
  await send();
  mock.fault({ kind: "status", status: 500, on: "getTemporaryToken", times: Infinity });
  mock.advance("PT8M30S");
  expect((await send()).ok).toBe(true);
  await until(() => events.some(({ type }) => type === "failed"));
  mock.advance("PT5M");
  const error = await failure(send());
  expect(error).toMatchObject({ name: "TokenEndpointError", code: "unexpected_status", status: 500 });
  await failure(send());
  expect(mock.calls("login")).toBe(1);
  expect(mock.calls("getTemporaryToken")).toBeLessThanOrEqual(4);
});

test("N8: A gateway's page of HTML is a typed error, and nothing of the page stands in it", async () => {
  const { mock, send } = await openFlexInsights();
  await send();
  mock.advance("PT10M");
  mock.fault({ ...page, on: "getTemporaryToken" });
  const error = await failure(send());
  expect(error).toMatchObject({ name: "TokenEndpointError", status: 503 });
  expect(`${error.message}${error.stack}${JSON.stringify(error)}`).not.toMatch(/<html|Gateway/);
  expect(mock.calls("login")).toBe(1);
});

test.each([301, 302, 303, 307, 308])("N9: A token endpoint that redirects (%i) is an error: not a byte of a secret follows", async (status) => {
  const other = await openSimacan();
  const { mock, send } = await openSimacan();
  for (const to of [other.mock.url, mock.url]) {
    mock.fault({ kind: "redirect", status, to, on: "createTokens" });
    const before = mock.journal.length;
    expect(await failure(send())).toMatchObject({ name: "TokenEndpointError", code: "redirected" });
    expect(mock.journal.length).toBe(before + 1);
    mock.advance("PT1M");
  }
  expect(other.mock.journal.length).toBe(0);
});

test.each([301, 302, 303, 307, 308])("N10: A data call that is redirected to another origin (%i) takes no token along", async (status) => {
  const other = await openSimacan();
  const { mock, send } = await openSimacan();
  mock.fault({ kind: "redirect", status, to: other.mock.url, on: "data" });
  expect((await send()).response.status).toBe(status);
  expect(other.mock.journal.length).toBe(0);
});

const bodies: Readonly<Record<string, string | Uint8Array>> = {
  "cut JSON": '{"access_token":"canary',
  "a NUL in JSON": '{"access_token":"can\u0000ary"}',
  "a token with a NUL": JSON.stringify({ access_token: "can\u0000ary", expires_in: 60 }),
  "JSON with a tail": '{"access_token":"canary"} {}',
  "two texts": '"canary" "canary"',
  "a compressed flood": gzipSync(Buffer.alloc(50_000_000, " ")),
};
test.each(Object.keys(bodies))("N11: An answer that is %s is a typed error that shows nothing of it", async (name) => {
  const content = bodies[name] as string | Uint8Array;
  const { mock, send } = await openSimacan({
    fetch: async (input, init) => {
      if (!String(input).endsWith("/auth/password")) return fetch(input, init);
      const headers: Record<string, string> = { "content-type": "application/json" };
      if (typeof content === "string") return new Response(content, { headers });
      return new Response(new Blob([content as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream("gzip")), { headers });
    },
  });
  const error = await failure(send());
  expect(error).toMatchObject({ name: "TokenEndpointError", code: "malformed_answer" });
  expect(`${error.message}${error.stack}${JSON.stringify(error)}`).not.toContain("canary");
  expect(mock.calls("insertOrUpdateTrips")).toBe(0);
});

test("N12: Of an answer of a hundred megabytes no more is read than a token can be", async () => {
  let read = 0;
  const { mock, send } = await openSimacan({
    fetch: async (input, init) => {
      const response = await fetch(input, init);
      if (!String(input).endsWith("/auth/password") || !response.body) return response;
      const counted = response.body.pipeThrough(new TransformStream({ transform: (chunk, controller) => ((read += chunk.length), controller.enqueue(chunk)) }));
      return new Response(counted, response);
    },
  });
  mock.fault({ kind: "huge", bytes: 100_000_000, on: "createTokens" });
  expect(await failure(send())).toMatchObject({ code: "malformed_answer" });
  expect(read).toBeGreaterThan(65_536);
  expect(read).toBeLessThan(1_000_000);
});

test.each([
  ["another content type", { kind: "contentType", type: "text/plain" }],
  ["no content type", { kind: "contentType" }],
  ["204", { kind: "status", status: 204 }],
  ["200 with an error in it", { kind: "status", status: 200, body: { error: "canary-detail" } }],
] as const)("N13: A login that answers with %s is a typed error, and the next one is not sent at once", async (_, fault) => {
  const { mock, send } = await openSimacan();
  mock.fault({ ...fault, on: "createTokens" });
  const error = await failure(send());
  expect(error).toMatchObject({ name: "TokenEndpointError", code: "malformed_answer" });
  expect(error.message).not.toContain("canary");
  await failure(send());
  expect(mock.calls("createTokens")).toBe(1);
  mock.advance("PT1M");
  expect((await send()).ok).toBe(true);
});

test.each([
  ["a portal's page", { kind: "html" }],
  ["407 of a proxy", { kind: "status", status: 407 }],
] as const)("N14: %s in place of a token is a typed error, and nobody logs in for it", async (_, fault) => {
  const { mock, send } = await openFlexInsights();
  await send();
  mock.advance("PT10M");
  mock.fault({ ...fault, on: "getTemporaryToken" });
  expect(await failure(send())).toMatchObject({ name: "TokenEndpointError" });
  mock.advance("PT1M");
  expect((await send()).ok).toBe(true);
  expect(mock.calls("login")).toBe(1);
});

test("N15: A kept connection that was dead costs a client with retry one more try, and a refresh at most one login", async () => {
  const { mock } = await openSimacan();
  const client = createSimacanClient({ credentials: { username: "ada", password }, server: mock.url, clock: mock.clock, retry: retry() });
  const send = () => client.PUT("/trips/insertOrUpdate", { body: { trips: [{ tripId: "trip-1" }] } });
  expect((await send()).ok).toBe(true);
  mock.fault({ kind: "reset", when: "after", on: "data" });
  expect((await send()).ok).toBe(true);
  const call = send();
  // The wait between tries is in the mock's time.
  for (let turn = 0; turn < 20; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    mock.advance(500);
  }
  expect((await call).ok).toBe(true);

  mock.fault({ kind: "reset", when: "after", on: "data" });
  expect((await send()).ok).toBe(true);
  mock.advance("PT2H");
  expect((await send()).ok).toBe(true);
  const spent = spentTokens(mock);
  expect(new Set(spent).size).toBe(spent.length);
  expect(mock.calls("createTokens")).toBeLessThanOrEqual(2);
});

test("N16: After an hour offline the first success ends all pauses, and meanwhile at most one try a minute was made", async () => {
  let offline = true;
  let tries = 0;
  const { mock, send } = await openSimacan({
    fetch: (input, init) => {
      if (!offline) return fetch(input, init);
      tries += 1;
      return Promise.reject(new TypeError("fetch failed", { cause: Object.assign(new Error("down"), { code: "ENETUNREACH" }) }));
    },
  });
  for (let second = 0; second < 3600; second += 1) {
    await failure(send());
    mock.advance("PT1S");
  }
  // The first minute is denser: 1, 2, 4 seconds and so on.
  expect(tries).toBeGreaterThan(50);
  expect(tries).toBeLessThanOrEqual(130);
  offline = false;
  mock.advance("PT1M");
  expect((await send()).ok).toBe(true);
  mock.revokeAll();
  expect((await send()).ok).toBe(true);
});

test("N17: A server that takes the connection and says nothing is left after the time-out, and its socket is closed", async () => {
  const sockets = new Set<unknown>();
  const silent = createServer((socket) => {
    sockets.add(socket);
    socket
      .resume()
      .on("error", () => {})
      .on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((done) => silent.listen(0, "127.0.0.1", done));
  const { port } = silent.address() as { port: number };
  const { mock, send } = await openSimacan({ server: `http://127.0.0.1:${port}` });
  const call = failure(send());
  await until(() => sockets.size === 1);
  // The mock's time goes on by itself: a busy machine may take some seconds of it.
  mock.advance(6_000);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(sockets.size).toBe(1);
  mock.advance(4_000);
  expect(await call).toMatchObject({ name: "TokenEndpointError", code: "timeout" });
  await until(() => sockets.size === 0);
  silent.close();
});
