import { describe, expect, test } from "vitest";
import { report, throwing, ValidationError, type Issue, type StandardSchema, type Violation } from "../../src/client/validate.ts";
import { failure, rest } from "../support/time.ts";

type Complaint = { readonly message: string; readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] };
type Outcome = { readonly issues?: readonly Complaint[] | undefined };

const schemaOf = (validate: (value: unknown) => Outcome | Promise<Outcome>): StandardSchema => ({ "~standard": { version: 1, vendor: "test", validate: validate as never } });
/** A schema that nothing fits. */
const never = (...issues: readonly Complaint[]) => schemaOf(() => ({ issues: issues.length ? issues : [{ message: "no" }] }));
const answered = (status = 200, more: object = {}) => ({ response: new Response(null, { status }), ...more });

/** What is found wrong with a request. */
async function found(schema: StandardSchema, body: unknown): Promise<readonly Issue[]> {
  const violations: Violation[] = [];
  await report({ "POST /x": { request: schema } }, (violation) => violations.push(violation))("POST /x", { body }, async () => answered());
  await rest();
  return violations.flatMap(({ issues }) => issues);
}

describe("A request", () => {
  test.each([{}, { a: 1 }, [], [1], "text", "", 0, false, null, undefined, Object.create(null)])("is looked at if its body is plain data: %j", async (body) =>
    expect(await found(never(), body)).toHaveLength(1),
  );

  test.each([
    ["a form", new FormData()],
    ["parameters", new URLSearchParams()],
    ["a blob", new Blob([])],
    ["a stream", new ReadableStream()],
    ["bytes", new Uint8Array(1)],
    ["a map", new Map()],
    ["what calls itself something like an object", { [Symbol.toStringTag]: "Object1" }],
    ["what calls itself something with an object in it", { [Symbol.toStringTag]: "x[object Object" }],
    ["what calls itself something that begins like an object", { [Symbol.toStringTag]: "Object] x" }],
  ])("is not looked at if its body is %s", async (_, body) => expect(await found(never(), body)).toEqual([]));

  test("is looked at without any options of the call, too", async () => {
    const violations: Violation[] = [];
    await report({ "GET /x": { request: never() } }, (violation) => violations.push(violation))("GET /x", undefined, async () => answered());
    expect(violations).toEqual([{ operation: "GET /x", direction: "request", issues: [{ path: [], message: "no", received: "missing" }] }]);
  });

  test("fits if its schema has nothing to say, in either way of saying that", async () => {
    for (const outcome of [{}, { issues: undefined }, { issues: [] }]) {
      expect(
        await found(
          schemaOf(() => outcome),
          {},
        ),
      ).toEqual([]);
      expect(
        await found(
          schemaOf(async () => outcome),
          {},
        ),
      ).toEqual([]);
    }
  });
});

describe("An answer", () => {
  const seen = async (parseAs: string | undefined, status: number, more: object) => {
    const violations: Violation[] = [];
    const schemas = { "GET /x": { responses: { 200: never(), "4XX": never(), default: never() } } };
    await report(schemas, (violation) => violations.push(violation))("GET /x", parseAs === undefined ? undefined : { parseAs }, async () => answered(status, more));
    return violations.map(({ direction, status: told, issues }) => [direction, told, issues[0]?.received]);
  };
  test("is looked at as the caller wants it: as JSON or as the document says, and in no other shape", async () => {
    for (const wish of [undefined, "", "json"]) expect(await seen(wish, 200, { data: {} })).toEqual([["response", 200, "object"]]);
    for (const wish of ["text", "blob", "stream", "arrayBuffer"]) expect(await seen(wish, 200, { data: "x" })).toEqual([]);
  });

  test("of an error is looked at whatever the caller wants: nobody can want that otherwise", async () => {
    for (const wish of [undefined, "json", "blob"]) expect(await seen(wish, 404, { error: "no", data: 7 })).toEqual([["response", 404, "string"]]);
    expect(await seen("blob", 500, {})).toEqual([["response", 500, "missing"]]);
  });

  test("is not looked at where the document says nothing of it", async () => {
    const violations: Violation[] = [];
    const look = report({ "GET /x": { responses: { 404: never() } }, "GET /y": {} }, (violation) => violations.push(violation));
    for (const name of ["GET /x", "GET /y", "GET /z"]) await look(name, undefined, async () => answered());
    expect(violations).toEqual([]);
  });
});

