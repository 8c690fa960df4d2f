import { describe, expect, test } from "vitest";
import { report, throwing, ValidationError, type OperationSchemas, type StandardSchema, type Violation } from "../../src/client/validate.ts";
import { leak } from "./support/leak.ts";
import { open, openWithDeadToken } from "./support/open.ts";
import { json } from "./support/stub.ts";

type Complaint = { readonly message: string; readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] };

/** A Standard Schema of our own. */
const schema = (complain: (value: any) => readonly Complaint[] | Promise<readonly Complaint[]>): StandardSchema => {
  const outcome = (issues: readonly Complaint[]) => (issues.length > 0 ? { issues } : { value: null });
  return {
    "~standard": {
      version: 1,
      vendor: "test",
      validate: (value) => {
        const found = complain(value);
        return found instanceof Promise ? found.then(outcome) : outcome(found);
      },
    },
  };
};

/** An object whose `name` is a text. */
const named = schema((value) => (typeof value?.name === "string" ? [] : [{ message: "name: expected a text", path: ["name"] }]));
const trips: OperationSchemas = { "POST /trips": { request: named, responses: { 200: named, "4XX": named, default: named } } };
const violations: Violation[] = [];
const reporting = (schemas: OperationSchemas = trips) => {
  violations.length = 0;
  return report(schemas, (violation) => violations.push(violation));
};
const wrong = { body: { name: 7 } as never };
const right = { body: { name: "Delft" } };

describe("report", () => {
  test("tells about a request and an answer that do not fit, and changes neither", async () => {
    const { api, client } = open({}, { validate: reporting() });
    api.on("/trips", () => json({ name: null, more: 1 }));
    const { data } = await client.POST("/trips", wrong);
    expect(data).toEqual({ name: null, more: 1 });
    expect(api.data().map(({ bytes }) => bytes)).toEqual([`{"name":7}`]);
    expect(violations).toEqual([
      { operation: "POST /trips", direction: "request", issues: [{ path: ["name"], message: "name: expected a text", received: "number" }] },
      { operation: "POST /trips", direction: "response", status: 200, issues: [{ path: ["name"], message: "name: expected a text", received: "null" }] },
    ]);
  });

  test("is silent when all fits, and about operations that it has no schemas for", async () => {
    const { client } = open({}, { validate: reporting() });
    await client.POST("/trips", right);
    await client.GET("/trips");
    await client.DELETE("/trips/{trip}", { params: { path: { trip: 1 } } });
    expect(violations).toEqual([]);
  });

  test("looks at the body of an error by its status, then by its class, then by default", async () => {
    const { api, client } = open(
      {},
      {
        validate: reporting({
          "POST /trips": { responses: { 200: named, 404: schema(() => [{ message: "404" }]), "4XX": schema(() => [{ message: "4XX" }]), default: schema(() => [{ message: "default" }]) } },
        }),
      },
    );
    for (const status of [404, 422, 500]) {
      api.on("/trips", () => json({ problem: "x" }, { status }));
      const { error } = await client.POST("/trips", right);
      expect(error).toEqual({ problem: "x" });
    }
    expect(violations.map(({ status, issues }) => [status, issues[0]?.message])).toEqual([
      [404, "404"],
      [422, "4XX"],
      [500, "default"],
    ]);
  });

  test("never throws: not when the listener does, not when the schema does", async () => {
    const broken = schema(() => {
      throw new Error("canary-body");
    });
    const rejecting = schema(() => Promise.reject(new Error("canary-body")));
    const thrower = report(trips, () => {
      throw new Error("the listener");
    });
    for (const validate of [thrower, reporting({ "POST /trips": { request: broken, responses: { 200: rejecting } } })]) {
      const { client } = open({}, { validate });
      expect((await client.POST("/trips", wrong)).response.status).toBe(200);
    }
    await new Promise(setImmediate);
    expect(violations.map(({ issues }) => issues)).toEqual(Array(2).fill([{ path: [], message: "The schema itself failed.", received: "object" }]));
  });

  test("delays nothing: a fresh token is sent in the tick of the call, and a slow schema is not waited for", async () => {
    const { promise, resolve } = Promise.withResolvers<readonly Complaint[]>();
    const slow = schema(() => promise);
    const { api, client, session } = open({}, { validate: reporting({ "POST /trips": { request: slow, responses: { 200: slow } } }) });
    await session.getToken();
    const call = client.POST("/trips", right);
    expect(api.data()).toHaveLength(1);
    expect((await call).data).toMatchObject({ name: "Delft" });
    expect(violations).toEqual([]);
    resolve([{ message: "late" }]);
    await new Promise(setImmediate);
    expect(violations.map(({ direction }) => direction)).toEqual(["request", "response"]);
  });

  test("looks once at a call that was replayed", async () => {
    const { api, client } = await openWithDeadToken({}, { validate: reporting({ "POST /trips": { request: named, responses: { 200: named, 401: schema(() => [{ message: "seen" }]) } } }) });
    await client.POST("/trips", wrong);
    expect(api.data()).toHaveLength(2);
    expect(violations.map(({ direction }) => direction)).toEqual(["request"]);
  });

  test("leaves alone what it cannot see into: forms, bytes, and answers that the caller wants in another shape", async () => {
    const never = schema(() => [{ message: "no" }]);
    const { client } = open({}, { validate: reporting({ "POST /uploads": { request: never }, "POST /attachments": { request: never }, "GET /trips": { responses: { 200: never } } }) });
    await client.POST("/uploads", { body: new Blob(["x"]) });
    await client.POST("/attachments", { body: new FormData() });
    const { data } = await client.GET("/trips", { parseAs: "blob" });
    expect(data).toBeInstanceOf(Blob);
    expect(violations).toEqual([]);
  });

  test("a network failure stays what it is", async () => {
    const { api, client } = open({}, { validate: reporting() });
    const failure = new TypeError("offline");
    api.on("/trips", () => failure);
    await expect(client.POST("/trips", right)).rejects.toBe(failure);
    expect(violations).toEqual([]);
  });
});

