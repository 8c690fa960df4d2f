import { describe, expect, test } from "vitest";
import { parseTranscripts, replay, transcript, type Transcript } from "../src/index.ts";

const good = [
  "server api: https://api.example.com/v1 | https://api.example.org/v1",
  "=== one",
  "given key: fake-key",
  "secret fake-token",
  "# a page:1",
  "> POST {{api}}/token",
  "> Content-Type: application/json",
  ">",
  '> {"key":"{{key}}",',
  '> "two":"lines"}',
  "! Cookie, x-other",
  "# a page:2",
  "< 200",
  "< set-cookie: a=1",
  "< set-cookie: b=2",
  "<",
  '< {"token":"fake-token"}',
  "# a page:3",
  "> POST {{api}}/things?of=mine",
  "> authorization: Bearer fake-token",
  ">",
  "> {{any}}",
  "< 204",
];
const parsed = (lines: readonly string[]): readonly Transcript[] => parseTranscripts(lines.join("\n"), "transcripts/x.http");
const only = (): Transcript => {
  const [first] = parsed(good);
  if (!first) throw new Error("no scene");
  return first;
};

test("a scene is read with the line of everything that must hold", () => {
  expect(only()).toEqual({
    file: "transcripts/x.http",
    scene: "one",
    servers: { api: ["https://api.example.com/v1", "https://api.example.org/v1"] },
    given: { key: "fake-key" },
    secrets: [{ line: 4, text: "fake-token" }],
    exchanges: [
      {
        sources: ["a page:1", "a page:2"],
        request: {
          line: 6,
          method: "POST",
          server: "api",
          path: "/token",
          headers: [{ line: 7, name: "content-type", text: "application/json" }],
          absent: [
            { line: 11, name: "cookie", text: "" },
            { line: 11, name: "x-other", text: "" },
          ],
          body: { line: 9, text: '{"key":"{{key}}",\n"two":"lines"}' },
        },
        answer: {
          line: 13,
          status: 200,
          headers: [
            ["set-cookie", "a=1"],
            ["set-cookie", "b=2"],
          ],
          body: '{"token":"fake-token"}',
        },
      },
      {
        sources: ["a page:3"],
        request: {
          line: 19,
          method: "POST",
          server: "api",
          path: "/things?of=mine",
          headers: [{ line: 20, name: "authorization", text: "Bearer fake-token" }],
          absent: [],
          body: "any",
        },
        answer: { line: 23, status: 204, headers: [], body: "" },
      },
    ],
  });
});

test("lines that end in CRLF read the same", () => {
  expect(parseTranscripts(good.join("\r\n"), "transcripts/x.http")).toEqual(parsed(good));
});

describe("a line that cannot be read is named", () => {
  test.each<[string, number, string, RegExp]>([
    ["an unknown word", 3, "gives key: fake-key", /x\.http:3: cannot read "gives/],
    ["a given value without a name", 3, "given fake-key", /x\.http:3: write "given name: value"/],
    ["a request without a server", 6, "> POST /token", /x\.http:6: write METHOD \{\{server\}\}\/path/],
    ["a server that nobody declared", 6, "> POST {{other}}/token", /x\.http:6: no "server other:" line/],
    ["a header without a value", 7, "> content-type", /x\.http:7: neither a header/],
    ["a header both there and absent", 11, "! content-type", /x\.http:11: content-type cannot be both/],
    ["a status that is none", 13, "< OK", /x\.http:13: an answer starts with its status/],
    ["a request without an answer", 23, "# nothing", /x\.http:19: a request without an answer/],
    ["a scene of the same name", 18, "=== one", /x\.http:18: a second scene/],
  ])("%s", (_, line, text, message) => {
    expect(() => parsed(good.with(line - 1, text))).toThrow(message);
  });

  test("a request before the first scene", () => {
    expect(() => parsed(good.toSpliced(1, 1))).toThrow(/x\.http:5: a request before the first scene/);
  });
});

test("a scene that does not exist is answered with the ones that do", () => {
  expect(() => transcript("simacan", "rotten")).toThrow('transcripts/simacan.http has no scene "rotten", but: rotation, form encoding');
});

const send = (fetch: typeof globalThis.fetch, url: string): Promise<Response> =>
  fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: '{"key":"fake-key",\n"two":"lines"}' });

describe("the replay's fetch", () => {
  test("takes calls to any of the vendor's base URLs to the replay", async () => {
    for (const base of ["https://api.example.com/v1", "https://api.example.org/v1"]) {
      const witness = await replay(only());
      const answer = await send(witness.fetch, `${base}/token`);
      expect(await answer.json()).toEqual({ token: "fake-token" });
      expect(answer.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
      const things = new Request(`${base}/things?of=mine`, { method: "POST", headers: { authorization: "Bearer fake-token" }, body: "x" });
      expect((await witness.fetch(things)).status).toBe(204);
      expect(witness.done()).toEqual([]);
      await witness.close();
    }
  });

  test.each(["https://api.example.net/v1/token", "https://api.example.com/token"])("is red for %s", async (url) => {
    const witness = await replay(only());
    expect((await send(witness.fetch, url)).status).toBe(599);
    expect(witness.done().map(({ message }) => message)).toEqual([
      `transcripts/x.http:6: the request is POST ${url}, the vendor's page says POST https://api.example.com/v1/token or https://api.example.org/v1/token`,
    ]);
    await witness.close();
  });
});

test("a test's own values replace the given ones, even when they are known only later", async () => {
  const values: Record<string, string> = {};
  const witness = await replay(only(), { values });
  values["key"] = "fake-late";
  expect((await send(globalThis.fetch, `${witness.url}/token`)).status).toBe(599);
  expect(witness.done()).toMatchObject([{ file: "transcripts/x.http", line: 9 }]);
  await witness.close();
});

test("after the first difference nothing more is judged", async () => {
  const witness = await replay(only());
  await fetch(`${witness.url}/elsewhere`);
  expect((await fetch(`${witness.url}/nowhere`)).status).toBe(599);
  expect((await send(globalThis.fetch, `${witness.url}/token`)).status).toBe(599);
  expect(witness.done()).toHaveLength(1);
  await witness.close();
});
