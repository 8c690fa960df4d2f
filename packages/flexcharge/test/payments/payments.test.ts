import { throwing } from "@freshkey/auth-runtime/validate";
import { capture, evaluate, minor, refund, type Money } from "@freshkey/flexcharge/payments";
import { schemas } from "@freshkey/flexcharge/schemas";
import { describe, expect, expectTypeOf, test, vi } from "vitest";
import { createFlexChargeClient } from "../../src/index.ts";
import { hurried, opened, payment, sentTo, thrown } from "./support.ts";

// Prism takes a second to load, and longer on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const order = "00000000-0000-4000-8000-000000000005";

describe("evaluate", () => {
  test("makes a key and says it; each payment has a key of its own", async () => {
    const { mock, client } = await opened();
    const [first, second] = [await evaluate(client, payment), await evaluate(client, payment)];
    expect(first).toMatchObject({ success: true, idempotencyKey: expect.stringMatching(uuid) });
    expect(first.idempotencyKey).not.toBe(second.idempotencyKey);
    expect(sentTo(mock, "evaluate").map(({ body }) => body["idempotencyKey"])).toEqual([first.idempotencyKey, second.idempotencyKey]);
    expect(mock.journal.flatMap(({ violations }) => violations)).toEqual([]);
  });

  test("keeps a key that it is given", async () => {
    const { mock, client } = await opened();
    expect((await evaluate(client, { ...payment, idempotencyKey: "order-1-attempt-1" })).idempotencyKey).toBe("order-1-attempt-1");
    expect(sentTo(mock, "evaluate")[0]?.body["idempotencyKey"]).toBe("order-1-attempt-1");
  });

  test("sends its amount in cents, with its currency, as a declined payment", async () => {
    const { mock, client } = await opened();
    await evaluate(client, payment);
    expect(sentTo(mock, "evaluate")[0]?.body).toMatchObject({ isDeclined: true, transaction: { amount: 1999, currency: "USD" } });
  });

  test("keeps its key when the token is refused and the call is replayed", async () => {
    const { mock, client } = await opened();
    await client.session.getToken();
    mock.revokeAll();
    const { idempotencyKey } = await evaluate(client, payment);
    expect(sentTo(mock, "evaluate").map(({ status, body }) => [status, body["idempotencyKey"]])).toEqual([
      [401, idempotencyKey],
      [200, idempotencyKey],
    ]);
  });

  test("keeps its key through a client's retries, after a lost answer and a 503", async () => {
    const { mock, retrying } = await opened();
    mock.fault({ kind: "lost", on: "evaluate" });
    mock.fault({ kind: "status", on: "evaluate", status: 503, after: 1 });
    const { idempotencyKey } = await evaluate(retrying, payment);
    const sent = sentTo(mock, "evaluate").map(({ body }) => body["idempotencyKey"]);
    expect(sent).toEqual([idempotencyKey, idempotencyKey, idempotencyKey]);
  });

  test("asks again with the same key while the first is still in progress", async () => {
    const { mock, client } = await opened();
    for (const headers of [{}, { "retry-after": "5" }, { "retry-after": "soon" }]) mock.respondOnce("evaluate", { status: 409, headers, body: "" });
    const { clock, waits } = hurried(mock);
    const { idempotencyKey } = await evaluate(client, payment, { clock });
    expect(waits).toEqual([1_000, 5_000, 4_000]);
    expect(sentTo(mock, "evaluate").map(({ status, body }) => [status, body["idempotencyKey"]])).toEqual([409, 409, 409, 200].map((status) => [status, idempotencyKey]));
  });

  test("asks again when Retry-After says, as a date too, by the server's own clock", async () => {
    const { mock, client } = await opened();
    const told = { "retry-after": "Sat, 31 Jan 2026 12:00:20 GMT", date: "Sat, 31 Jan 2026 12:00:00 GMT" };
    const left = [new Response(null, { status: 409, headers: told }), Response.json({ success: true })];
    const own = createFlexChargeClient({ session: client.session, fetch: async () => left.shift() ?? Response.error() });
    const { clock, waits } = hurried(mock);
    expect(await evaluate(own, payment, { clock })).toMatchObject({ success: true });
    expect(waits).toEqual([20_000]);
  });

  test("says its key when no token is to be had while the first is still in progress", async () => {
    const { mock, client } = await opened();
    mock.respondOnce("evaluate", { status: 409, body: "" });
    const { clock } = hurried(mock, () => {
      mock.revokeAll();
      mock.respondOnce("createToken", { status: 429, headers: { "retry-after": "60" }, body: {} });
    });
    const error = await thrown(evaluate(client, payment, { clock }));
    expect(error).toMatchObject({ name: "FlexChargeError", reason: "in_progress", idempotencyKey: sentTo(mock, "evaluate")[0]?.body["idempotencyKey"], cause: { code: "rate_limited" } });
  });

  test("that the client's own validation stops is not called lost: nothing was sent", async () => {
    const { mock, client } = await opened();
    const strict = createFlexChargeClient({ session: client.session, validate: throwing(schemas) });
    expect(await thrown(evaluate(strict, { ...payment, mid: 7 as never }))).toMatchObject({ name: "ValidationError", direction: "request" });
    expect(mock.calls("evaluate")).toBe(0);
  });

  test("gives up at its timeout, and says the key", async () => {
    const { mock, client } = await opened();
    for (let times = 0; times < 50; times++) mock.respondOnce("evaluate", { status: 409, body: "" });
    const { clock, waits } = hurried(mock);
    const error = await thrown(evaluate(client, payment, { clock, timeout: 20_000 }));
    expect(error).toMatchObject({ name: "FlexChargeError", reason: "in_progress", status: 409, idempotencyKey: expect.stringMatching(uuid) });
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000]);
  });

  test("ends with the signal's reason, and sends nothing after", async () => {
    const { mock, client } = await opened();
    for (let times = 0; times < 9; times++) mock.respondOnce("evaluate", { status: 409, body: "" });
    const stop = new AbortController();
    const { clock } = hurried(mock, (times) => times === 2 && stop.abort(new Error("enough")));
    await expect(evaluate(client, payment, { clock, signal: stop.signal })).rejects.toThrow("enough");
    expect(mock.calls("evaluate")).toBe(2);
  });

  test("whose answer is lost throws the key: sent again with it, the payment is done once", async () => {
    const { mock, client } = await opened();
    mock.fault({ kind: "lost", on: "evaluate" });
    const error = await thrown(evaluate(client, payment));
    expect(error).toMatchObject({ name: "FlexChargeError", reason: "lost", idempotencyKey: expect.stringMatching(uuid) });
    const idempotencyKey = error["idempotencyKey"] as string;
    await evaluate(client, { ...payment, idempotencyKey });
    expect(sentTo(mock, "evaluate").map(({ body }) => body["idempotencyKey"])).toEqual([idempotencyKey, idempotencyKey]);
  });

  test("without a token the session's own error is thrown: nothing was done", async () => {
    const { mock } = await opened();
    const other = createFlexChargeClient({ credentials: { appKey: "fake", appSecret: "fake-wrong" }, server: mock.url });
    expect(await thrown(evaluate(other, payment))).toMatchObject({ name: "ReauthenticationRequiredError", code: "credentials_refused" });
    expect(mock.calls("evaluate")).toBe(0);
  });

  test("a declined payment is an answer", async () => {
    const { mock, client } = await opened();
    mock.respondOnce("evaluate", { status: 200, body: { success: true, status: "DECLINED" } });
    expect(await evaluate(client, payment)).toMatchObject({ success: true, status: "DECLINED" });
  });
});