describe("An issue", () => {
  const body = { name: "Delft", list: [{ pin: 31 }], none: null, flag: false, [Symbol.for("sign")]: 1 };
  const at = async (path: Complaint["path"], value: unknown = body) => (await found(never({ message: "no", ...(path && { path }) }), value))[0];

  test.each<[Complaint["path"], unknown, string]>([
    [undefined, [], "object"],
    [[], [], "object"],
    [["name"], ["name"], "string"],
    [["list"], ["list"], "array"],
    [["list", 0], ["list", 0], "object"],
    [["list", { key: 0 }, "pin"], ["list", 0, "pin"], "number"],
    [["none"], ["none"], "null"],
    [["flag"], ["flag"], "boolean"],
    [["absent"], ["absent"], "missing"],
    [["absent", "deeper"], ["absent", "deeper"], "missing"],
    [["none", "deeper"], ["none", "deeper"], "missing"],
    [["name", "length"], ["name", "length"], "missing"],
    [[Symbol.for("sign")], ["Symbol(sign)"], "missing"],
    [[{ key: Symbol.for("sign") }], ["Symbol(sign)"], "missing"],
  ])("at %j is at %j, and says what is there: %s", async (path, steps, received) => expect(await at(path)).toEqual({ path: steps, message: "no", received }));

  test("of a large number says so", async () => expect((await at([], 7n as never))?.received).toBe("bigint"));

  test("of a schema that fails says that, at once or later, and nothing of what it threw", async () => {
    const failed = [{ path: [], message: "The schema itself failed.", received: "array" }];
    const boom = () => {
      throw new Error("canary");
    };
    expect(await found(schemaOf(boom), [])).toEqual(failed);
    expect(
      await found(
        schemaOf(async () => boom()),
        [],
      ),
    ).toEqual(failed);
    expect(
      await found(
        schemaOf(async () => ({ issues: [null as never] })),
        [],
      ),
    ).toEqual(failed);
  });
});

describe("A message of a schema is withheld if it quotes the data", () => {
  const message = async (text: string, body: unknown) => (await found(never({ message: text }), body))[0]?.message;
  const withheld = "Invalid input";

  test.each<[string, unknown]>([
    ["was Delft", { name: "Delft" }],
    ["Delft was not expected", { name: "Delft" }],
    ["was 'Delft'.", ["Delft"]],
    ["Delft", "Delft"],
    ["was 31", { list: [{ pin: 31 }] }],
    ["was -1.5", -1.5],
    ["was 31", 31n],
    ["Delfts, and Delft", "Delft"],
    ["xDelft, and Delft", "Delft"],
    ["was a\\nb", "a\nb"],
    ["was exactly-sixteen!", "exactly-sixteen!"],
    ["wasexactly-seventeen", "exactly-seventeen"],
    ["was more than sixteen…", "more than sixteen of them"],
    ["was ?", "?"],
  ])("%j, of %s", async (text, body) => expect(await message(text, body)).toBe(withheld));

  test.each<[string, unknown]>([
    ["expected Delfts", "Delft"],
    ["expected aDelft", "Delft"],
    ["expected _Delft_", "Delft"],
    ["expected 315", 31],
    ["expected false", false],
    ["expected null", null],
    ["expected a text", ""],
    ["expected a text", { name: "" }],
    ["expected name", { name: "x" }],
    ["wasexactly-sixteen!", "exactly-sixteen!"],
    ["was more than sixte.", "more than sixteen of them"],
    ["expected a function", { toString: () => "expected" }],
  ])("and kept if it does not: %j, of %s", async (text, body) => expect(await message(text, body)).toBe(text));

  test("also from a value that holds itself, or holds another twice", async () => {
    const twice = { pin: 31 };
    const round: Record<string, unknown> = { first: twice, second: twice };
    round["self"] = round;
    expect([await message("was 31", round), await message("was 32", round)]).toEqual([withheld, "was 32"]);
  });

  test("only of what is at its place or below", async () => {
    const issues = await found(never({ message: "was 31", path: ["name"] }, { message: "was 31", path: ["pin"] }), { name: "x", pin: 31 });
    expect(issues.map((issue) => issue.message)).toEqual(["was 31", withheld]);
  });
});

describe("A ValidationError", () => {
  const issue = (name: string): Issue => ({ path: [name, 0], message: "wrong", received: "null" });
  test("names up to three places, counts the others, and calls no place the body", () => {
    const text = (status: number | undefined, ...issues: readonly Issue[]) => new ValidationError({ operation: "GET /x", direction: "response", ...(status && { status }), issues }).message;
    expect(text(200, { path: [], message: "no", received: "array" })).toBe("GET /x: the response 200 does not fit its schema: the body: no (received array).");
    expect(text(undefined, issue("a"), issue("b"), issue("c"))).toBe(
      "GET /x: the response does not fit its schema: a.0: wrong (received null); b.0: wrong (received null); c.0: wrong (received null).",
    );
    expect(text(200, issue("a"), issue("b"), issue("c"), issue("d"))).toMatch(/c\.0: wrong \(received null\); 1 more\.$/);
  });

  test("has all of the violation", () => {
    const violation: Violation = { operation: "GET /x", direction: "response", status: 404, issues: [issue("a")] };
    const { name, operation, direction, status, issues } = new ValidationError(violation);
    expect({ name, operation, direction, status, issues }).toEqual({ name: "ValidationError", ...violation });
  });
});

test("Under `throwing`, a wrong request is not sent, a wrong answer rejects, and a schema may take its time", async () => {
  let sent = 0;
  const send = async () => ((sent += 1), answered(200, { data: {} }));
  const slow = schemaOf(async () => ({ issues: [{ message: "late" }] }));
  expect(await failure(throwing({ "GET /x": { request: slow } })("GET /x", undefined, send))).toMatchObject({ direction: "request", issues: [{ message: "late" }] });
  expect(sent).toBe(0);
  expect(await failure(throwing({ "GET /x": { responses: { 200: slow } } })("GET /x", undefined, send))).toMatchObject({ direction: "response", status: 200 });
  const fine = schemaOf(async () => ({}));
  expect(await throwing({ "GET /x": { request: fine, responses: { 200: fine } } })("GET /x", undefined, send)).toMatchObject({ data: {} });
  expect(sent).toBe(2);
});
