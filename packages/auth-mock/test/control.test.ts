import { request } from "node:http";
import { createRequire } from "node:module";
import { connect } from "node:net";
import type { Options } from "ajv";
import { getHttpOperationsFromSpec } from "@stoplight/prism-http";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { startAuthMock, type AuthMock } from "../src/index.ts";
import { builtPage } from "./built-page.ts";
import { basic, bearer, notes, post, postForm, realSpec, start } from "./mock.ts";

const { Ajv2020 } = createRequire(import.meta.url)("ajv/dist/2020.js") as { Ajv2020: new (options: Options) => { compile(schema: object): { (value: unknown): boolean; errors?: unknown } } };

async function read(mock: AuthMock, path: string): Promise<any> {
  const answer = await fetch(`${mock.url}/_mock/${path}`);
  expect(answer.status).toBe(200);
  return answer.json();
}

function steer(mock: AuthMock, action: string, body: unknown): Promise<Response> {
  return post(`${mock.url}/_mock/${action}`, body);
}

async function logIn(mock: AuthMock): Promise<{ access: string; refresh: string }> {
  const answer = (await (await postForm(`${mock.url}/auth/password`, { username: "ada", password: "fake-password" })).json()) as { access_token: string; refresh_token: string };
  return { access: answer.access_token, refresh: answer.refresh_token };
}

function send(mock: AuthMock, token: string): Promise<Response> {
  return fetch(`${mock.url}/trips/insertOrUpdate`, { method: "PUT", headers: { "content-type": "application/json", ...bearer(token) }, body: '{"trips":[{"tripId":"trip-1"}]}' });
}

/** A request with headers that `fetch` would not let pass. */
function raw(mock: AuthMock, path: string, headers: Record<string, string>, method = "GET", body = ""): Promise<{ status: number; text: string }> {
  return new Promise((done, fail) => {
    const call = request(mock.url + path, { method, headers }, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => (text += chunk.toString()));
      response.on("end", () => done({ status: response.statusCode ?? 0, text }));
    });
    call.once("error", fail);
    call.end(body);
  });
}

test("ready names the documents and the mock's time", async () => {
  const mock = await start([realSpec("simacan"), notes], { startAt: 1_000_000_000_000 });
  const answer = await read(mock, "ready");
  expect(answer).toMatchObject({ ready: true, specs: ["simacan.openapi.yaml", "notes.openapi.yaml"] });
  expect(answer.now - mock.clock.now()).toBeLessThanOrEqual(0);
});

test("a token dies when the clock is advanced over HTTP", async () => {
  const mock = await start(realSpec("simacan"));
  const { access } = await logIn(mock);
  expect((await send(mock, access)).status).toBe(200);
  const answer = await steer(mock, "advance", { duration: "P1D" });
  expect([answer.status, ((await answer.json()) as { now: number }).now]).toEqual([200, expect.closeTo(Date.now() + 86_400_000, -5)]);
  expect((await send(mock, access)).status).toBe(401);
});

test("a duration that is none, or one beyond all dates, is refused and moves nothing", async () => {
  const mock = await start(notes);
  const before = mock.clock.now();
  for (const duration of ["10m", 600_000, "P99999999W", undefined]) expect((await steer(mock, "advance", { duration })).status).toBe(400);
  expect(mock.clock.now() - before).toBeLessThan(60_000);
});

test("a token is revoked over HTTP, by itself or by its name", async () => {
  const mock = await start(realSpec("simacan"));
  const [first, second] = [await logIn(mock), await logIn(mock)];
  expect(await (await steer(mock, "revoke", { token: first.access })).json()).toEqual({ revoked: 1 });
  expect([(await send(mock, first.access)).status, (await send(mock, second.access)).status]).toEqual([401, 200]);
  const { name } = mock.tokens().find(({ value }) => value === second.access) as { name: string };
  expect(await (await steer(mock, "revoke", { name })).json()).toEqual({ revoked: 1 });
  expect((await send(mock, second.access)).status).toBe(401);
  for (const [body, status] of [
    [{ token: "never-issued" }, 404],
    [{}, 400],
    [{ token: first.access, name }, 400],
    [{ tokne: first.access }, 400],
  ] as const) {
    const answer = await steer(mock, "revoke", body);
    expect([answer.status, await answer.text()]).toEqual([status, expect.not.stringMatching(/never-issued|tokne/)]);
  }
});