describe("capture", () => {
  test("keeps one key through a replay and a 409, and sends cents", async () => {
    const { mock, client } = await opened();
    await client.session.getToken();
    mock.revokeAll();
    mock.respondOnce("capture", { status: 401, body: {} });
    mock.respondOnce("capture", { status: 409, body: "" });
    await capture(client, { orderId: order, amount: minor(1999, "USD") }, { clock: hurried(mock).clock });
    const sent = sentTo(mock, "capture");
    expect(sent.map(({ status }) => status)).toEqual([401, 409, 200]);
    expect(new Set(sent.map(({ body }) => body["idempotencyKey"])).size).toBe(1);
    expect(sent[0]?.body).toMatchObject({ orderId: order, amount: 1999, currency: "USD" });
  });
});

describe("refund", () => {
  test.each([
    [1250, 12.5],
    [1999, 19.99],
    [1, 0.01],
    [29, 0.29],
    [110, 1.1],
    [100_000_000_001, 1_000_000_000.01],
  ])("of %d cents sends %d dollars", async (cents, dollars) => {
    const { mock, client } = await opened();
    await refund(client, { orderId: order, amount: minor(cents, "USD"), message: "Sent back" });
    expect(sentTo(mock, "refundOrder").map(({ body }) => body)).toEqual([{ amountToRefund: dollars, refundMessage: "Sent back" }]);
  });

  test.each([
    ["JPY", 1250],
    ["KWD", 1.25],
    ["CLF", 0.125],
    // Intl gives these no decimals, or not these.
    ["COP", 12.5],
    ["HUF", 12.5],
    ["IDR", 12.5],
    ["PKR", 12.5],
    ["IQD", 1.25],
  ])("knows the smallest unit of a currency: %s", async (currency, amount) => {
    const { mock, client } = await opened();
    mock.respondOnce("getOrder", { status: 200, body: { id: order, status: 7, currencyCode: currency } });
    await refund(client, { orderId: order, amount: minor(1250, currency) });
    expect(sentTo(mock, "refundOrder")[0]?.body).toEqual({ amountToRefund: amount });
  });

  test("in another currency than the order's is not sent", async () => {
    const { mock, client } = await opened();
    await expect(refund(client, { orderId: order, amount: minor(1250, "JPY") })).rejects.toMatchObject({ name: "FlexChargeError", reason: "wrong_currency" });
    expect(mock.calls("refundOrder")).toBe(0);
  });

  test("waits for one that is still in progress", async () => {
    const { mock, client } = await opened();
    mock.respondOnce("refundOrder", { status: 409, body: "" });
    expect(await refund(client, { orderId: order, amount: minor(1250, "USD") }, { clock: hurried(mock).clock })).toMatchObject({ success: true });
    expect(mock.calls("refundOrder")).toBe(2);
  });

  test("of an order that is not there is not sent", async () => {
    const { mock, client } = await opened();
    mock.respondOnce("getOrder", { status: 404, body: { status: 404, title: "Not Found" } });
    await expect(refund(client, { orderId: order, amount: minor(1250, "USD") })).rejects.toMatchObject({ reason: "not_found" });
    expect(mock.calls("refundOrder")).toBe(0);
  });
});

