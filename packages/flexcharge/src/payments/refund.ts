import { dataOf } from "../errors/data-of.ts";
import { FlexChargeError } from "../errors/error.ts";
import { isObject } from "../errors/read.ts";
import type { FlexChargeClient, components } from "../index.ts";
import { major, type Money } from "./money.ts";
import { settled, type Patience } from "./patience.ts";

/** How much of which order to give back. */
export interface Refund {
  readonly orderId: string;
  /** All of it or a part. */
  readonly amount: Money;
  /** Why. */
  readonly message?: string;
}

/**
 * Refunds an order. The API wants dollars here and cents everywhere else: the amount is converted. It says no currency either, so the order is read first,
 * and nothing is refunded in another one. The vendor does a refund once per order: a second part of the same order is not refunded.
 *
 * @throws {FlexChargeError} `wrong_currency`, `not_found`, `malformed`; `lost` when no answer came: refund again, it is done once
 * @throws {AuthError} the session's; nothing was done then
 * @example
 * await refund(flexcharge, { orderId, amount: minor(1250, "USD"), message: "Sent back" }); // 12.50 dollars
 */
export async function refund(client: FlexChargeClient, { orderId, amount, message }: Refund, patience: Patience = {}): Promise<components["schemas"]["Receipt"]> {
  const params = { path: { orderId } };
  const signal = patience.signal ?? null;
  const order = dataOf(await client.GET("/orders/{orderId}", { params, signal }));
  if (!isObject(order)) throw new FlexChargeError("malformed", { status: 200 });
  const { currencyCode } = order;
  if (currencyCode !== undefined && currencyCode !== null && currencyCode.toUpperCase() !== amount.currency) throw new FlexChargeError("wrong_currency");
  const body = { amountToRefund: major(amount), ...(message === undefined ? {} : { refundMessage: message }) };
  return await settled(() => client.POST("/orders/{orderId}/refund", { params, body, retry: true, signal }), {}, patience);
}