test("an answer is planned over HTTP, sent once, and several wait in line", async () => {
  const mock = await start(notes);
  expect((await steer(mock, "respond-once", { operationId: "login", status: 503, headers: { "retry-after": "5", "set-cookie": ["a=1", "b=2"] }, body: { busy: true } })).status).toBe(204);
  expect((await steer(mock, "respond-once", { operationId: "login", status: 500, body: "plain" })).status).toBe(204);
  const logInto = (): Promise<Response> => post(`${mock.url}/login`, { key: "key-1", secret: "fake" });
  const busy = await logInto();
  expect([busy.status, busy.headers.get("retry-after"), busy.headers.getSetCookie(), await busy.json()]).toEqual([503, "5", ["a=1", "b=2"], { busy: true }]);
  const broken = await logInto();
  expect([broken.status, await broken.text(), (await logInto()).status]).toEqual([500, "plain", 200]);
});

test("a planned answer that could not be sent is refused at once, and says what to write", async () => {
  const mock = await start(notes);
  for (const [body, status, says] of [
    [{ operationId: "logon", status: 500 }, 404, "login"],
    [{ status: 500 }, 400, '"operationId"'],
    [{ operationId: "login", status: 42 }, 400, '"status"'],
    [{ operationId: "login", status: 500, headers: { "bad name": "x" } }, 400, '"headers"'],
    [{ operationId: "login", status: 500, headers: { x: "a\r\nb: c" } }, 400, '"headers"'],
    [{ operationId: "login", status: 500, headers: { "content-length": "7" } }, 400, '"headers"'],
    [{ operationId: "login", status: 500, header: {} }, 400, "headers"],
    [[], 400, "JSON object"],
  ] as const) {
    const answer = await steer(mock, "respond-once", body);
    expect([answer.status, ((await answer.json()) as { detail: string }).detail]).toEqual([status, expect.stringContaining(says)]);
  }
  expect((await post(`${mock.url}/login`, { key: "key-1", secret: "fake" })).status).toBe(200);
});

test("journal and tokens show no secret unless they are asked to", async () => {
  const mock = await start([realSpec("simacan"), realSpec("twilio-flex"), realSpec("flex-insights")]);
  const { access, refresh } = await logIn(mock);
  await send(mock, access);
  await fetch(`${mock.url}/v4/Instances/GO1/Users?Username=user1`, { headers: { ...basic("AC1", "fake-auth-token"), cookie: "sid=fake-cookie", "x-other": "fake-header" } });
  await post(`${mock.url}/gdc/account/login`, { postUserLogin: { login: "ada", password: "fake-password", remember: 0, verify_level: 2 } });
  await fetch(`${mock.url}/trips/insertOrUpdate?access_token=fake-parameter`, { method: "PUT", headers: { "content-type": "application/json" }, body: '{"trips":[],"apiKey":["fake-member"]}' });
  await steer(mock, "respond-once", { operationId: "insertOrUpdateTripsJson", status: 200, headers: { "set-cookie": "sid=fake-given; Path=/" } });
  await send(mock, access);
  // A log-in with a mistake in its path, and tokens in places where they do not belong.
  await post(`${mock.url}/auth/pasword?secret=fake-query`, { username: "ada", password: "fake-password", deep: [{ pin: 123_456 }] });
  await fetch(`${mock.url}/nowhere/${access}`, { method: "POST", headers: { "content-type": "text/plain" }, body: "fake-password" });
  await fetch(`${mock.url}/auth/password`, { method: "POST", headers: { "content-type": "application/json" }, body: '{"password":"fake-password' });
  const secrets = [
    "fake-password",
    "fake-auth-token",
    "fake-cookie",
    "fake-header",
    "fake-parameter",
    "fake-member",
    "fake-given",
    "fake-query",
    "123456",
    basic("AC1", "fake-auth-token").authorization.slice(6),
    ...mock.tokens().map(({ value }) => value),
  ];
  expect(secrets.length).toBeGreaterThan(9);

  const [journal, tokens] = [await read(mock, "journal"), await read(mock, "tokens")];
  expect([journal.exchanges.length, tokens.tokens.length]).toEqual([mock.journal.length, mock.tokens().length]);
  for (const secret of secrets) expect(JSON.stringify([journal, tokens])).not.toContain(secret);
  // What is left is still of use: which token went where.
  expect(journal.exchanges[1].request.headers.authorization).toMatch(/^Bearer [\w-]+-1-…$/);
  expect(journal.exchanges[1].request.body).toBe('{"trips":[{"tripId":"trip-1"}]}');
  expect(journal.exchanges[2].request.headers.cookie).toBe("sid=***");
  expect(journal.exchanges[5].response.headers).toContainEqual(["set-cookie", "sid=***; Path=/"]);
  expect(journal.exchanges[0].request.body).toBe("username=***&password=***");

  const [open, all] = [await read(mock, "journal?secrets=show"), await read(mock, "tokens?secrets=show")];
  for (const secret of secrets.filter((one) => one !== "fake-auth-token")) expect(JSON.stringify([open, all])).toContain(secret);
  expect(all.tokens.map(({ value }: { value: string }) => value)).toEqual(expect.arrayContaining([access, refresh]));
});

