// Generated from specs/flexcharge.openapi.yaml by pnpm generate. Do not edit.
// text 274131663edfb5b3

import * as z from "zod/mini";

/** How much to give back. */
export const RefundRequest: z.ZodMiniObject<{
  amountToRefund: z.ZodMiniNumber<number>;
  refundMessage: z.ZodMiniOptional<z.ZodMiniString<string>>;
}, z.core.$strict> = z.strictObject({ amountToRefund: z.number().check(z.gte(0)), refundMessage: z.optional(z.string()) });
