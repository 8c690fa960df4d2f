import type { FlexChargeClient, components } from "../index.ts";
import type { Money } from "./money.ts";
import { settled, type Patience } from "./patience.ts";

type Schemas = components["schemas"];

/** A declined payment. Its amount is {@link Money}; that it was declined and its key need not be said. */
export interface Payment extends Omit<Schemas["EvaluateRequest"], "idempotencyKey" | "isDeclined" | "transaction"> {
  readonly transaction: Omit<Schemas["Transaction"], "amount" | "currency"> & { readonly amount: Money };
  /** Names this payment: sent again with the same key it is done once. Made for you if absent; give your own where a payment must survive a restart. */
  readonly idempotencyKey?: string;
}

/** What became of a payment, and the key it was sent with. */
export type Evaluated = Schemas["Evaluation"] & { readonly idempotencyKey: string };

/**
 * Offers a declined payment. One key goes with all that is sent for it: with the replay after a 401, with retries, and with each question while
 * the first is still in progress (409). DECLINED is an answer, not an error.
 *
 * @throws {FlexChargeError} with the `idempotencyKey`; `lost` when no answer came: send the payment again with that key
 * @throws {AuthError} the session's; nothing was done then, unless the client's `retry` had lost an answer before: where both can be, give a key of your own
 * @example
 * const { status } = await evaluate(flexcharge, { ...payment, transaction: { ...transaction, amount: minor(1999, "USD") } });
 */
export async function evaluate(client: FlexChargeClient, payment: Payment, patience: Patience = {}): Promise<Evaluated> {
  const { idempotencyKey = crypto.randomUUID(), transaction, ...rest } = payment;
  const { amount, ...told } = transaction;
  const body: Schemas["EvaluateRequest"] = { ...rest, isDeclined: true, idempotencyKey, transaction: { ...told, amount: amount.minor, currency: amount.currency } };
  const { cardNumber, cardBinNumber, cardLast4Digits, holderName } = payment.paymentMethod;
  const sent = { idempotencyKey, hidden: [cardNumber, cardBinNumber, cardLast4Digits, holderName] };
  const data = await settled(() => client.POST("/evaluate", { body, retry: true, signal: patience.signal ?? null }), sent, patience);
  return { ...data, idempotencyKey };
}