test("tokens are revoked by the id that the accounts give, and all at once", async () => {
  const mock = await start(realSpec("simacan"));
  const [first, second] = [await logIn(mock), await logIn(mock)];
  expect(await (await steer(mock, "revoke", { id: 1 })).json()).toEqual({ revoked: 1 });
  expect([(await send(mock, first.access)).status, (await send(mock, second.access)).status]).toEqual([401, 200]);
  expect(await (await steer(mock, "revoke", { all: true })).json()).toEqual({ revoked: 3 });
  expect([(await send(mock, second.access)).status, await (await steer(mock, "revoke", { all: true })).json()]).toEqual([401, { revoked: 0 }]);
  for (const [body, status] of [
    [{ id: 99 }, 404],
    [{ id: "1" }, 400],
    [{ all: false }, 400],
    [{ all: true, id: 1 }, 400],
  ] as const)
    expect([body, (await steer(mock, "revoke", body)).status]).toEqual([body, status]);
});

test("each account shows its chain: what was given out, when, and what became of it", async () => {
  let now = 1_000_000_000_000;
  const mock = await start([realSpec("simacan"), notes], { clock: { now: () => now } });
  const { refresh } = await logIn(mock);
  now += 1_000;
  await postForm(`${mock.url}/auth/refresh`, { refresh_token: refresh });
  now += 1_000;
  mock.revoke(mock.tokens()[0]?.value ?? "");
  await post(`${mock.url}/login`, { key: "key-1", secret: "fake" });
  now += 3_600_000 - 1_000;

  const { now: at, count, accounts } = await read(mock, "accounts");
  expect([at, count, accounts.map(({ document }: { document: string }) => document)]).toEqual([now, 2, ["notes", "simacan"]]);
  const start0 = 1_000_000_000_000;
  const [hour, day] = [3_600_000, 86_400_000];
  expect(accounts[1]).toEqual({
    id: expect.stringMatching(/^[\w-]{12}$/),
    document: "simacan",
    chain: "default",
    principal: { username: "ada" },
    links: [
      { name: "accessToken", lifetime: hour, rotation: "none" },
      { name: "refreshToken", lifetime: day, rotation: "strict" },
    ],
    count: 4,
    tokens: [
      { id: 1, name: "accessToken", value: "accessToken-1-…", state: "revoked", issuedAt: start0, expiresAt: start0 + hour, revokedAt: start0 + 2_000, family: 1 },
      { id: 2, name: "refreshToken", value: "refreshToken-1-…", state: "spent", issuedAt: start0, expiresAt: start0 + day, spentAt: start0 + 1_000, family: 1 },
      { id: 3, name: "accessToken", value: "accessToken-2-…", state: "expired", issuedAt: start0 + 1_000, expiresAt: start0 + 1_000 + hour, family: 1 },
      { id: 4, name: "refreshToken", value: "refreshToken-2-…", state: "live", issuedAt: start0 + 1_000, expiresAt: start0 + 1_000 + day, family: 1 },
    ],
  });
  expect((await read(mock, "accounts?secrets=show&limit=1&tokens=1")).accounts.map(({ count: all, tokens }: any) => [all, tokens.length, tokens[0].value === mock.tokens().at(-1)?.value])).toEqual([
    [2, 1, true],
  ]);
  expect((await fetch(`${mock.url}/_mock/accounts?tokens=0`)).status).toBe(400);
});

test("exchanges are numbered, listed in brief, and read one by one", async () => {
  const mock = await start(realSpec("simacan"));
  const { access } = await logIn(mock);
  await send(mock, access);
  await fetch(`${mock.url}/_mock/journal`, { method: "DELETE" });
  await send(mock, access);
  const { exchanges } = await read(mock, "journal?brief=yes");
  expect(exchanges).toEqual([{ number: 3, operationId: "insertOrUpdateTripsJson", method: "PUT", path: "/trips/insertOrUpdate", query: "", status: 200, at: expect.any(Number), violations: [] }]);
  expect((await read(mock, "journal/3")).request.headers.authorization).toMatch(/^Bearer [\w-]+-1-…$/);
  expect((await read(mock, "journal/3?secrets=show")).request.headers.authorization).toBe(`Bearer ${access}`);
  for (const number of ["1", "4", "0", "-1", "x", "3.5"]) expect([number, (await fetch(`${mock.url}/_mock/journal/${number}`)).status]).toEqual([number, 404]);
});