describe("throwing", () => {
  test("does not send a request that does not fit", async () => {
    const { api, client } = open({}, { validate: throwing(trips) });
    const error: ValidationError = await client.POST("/trips", wrong).then(
      () => expect.unreachable(),
      (reason) => reason,
    );
    expect(error).toBeInstanceOf(ValidationError);
    expect(error).toMatchObject({ name: "ValidationError", operation: "POST /trips", direction: "request", issues: [{ path: ["name"] }] });
    expect(error.message).toBe("POST /trips: the request does not fit its schema: name: name: expected a text (received number).");
    expect("status" in error).toBe(false);
    expect(api.data()).toEqual([]);
  });

  test("rejects when the answer does not fit, and hands on one that does", async () => {
    const { api, client } = open({}, { validate: throwing(trips) });
    expect((await client.POST("/trips", right)).data).toMatchObject({ name: "Delft" });
    api.on("/trips", () => json({}, { status: 422 }));
    await expect(client.POST("/trips", right)).rejects.toMatchObject({ direction: "response", status: 422, issues: [{ received: "missing" }] });
  });

  test("names three places and counts the others", () => {
    const issues = ["a", "b", "c", "d", "e"].map((name) => ({ path: [name, 0], message: "wrong", received: "null" }));
    const { message } = new ValidationError({ operation: "GET /x", direction: "response", status: 200, issues });
    expect(message).toBe("GET /x: the response 200 does not fit its schema: a.0: wrong (received null); b.0: wrong (received null); c.0: wrong (received null); 2 more.");
  });
});

describe("no issue and no message holds a value", () => {
  const body = { name: "canary-name", deep: [{ pin: 3141, texts: ['canary "quoted" text', "canary-and-something-long-behind-it"] }], short: "ab" };
  const at = (path: Complaint["path"], message: string) => schema(() => [{ message, ...(path && { path }) }]);

  test.each<[string, Complaint["path"], string]>([
    ["a text", ["name"], `Expected number but received "canary-name"`],
    ["a number", ["deep", 0, "pin"], "must be a text (was 3141)"],
    ["a text with quotation marks", ["deep", 0, "texts", 0], `was "canary \\"quoted\\" text"`],
    ["the beginning of a long text", ["deep", 0, "texts", 1], "was canary-and-something…"],
    ["a short text", ["short"], "expected c, was ab"],
    ["a text below the place", undefined, "the whole was {name: canary-name}"],
    ["steps that are objects", [{ key: "deep" }, { key: 0 }, { key: "pin" }], "was 3141"],
  ])("%s is withheld", async (_, path, message) => {
    const { client } = open({}, { validate: throwing({ "POST /trips": { request: at(path, message) } }) });
    const error: ValidationError = await client.POST("/trips", { body }).then(
      () => expect.unreachable(),
      (reason) => reason,
    );
    expect(error.issues[0]?.message).toBe("Invalid input");
    expect(leak(error)).toBeUndefined();
    expect(error.message).not.toMatch(/3141|\bab\b/);
  });

  test.each([
    ["expected a number", ["name"]],
    ["expected one of abc, cab", ["short"]],
  ])("a message that quotes nothing is kept: %s", async (message, path) => {
    const { client } = open({}, { validate: throwing({ "POST /trips": { request: at(path, message) } }) });
    await expect(client.POST("/trips", { body })).rejects.toMatchObject({ issues: [{ message }] });
  });
});

test("without `validate`, and with false, nobody looks", async () => {
  for (const settings of [{}, { validate: false } as const, { validate: undefined }]) {
    const { client } = open({}, settings);
    expect((await client.POST("/trips", wrong)).response.status).toBe(200);
  }
});
