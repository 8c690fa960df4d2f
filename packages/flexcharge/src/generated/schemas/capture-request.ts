// Generated from specs/flexcharge.openapi.yaml by pnpm generate. Do not edit.
// text 40e704187f1b9eee

import * as z from "zod/mini";

/** How much of which order. */
export const CaptureRequest: z.ZodMiniObject<{
  idempotencyKey: z.ZodMiniString<string>;
  orderId: z.ZodMiniString<string>;
  amount: z.ZodMiniNumberFormat;
  currency: z.ZodMiniString<string>;
}, z.core.$strict> = z.strictObject({
  idempotencyKey: z.string(),
  orderId: z.string(),
  amount: z.int().check(z.gte(0)),
  currency: z.string(),
});
