// Generated from specs/twilio-flex.openapi.yaml by pnpm generate. Do not edit.
// text 21396a84bcb834b7

import * as z from "zod/mini";

/** The configuration of Flex in an account. Open; only a little of it is described. */
export const Configuration: z.ZodMiniObject<{ account_sid: z.ZodMiniOptional<z.ZodMiniString<string>> }, z.core.$loose> = z.looseObject({
  account_sid: z.optional(z.string()),
});
