import type { ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { createSession, TokenEndpointError } from "../../src/index.ts";
import { testClock } from "../support/clock.ts";
import { chain, credentials } from "./support/api.ts";
import { leak } from "./support/leak.ts";
import { listen, reply, type Server } from "./support/server.ts";

// Only the login: what it does not yield, no other grant makes up for.
const loginOnly = { ...chain, grants: chain.grants.slice(1) };

let server: Server | undefined;
afterEach(() => server?.close());

/** The error of a first login whose answer is written by `write`. */
async function login(write: (response: ServerResponse) => void, whileWaiting?: (clock: ReturnType<typeof testClock>) => Promise<void>) {
  server = await listen((_, response) => write(response));
  const clock = testClock();
  const session = createSession(loginOnly, { credentials, server: server.url, clock, timeout: 5000 });
  const token = session.getToken().then(
    (won) => won.reveal(),
    (reason: unknown) => reason,
  );
  await whileWaiting?.(clock);
  return { error: await token, session, clock };
}
const good = { access_token: "canary-access", session_token: "canary-session", expires_in: 3600 };
const raw = (status: number, type: string | undefined, body: string) => (response: ServerResponse) => void response.writeHead(status, type ? { "content-type": type } : {}).end(body);
const access = (access_token: unknown) => raw(200, "application/json", JSON.stringify({ ...good, access_token }));

test("the good answer is good", async () => {
  expect((await login((response) => reply(response, 200, good))).error).toBe("canary-access");
  expect((await login(raw(200, "application/json; charset=utf-8", JSON.stringify(good)))).error).toBe("canary-access");
  expect((await login(raw(201, "application/vnd.example+json", JSON.stringify(good)))).error).toBe("canary-access");
});

const characters: readonly (readonly [name: string, text: string])[] = [
  ["CR LF", "\r\n"],
  ["CR", "\r"],
  ["LF", "\n"],
  ["NUL", "\u0000"],
  ["DEL", "\u007f"],
  ["a tab", "\t"],
  ["a space", " "],
  ["a semicolon", ";"],
  ["a comma", ","],
  ["a quote", '"'],
  ["a backslash", "\\"],
  ["\u00e9", "\u00e9"],
  ["a snowman", "\u2603"],
  ["a line separator", "\u2028"],
  ["a lone surrogate", "\ud800"],
];
const malformed: readonly (readonly [name: string, write: (response: ServerResponse) => void, status: number])[] = [
  ["HTML under 200", raw(200, "text/html", "<html>canary</html>"), 200],
  ["HTML called JSON", raw(200, "application/json", "<html>canary</html>"), 200],
  ["truncated JSON", raw(200, "application/json", JSON.stringify(good).slice(0, -9)), 200],
  ["nothing under 200", raw(200, "application/json", ""), 200],
  ["204", raw(204, undefined, ""), 204],
  ["{}", raw(200, "application/json", "{}"), 200],
  ["null", raw(200, "application/json", "null"), 200],
  ["an array", raw(200, "application/json", '["canary"]'), 200],
  ["a string", raw(200, "application/json", '"canary"'), 200],
  ["JSON called text", raw(200, "text/plain", JSON.stringify(good)), 200],
  ["JSON without a type", raw(200, undefined, JSON.stringify(good)), 200],
  ["a nested token", access({ value: "canary" }), 200],
  ["an array of tokens", access(["canary"]), 200],
  ["a number", access(12345), 200],
  ["true", access(true), 200],
  ["null as token", access(null), 200],
  ["an empty token", access(""), 200],
  ["a token of 20 kB", access(`canary${"x".repeat(20_000)}`), 200],
  ["a token under __proto__", raw(200, "application/json", '{"__proto__":{"access_token":"canary-proto","session_token":"canary-proto"}}'), 200],
  ["a token under constructor.prototype", raw(200, "application/json", '{"constructor":{"prototype":{"access_token":"canary-proto"}}}'), 200],
  ...characters.flatMap(([name, text]) => [`canary${text}x`, `${text}canary`, `canary${text}`].map((value) => [`a token with ${name}: ${JSON.stringify(value)}`, access(value), 200] as const)),
];

test.each(malformed)("X4: %s as answer of a login is malformed_answer, with endpoint and status, never a value", async (_, write, status) => {
  const { error } = await login(write);
  expect(error).toBeInstanceOf(TokenEndpointError);
  expect(error).toMatchObject({ name: "TokenEndpointError", code: "malformed_answer", endpoint: "POST /token", status });
  expect((error as Error).message).toContain("POST /token");
  expect(leak(error)).toBeUndefined();
  expect(({} as Record<string, unknown>).access_token).toBeUndefined();
  expect(Object.keys(Object.prototype)).toEqual([]);
});

test("X6: a good answer with __proto__ beside it changes no prototype", async () => {
  const { error } = await login(raw(200, "application/json", `{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},${JSON.stringify(good).slice(1)}`));
  expect(error).toBe("canary-access");
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test.each([400, 403, 404, 409, 500, 502, 503])("a status %i of a login is unexpected_status", async (status) => {
  const { error } = await login((response) => reply(response, status, { ...good, error: "canary-error" }));
  expect(error).toMatchObject({ name: "TokenEndpointError", code: "unexpected_status", endpoint: "POST /token", status });
  expect(leak(error)).toBeUndefined();
});

test("a connection cut before the answer is a network error", async () => {
  const { error } = await login((response) => void response.destroy());
  expect(error).toMatchObject({ name: "TokenEndpointError", code: "network", endpoint: "POST /token", status: undefined });
  expect(leak(error)).toBeUndefined();
});

test("a connection cut in the middle of the answer is a network error that knows the status", async () => {
  const { error } = await login((response) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
    response.write('{"access_token":"canary', () => response.destroy());
  });
  expect(error).toMatchObject({ name: "TokenEndpointError", code: "network", endpoint: "POST /token", status: 200 });
  expect(leak(error)).toBeUndefined();
});

test("a server that nobody listens at is a network error that names the cause's code", async () => {
  const closed = await listen(() => {});
  await closed.close();
  const error = await createSession(chain, { credentials, server: closed.url })
    .getToken()
    .catch((reason: unknown) => reason);
  expect(error).toMatchObject({ name: "TokenEndpointError", code: "network", endpoint: "POST /token", message: expect.stringContaining("ECONNREFUSED") });
  expect(leak(error)).toBeUndefined();
});

test.each(["application/json", "text/html"])("of an answer of 100 MB (%s) less than 2 MB is taken, then the client hangs up", async (type) => {
  const chunk = Buffer.alloc(65_536, 0x20);
  let written = 0;
  let hungUp: () => void = () => {};
  const closed = new Promise<void>((resolve) => (hungUp = resolve));
  const { error } = await login((response) => {
    response.writeHead(200, { "content-type": type });
    response.on("close", hungUp);
    const more = () => {
      if (response.destroyed || written >= 100 * 2 ** 20) return void response.end();
      written += chunk.length;
      response.write(chunk);
      // In bites, so that the buffers of two sockets do not swallow megabytes before the client has a turn.
      setTimeout(more, 2);
    };
    more();
  });
  expect(error).toMatchObject({ name: "TokenEndpointError", code: "malformed_answer", endpoint: "POST /token", status: 200 });
  await closed;
  expect(written).toBeLessThan(2 * 2 ** 20);
});

test("an endpoint that hangs is given up after the timeout, and the connection is closed", async () => {
  let arrived: () => void = () => {};
  let hungUp: () => void = () => {};
  const there = new Promise<void>((resolve) => (arrived = resolve));
  const closed = new Promise<void>((resolve) => (hungUp = resolve));
  let early = false;
  let before = true;
  const { error } = await login(
    (response) => {
      response.on("close", () => {
        early = before;
        hungUp();
      });
      arrived();
    },
    async (clock) => {
      await there;
      clock.advance(4999);
      await pause(10);
      before = false;
      clock.advance(2);
    },
  );
  expect(error).toMatchObject({ name: "TokenEndpointError", code: "timeout", endpoint: "POST /token", status: undefined });
  expect(early).toBe(false);
  await closed;
});

test("an endpoint that drips for ever is given up after the same timeout: drops do not prolong it", async () => {
  let arrived: () => void = () => {};
  let hungUp: () => void = () => {};
  const there = new Promise<void>((resolve) => (arrived = resolve));
  const closed = new Promise<void>((resolve) => (hungUp = resolve));
  let drops = 0;
  const { error } = await login(
    (response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write('{"access_token":"canary');
      const timer = setInterval(() => response.write("x"), 1);
      response.on("close", () => {
        clearInterval(timer);
        hungUp();
      });
      arrived();
    },
    async (clock) => {
      await there;
      for (; drops < 6; drops++) {
        await pause(3);
        clock.advance(1000);
      }
    },
  );
  expect(error).toMatchObject({ name: "TokenEndpointError", code: "timeout", endpoint: "POST /token" });
  expect(leak(error)).toBeUndefined();
  await closed;
});

test("after a bad answer the session is not broken: the next login may be good", async () => {
  let bad = true;
  const { error, session, clock } = await login((response) => (bad ? raw(200, "text/html", "no")(response) : reply(response, 200, good)));
  expect(error).toBeInstanceOf(TokenEndpointError);
  bad = false;
  clock.advance(61_000);
  expect((await session.getToken()).reveal()).toBe("canary-access");
});