test("the journal is filtered by operation, limited, and emptied", async () => {
  const mock = await start(realSpec("simacan"));
  const { access } = await logIn(mock);
  await send(mock, access);
  await send(mock, access);
  expect((await read(mock, "journal?operationId=createTokens")).exchanges.map(({ path }: { path: string }) => path)).toEqual(["/auth/password"]);
  expect((await read(mock, "journal?limit=2")).exchanges.map(({ method }: { method: string }) => method)).toEqual(["PUT", "PUT"]);
  expect((await fetch(`${mock.url}/_mock/journal?limit=0`)).status).toBe(400);
  expect((await fetch(`${mock.url}/_mock/journal`, { method: "DELETE" })).status).toBe(204);
  expect([(await read(mock, "journal")).exchanges, mock.journal, mock.calls("createTokens")]).toEqual([[], [], 0]);
  expect((await send(mock, access)).status).toBe(200);
  expect((await read(mock, "journal")).exchanges).toHaveLength(1);
});

test("long bodies are cut in what the journal shows, so that a thousand of them fit one answer", async () => {
  const mock = await start(notes);
  for (const length of [20_000, 1_000_000]) await post(`${mock.url}/nowhere`, { text: "x".repeat(length) });
  const sizes = async (query: string): Promise<number[]> => (await read(mock, `journal${query}`)).exchanges.map(({ request: { body } }: any) => body.length);
  expect([await sizes(""), await sizes("?secrets=show")]).toEqual([
    [14, 3],
    [16_385, 16_385],
  ]);
});

test("calls to the control stand in no journal, and work without a socket too", async () => {
  const mock = await start(notes);
  expect((await mock.fetch("https://example.com/_mock/ready")).status).toBe(200);
  await read(mock, "tokens");
  expect(mock.journal).toEqual([]);
});

test("the control's own document describes every answer that it gives", async () => {
  await builtPage();
  const mock = await start(realSpec("simacan"));
  const { access } = await logIn(mock);
  await send(mock, access);
  const document = parse(await (await fetch(`${mock.url}/_mock/openapi.yaml`)).text());
  const operations = await getHttpOperationsFromSpec(structuredClone(document));
  const bodies: Record<string, unknown> = {
    advance: { duration: "PT1S" },
    revoke: { token: access },
    respondOnce: { operationId: "createTokens", status: 500 },
    armFault: { kind: "lost", times: "Infinity" },
  };
  const validate = (pointer: string, value: unknown): unknown => {
    const check = new Ajv2020({ strict: false }).compile({ ...document, $ref: `#/${pointer}` });
    return check(value) || check.errors;
  };
  const answered: string[] = [];
  for (const { iid, method, path: template } of operations) {
    const id = iid as string;
    const place = `paths/${template.replaceAll("/", "~1")}/${method}`;
    const path = template.replace("{id}", "1");
    if (bodies[id]) expect(validate(`${place}/requestBody/content/application~1json/schema`, bodies[id])).toBe(true);
    const call = (body: unknown): Promise<Response> => fetch(mock.url + path, { method: method.toUpperCase(), ...(method === "post" && { body: JSON.stringify(body) }) });
    for (const answer of [await call(bodies[id]), ...(method === "post" ? [await call({ wrong: true })] : []), await fetch(mock.url + path, { method, headers: { origin: "https://evil.example" } })]) {
      const described = document.paths[template][method].responses[answer.status];
      const [type] = Object.keys(described?.content ?? { "": undefined });
      expect([id, answer.status, described !== undefined, answer.headers.get("content-type") ?? ""]).toEqual([id, answer.status, true, type]);
      answered.push(`${id} ${answer.status}`);
      if (type === "text/event-stream") {
        await answer.body?.cancel();
        continue;
      }
      const text = await answer.text();
      if (type?.endsWith("json")) expect(validate(`${place}/responses/${answer.status}/content/${type.replace("/", "~1")}/schema`, JSON.parse(text))).toBe(true);
    }
  }
  expect(answered).toEqual(
    expect.arrayContaining([
      "getReady 200",
      "getDocument 200",
      "getJournal 200",
      "forgetJournal 204",
      "getTokens 200",
      "advance 200",
      "revoke 200",
      "respondOnce 204",
      "revoke 400",
      "getTokens 403",
      "getAccounts 200",
      "getEvents 200",
      "getInspector 200",
      "armFault 201",
      "armFault 400",
      "getFaults 200",
      "removeFault 204",
      "removeFaults 204",
      "getExchange 404",
    ]),
  );
  expect(Object.keys(document.paths).sort()).toEqual(
    ((await (await fetch(`${mock.url}/_mock`)).json()) as { detail: string }).detail
      .replace(/^There are: |\.$/g, "")
      .split(", ")
      .sort(),
  );
});

