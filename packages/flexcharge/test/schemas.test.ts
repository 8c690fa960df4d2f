import { report, throwing, type Validation, type Violation } from "@freshkey/auth-runtime/validate";
import { Order, schemas, Transaction } from "@freshkey/flexcharge/schemas";
import { expect, test } from "vitest";
import * as z from "zod/mini";
import { createFlexChargeClient, type components, type FlexChargeClient } from "../src/index.ts";

const read = { params: { path: { orderId: "order-1" } } };
const order = { id: "order-1", status: 7, email: null, billingAddress: { street: "Example Street 1" } };

/** A client whose API answers every data call with this. */
function clientOf(answer: unknown, validate: Validation, status = 200): FlexChargeClient {
  const expires = Date.now() + 600_000;
  const fetch = async (url: RequestInfo | URL) => {
    const isToken = String(url).endsWith("/oauth2/token");
    const body = isToken ? { success: true, accessToken: "token-not-a-secret", expires } : answer;
    return Response.json(body, { status: isToken ? 200 : status });
  };
  return createFlexChargeClient({ credentials: { appKey: "fake-key", appSecret: "fake-secret" }, fetch: fetch as typeof globalThis.fetch, validate });
}

async function reported(answer: unknown, status?: number): Promise<{ readonly violations: readonly Violation[]; readonly answer: unknown }> {
  const violations: Violation[] = [];
  const { data, error } = await clientOf(
    answer,
    report(schemas, (violation) => violations.push(violation)),
    status,
  ).GET("/orders/{orderId}", read);
  return { violations, answer: data ?? error };
}

test("an answer as documented is no violation, with unknown members and values that the vendor adds", async () => {
  for (const answer of [order, { ...order, loyalty: { points: 3 } }, { ...order, status: 99, statusName: "Teleported" }, { ...order, expiryDate: null }]) {
    expect(await reported(answer)).toEqual({ violations: [], answer });
  }
});

test.each([
  ["null where it is not documented", { ...order, statusName: null }, ["statusName"], "null"],
  ["another type", { ...order, status: "7" }, ["status"], "string"],
  ["a member left out", { id: "order-1" }, ["status"], "missing"],
  ["another type further down", { ...order, shippingAddress: "canary-street" }, ["shippingAddress"], "string"],
  ["no object at all", "canary-page", [], "string"],
])("report tells where an answer differs and hands it on unchanged: %s", async (_, answer, path, received) => {
  const { violations, answer: handed } = await reported(answer);
  expect(handed).toEqual(answer);
  expect(violations).toEqual([{ operation: "GET /orders/{orderId}", direction: "response", status: 200, issues: [{ path, message: "Invalid input", received }] }]);
});

test("an error body is looked at by its status", async () => {
  expect((await reported({ status: 404, title: "Not Found" }, 404)).violations).toEqual([]);
  expect((await reported({ title: 1 }, 404)).violations).toMatchObject([{ status: 404, issues: [{ path: ["status"] }, { path: ["title"] }] }]);
});

test("throwing rejects with the place, and with no value", async () => {
  const call = clientOf({ ...order, email: { canary: "canary-value" } }, throwing(schemas)).GET("/orders/{orderId}", read);
  await expect(call).rejects.toThrow("GET /orders/{orderId}: the response 200 does not fit its schema: email: Invalid input (received object).");
});

test("throwing stops a request with a value outside of an enum, an unknown member, a member left out", async () => {
  const transaction: components["schemas"]["Transaction"] = {
    id: "t-1",
    timestamp: "2026-01-31T12:00:00Z",
    timezoneUtcOffset: "+01:00",
    amount: 1999,
    currency: "USD",
    responseCode: "100",
    responseCodeSource: "nmi",
    avsResultCode: "Z",
    cvvResultCode: "N",
    cardNotPresent: true,
    transactionType: "PURCHASE",
  };
  expect(Transaction.safeParse(transaction).success).toBe(true);
  const { id: _, ...without } = transaction;
  for (const wrong of [{ ...transaction, transactionType: "canary-refund" }, { ...transaction, transactionTyp: "PURCHASE" }, without]) {
    expect(Transaction.safeParse(wrong).success).toBe(false);
    const call = clientOf({ success: true }, throwing(schemas)).POST("/evaluate", { body: { transaction: wrong } as never });
    const error: Error = await call.then(
      () => expect.unreachable(),
      (reason) => reason,
    );
    expect(error).toMatchObject({ name: "ValidationError", operation: "POST /evaluate", direction: "request" });
    expect(JSON.stringify(error) + error.message).not.toContain("canary");
  }
});

test("in English, zod's messages say what was expected, and still no value", async () => {
  z.config(z.locales.en());
  try {
    const { violations } = await reported({ ...order, status: "canary-status" });
    expect(violations[0]?.issues).toEqual([{ path: ["status"], message: "Invalid input: expected number, received string", received: "string" }]);
  } finally {
    z.config({ localeError: undefined });
  }
});

test("a schema is also of use on its own, and its type is the document's", () => {
  const parsed: components["schemas"]["Order"] = Order.parse({ ...order, unknown: 1 }) as never;
  expect(parsed).toEqual({ ...order, unknown: 1 });
  expect(z.extend(Order, { id: z.literal("order-1") }).safeParse({ ...order, id: "order-2" }).success).toBe(false);
});
