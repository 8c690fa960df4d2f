import type { FlexChargeClient, components } from "../index.ts";
import type { Money } from "./money.ts";
import { settled, type Patience } from "./patience.ts";

/** How much of which order to take. */
export interface Capture {
  readonly orderId: string;
  readonly amount: Money;
  /** Names this capture: sent again with the same key it is done once. Made for you if absent. */
  readonly idempotencyKey?: string;
}

/**
 * Captures an order, in status 5: one key goes with all that is sent for it.
 *
 * @throws {FlexChargeError} with the `idempotencyKey`
 * @throws {AuthError} the session's; nothing was done then, unless the client's `retry` had lost an answer before: where both can be, give a key of your own
 * @example
 * await capture(flexcharge, { orderId, amount: minor(1999, "USD") });
 */
export async function capture(client: FlexChargeClient, { orderId, amount, idempotencyKey = crypto.randomUUID() }: Capture, patience: Patience = {}): Promise<components["schemas"]["Receipt"]> {
  const body = { orderId, idempotencyKey, amount: amount.minor, currency: amount.currency };
  return await settled(() => client.POST("/capture", { body, retry: true, signal: patience.signal ?? null }), { idempotencyKey }, patience);
}