test("an unknown path of the control is 404, a wrong method 405, and both say what there is", async () => {
  const mock = await start(notes);
  const unknown = await fetch(`${mock.url}/_mock/constructor`);
  expect([unknown.status, await unknown.text()]).toEqual([404, expect.stringContaining("/_mock/ready")]);
  const wrong = await fetch(`${mock.url}/_mock/journal`, { method: "PUT" });
  expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, "GET, DELETE"]);
  expect((await mock.fetch(`${mock.url}/_mock/ready`, { method: "constructor" })).status).toBe(405);
  const head = await fetch(`${mock.url}//_mock/ready`, { method: "HEAD" });
  expect([head.status, await head.text()]).toEqual([200, ""]);
  expect((await steer(mock, "advance", { duration: "x".repeat(1_100_000) })).status).toBe(413);
});

test("a page of another origin cannot steer the mock", async () => {
  const mock = await start(notes);
  const before = mock.clock.now();
  for (const headers of [{ origin: "https://evil.example" }, { origin: "null" }, { origin: "http://127.0.0.1:1" }, { "sec-fetch-site": "cross-site" }, { "sec-fetch-site": "same-site" }] as Record<
    string,
    string
  >[]) {
    expect((await raw(mock, "/_mock/advance", headers, "POST", '{"duration":"P1D"}')).status).toBe(403);
    expect((await raw(mock, "/_mock/tokens?secrets=show", headers)).status).toBe(403);
  }
  expect(mock.clock.now() - before).toBeLessThan(3_600_000);
  expect((await raw(mock, "/_mock/ready", { origin: mock.url, "sec-fetch-site": "same-origin" })).status).toBe(200);
});

test("a Host that is neither loopback nor allowed is refused, on every path", async () => {
  const mock = await start(notes, { allowHosts: ["mock.internal", "::2"] });
  const status = async (host: string, path = "/broken"): Promise<number> => (await raw(mock, path, { host })).status;
  for (const host of ["evil.example", "evil.example:4010", "127.0.0.1.evil.example", "localhost.evil.example", "mock.internal.evil.example", "10.0.0.1", " "]) {
    expect([host, await status(host), await status(host, "/_mock/ready")]).toEqual([host, 421, 421]);
  }
  for (const host of ["localhost:4010", "LOCALHOST", "api.localhost", "127.0.0.2", "[::1]:80", "mock.internal", "Mock.Internal:8080", "[::2]:4010"])
    expect([host, await status(host)]).toEqual([host, 200]);
  const bare = connect(Number(new URL(mock.url).port), "127.0.0.1").end("GET /broken HTTP/1.0\r\n\r\n");
  expect(await new Promise((done) => bare.once("data", (chunk: Buffer) => done(chunk.toString().split("\r\n")[0])))).toContain("421");
  expect((await raw(mock, "/broken", { host: "evil.example" })).text).toContain("--allow-host NAME");
  expect(mock.journal.every(({ request: { headers } }) => !headers["host"]?.includes("evil"))).toBe(true);
});

test("it listens where it is told to, and is called by a name that works there", async () => {
  const everywhere = await start(notes, { host: "0.0.0.0" });
  expect(everywhere.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect((await fetch(`${everywhere.url}/broken`)).status).toBe(200);
  const second = await start(notes, { host: "127.0.0.2" });
  expect([second.url, (await fetch(`${second.url}/broken`)).status]).toEqual([expect.stringMatching(/^http:\/\/127\.0\.0\.2:\d+$/), 200]);
  await expect(startAuthMock({ spec: notes, host: "192.0.2.1" })).rejects.toThrow(/Port 0 of 192\.0\.2\.1 cannot be listened on \(EADDRNOTAVAIL\)/);
  await expect(startAuthMock({ spec: notes, allowHosts: ["http://mock:4010"] })).rejects.toThrow(/Write it without scheme/);
});
