import { request } from "node:http";
import { expect, test } from "vitest";
import { bearer, notes, post, postForm, realSpec, start } from "./mock.ts";

const json = { "content-type": "application/json" };

test("malformed JSON is answered with 400, never left hanging", async () => {
  const mock = await start(notes);
  const answer = await fetch(`${mock.url}/login`, { method: "POST", headers: json, body: '{"key":', signal: AbortSignal.timeout(5_000) });
  expect(answer.status).toBe(400);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
});

test("an unknown member of a JSON body is refused, and the journal names it", async () => {
  const mock = await start(realSpec("flexcharge"));
  const answer = await post(`${mock.url}/oauth2/token`, { AppKey: "key-1", AppSecret: "fake", client_id: "x" });
  expect(answer.status).toBe(400);
  expect(
    mock.journal
      .at(-1)
      ?.violations.map(({ message }) => message)
      .join(),
  ).toContain("client_id");
});

test("a form without its field, or with one too many, gets the documented 400", async () => {
  const mock = await start(realSpec("simacan"));
  for (const fields of [{ username: "ada" }, { username: "ada", password: "fake", scope: "all" }] as Record<string, string>[]) {
    const answer = await postForm(`${mock.url}/auth/password`, fields);
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: "invalid_request" }]);
  }
  expect(mock.journal.at(-1)?.violations).toEqual([{ side: "request", location: "body.scope", message: "the document has no such member" }]);
});

test("where the document has no answer for it, a problem document lists what is wrong", async () => {
  const mock = await start(notes);
  const { headers } = await post(`${mock.url}/login`, { key: "key-1", secret: "fake" });
  const answer = await fetch(`${mock.url}/notes?tag=green`, { headers: bearer(headers.get("x-access-token") ?? "") });
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({ violations: [{ location: "query.tag.0" }] });
  expect(mock.journal.at(-1)?.violations).toMatchObject([{ side: "request", location: "query.tag.0" }]);
});

test("a request without its security is 401, even when its body is wrong too", async () => {
  const mock = await start([realSpec("twilio-flex"), realSpec("flexcharge")]);
  expect((await post(`${mock.url}/v4/Instances/GO1/Users/FU1/Tokens`, { ttl: "soon" })).status).toBe(401);
  expect((await post(`${mock.url}/evaluate`, {})).status).toBe(401);
});

test("a body of another media type is 415, or what the document says instead", async () => {
  const mock = await start(notes);
  const answer = await fetch(`${mock.url}/refresh`, { method: "POST", headers: { "content-type": "text/xml" }, body: "<a/>" });
  expect(answer.status).toBe(415);
  expect((await fetch(`${mock.url}/refresh`, { method: "POST", headers: { "content-type": "nonsense" }, body: "a" })).status).toBe(415);
});

test("an unknown path is 404, a wrong method 405, a broken escape 400", async () => {
  const mock = await start(realSpec("twilio-flex"));
  expect((await fetch(`${mock.url}/nowhere`)).status).toBe(404);
  expect((await fetch(`${mock.url}/v1/Configuration`, { method: "DELETE" })).status).toBe(405);
  expect((await fetch(`${mock.url}/v4/Instances/%E0%A4%A/Users?Username=user1`)).status).toBe(400);
});

test("slashes doubled by joining paths do no harm", async () => {
  const mock = await start(notes);
  expect((await fetch(`${mock.url}//broken`)).status).toBe(200);
});

test("a body over 1 MiB is 413", async () => {
  const mock = await start(notes);
  const body = JSON.stringify({ key: "key-1", secret: "x".repeat(1_100_000) });
  expect((await fetch(`${mock.url}/login`, { method: "POST", headers: json, body })).status).toBe(413);
  expect((await mock.fetch("https://example.com/login", { method: "POST", headers: json, body })).status).toBe(413);
  expect(mock.journal.map(({ request }) => request.body)).toEqual(["", ""]);
});

test("an example that breaks its own schema shows in the journal", async () => {
  const mock = await start(notes);
  expect((await fetch(`${mock.url}/broken`)).status).toBe(200);
  expect(mock.journal.at(-1)?.violations).toMatchObject([{ side: "response", location: "body.id" }]);
});

test("what the mock mints itself fits the document", async () => {
  const mock = await start(notes);
  await post(`${mock.url}/login`, { key: "key-1", secret: "fake" });
  expect(mock.journal.at(-1)?.violations).toEqual([]);
});

test("Prefer picks a documented answer, but not past the security", async () => {
  const mock = await start(notes);
  const prefer = { prefer: "code=429" };
  expect((await fetch(`${mock.url}/notes`, { headers: prefer })).status).toBe(401);
  const { headers } = await post(`${mock.url}/login`, { key: "key-1", secret: "fake" });
  const answer = await fetch(`${mock.url}/notes`, { headers: { ...prefer, ...bearer(headers.get("x-access-token") ?? "") } });
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, "7"]);
});

test("the server listens on 127.0.0.1 and ends open connections when it closes", async () => {
  const mock = await start(notes);
  expect(mock.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const open = request(`${mock.url}/login`, { method: "POST", headers: { ...json, "content-length": "100" } });
  const ended = new Promise((done) => open.once("error", done));
  await new Promise<void>((done) => open.write("{", () => done()));
  await mock.close();
  expect(await ended).toBeInstanceOf(Error);
  await expect(fetch(mock.url)).rejects.toThrow();
});
