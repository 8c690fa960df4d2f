// Generated from specs/flexcharge.openapi.yaml by pnpm generate. Do not edit.
// text ffc8de16e6ba5f03

import * as z from "zod/mini";

/** Which evaluation is meant. */
export const OutcomeRequest: z.ZodMiniObject<{ orderSessionKey: z.ZodMiniString<string> }, z.core.$strict> = z.strictObject({
  orderSessionKey: z.string(),
});
