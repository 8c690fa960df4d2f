import { inspect } from "node:util";
import { dataOf, FlexChargeError } from "@freshkey/flexcharge/errors";
import { evaluate } from "@freshkey/flexcharge/payments";
import { describe, expect, test, vi } from "vitest";
import { opened, payment, thrown } from "./support.ts";

// Prism takes a second to load, and longer on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

describe("FlexChargeError", () => {
  test.each([
    [
      "a problem with messages by member",
      400,
      { status: "400", title: "Not valid", traceId: "trace-1", errors: { IdempotencyKey: ["The IdempotencyKey field is required."] } },
      { reason: "invalid", explanation: "Not valid", traceId: "trace-1", members: { IdempotencyKey: ["The IdempotencyKey field is required."] } },
    ],
    [
      "bare messages by member",
      400,
      { TraceId: ["trace-2"], IdempotencyKey: ["The IdempotencyKey field is required."] },
      { reason: "invalid", traceId: "trace-2", members: { IdempotencyKey: ["The IdempotencyKey field is required."] } },
    ],
    [
      "a failure that comes as 200, with items",
      200,
      { success: false, status: "FAILED", responseCode: "2001", responseMessage: "Not done", errors: [{ item1: "orderId", item2: "Order is not valid", item3: null, item4: null }] },
      { reason: "failed", code: "2001", explanation: "Not done", members: { orderId: ["Order is not valid"] } },
    ],
    ["a failure that comes as 200, with texts", 200, { success: false, responseCode: 2001, errors: ["Not done"] }, { reason: "failed", code: "2001", explanation: "Not done" }],
    ["a failure that only its status tells", 200, { success: true, status: "FAILED" }, { reason: "failed" }],
    ["a 403", 403, { status: 403, title: "Forbidden", traceId: "trace-3" }, { reason: "not_allowed", explanation: "Forbidden", traceId: "trace-3" }],
    ["a 404 without a body", 404, undefined, { reason: "not_found" }],
    ["a 429", 429, {}, { reason: "unavailable" }],
    ["a gateway's page", 502, "<h1>Bad gateway</h1>", { reason: "unavailable" }],
    ["a list", 400, ["no"], { reason: "invalid" }],
    ["nonsense", 400, { errors: { a: null, b: [1, { c: 2 }] } }, { reason: "invalid", members: { a: [], b: [] } }],
  ])("folds what the vendor answers: %s", async (_, status, body, expected) => {
    const { mock, client } = await opened();
    mock.respondOnce("evaluate", { status, ...(body === undefined ? {} : { body }) });
    const error = await thrown(evaluate(client, { ...payment, idempotencyKey: "key-1" }));
    expect(error).toBeInstanceOf(FlexChargeError);
    expect({ ...error }).toEqual({ name: "FlexChargeError", status, idempotencyKey: "key-1", ...expected });
  });

  test("shows neither what was sent of a card nor any long number, wherever the vendor quotes them", async () => {
    const { mock, client } = await opened();
    const { cardNumber, cardBinNumber, holderName } = payment.paymentMethod;
    const text = `${holderName}, ${holderName.toUpperCase()}: ${cardNumber} (${cardBinNumber}), and 5500 0000 0000 0004, 5500-0000-0000-0004, ends in 1111`;
    for (const body of [
      { title: text, errors: { [cardNumber]: [text] } },
      { [cardNumber]: [text], TraceId: [cardNumber] },
      { success: false, responseCode: cardNumber, responseMessage: text, errors: [{ item1: cardNumber, item2: text }, text] },
    ]) {
      mock.respondOnce("evaluate", { status: "success" in body ? 200 : 400, body });
      const error = await thrown(evaluate(client, payment));
      const all = `${error.message} ${error.stack} ${inspect(error, { depth: 9 })} ${JSON.stringify(error)}`;
      for (const secret of [cardNumber, cardBinNumber, holderName, holderName.toUpperCase(), "5500", "1111", "fake/secret", "accessToken-"]) expect(all.includes(secret), secret).toBe(false);
      expect(all).toContain("[hidden]");
    }
  });

  test("a lost call shows nothing of what it sent", async () => {
    const { mock, client } = await opened();
    mock.fault({ kind: "lost", on: "evaluate" });
    const all = inspect(await thrown(evaluate(client, payment)), { depth: 9 });
    for (const secret of ["4111", "Ada", "Bearer", "accessToken-"]) expect(all).not.toContain(secret);
  });
});

describe("dataOf", () => {
  test("gives the data of any call, typed, and throws its failure", async () => {
    const { mock, client } = await opened();
    const order = dataOf(await client.GET("/orders/{orderId}", { params: { path: { orderId: "order-1" } } }));
    const name: string | undefined = order.statusName;
    expect(name).toBe("Completed");
    mock.respondOnce("cancelOrder", { status: 200 });
    expect(dataOf(await client.POST("/orders/{orderId}/cancel", { params: { path: { orderId: "order-1" } }, body: {} }))).toBeUndefined();
    mock.respondOnce("createApiKey", { status: 201, body: { errors: ["No such merchant"] } });
    const made = client.POST("/api-keys", { body: { mid: "merchant-1", name: "key", type: "public" } }).then((result) => dataOf(result));
    await expect(made).rejects.toMatchObject({ reason: "failed", status: 201, explanation: "No such merchant" });
  });
});