test.each(["evaluate", "capture", "refundOrder"])("a 200 without a body does not pass for done: %s", async (operation) => {
  const { mock, client } = await opened();
  mock.respondOnce(operation, { status: 200 });
  const told = { orderId: order, amount: minor(1250, "USD") };
  const work = operation === "evaluate" ? evaluate(client, payment) : operation === "capture" ? capture(client, told) : refund(client, told);
  expect(await thrown(work)).toMatchObject({ name: "FlexChargeError", reason: "lost", status: 200 });
});

test("an order without a body is a typed error, and nothing is refunded", async () => {
  const { mock, client } = await opened();
  mock.respondOnce("getOrder", { status: 200 });
  expect(await thrown(refund(client, { orderId: order, amount: minor(1250, "USD") }))).toMatchObject({ name: "FlexChargeError", reason: "malformed" });
  expect(mock.calls("refundOrder")).toBe(0);
});

describe("Money", () => {
  test("is a whole number above 0 of a currency's smallest unit", () => {
    for (const amount of [12.5, 0, -1, Number.NaN, Infinity, 2 ** 53]) expect(() => minor(amount, "USD")).toThrow(RangeError);
    for (const currency of ["usd", "US", "", "dollars"]) expect(() => minor(1250, currency)).toThrow(RangeError);
    expect(minor(1250, "USD")).toEqual({ minor: 1250, currency: "USD" });
  });

  test("is no number: dollars in place of cents do not compile", () => {
    expectTypeOf<number>().not.toExtend<Money>();
    expectTypeOf<{ minor: number; currency: string }>().not.toExtend<Money>();
    expectTypeOf<Parameters<typeof refund>[1]["amount"]>().toEqualTypeOf<Money>();
    expectTypeOf<Parameters<typeof evaluate>[1]["transaction"]["amount"]>().toEqualTypeOf<Money>();
  });
});
