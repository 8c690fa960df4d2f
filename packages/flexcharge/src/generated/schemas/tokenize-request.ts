// Generated from specs/flexcharge.openapi.yaml by pnpm generate. Do not edit.
// text 0fae92a8556ce671

import * as z from "zod/mini";

/** A card. */
export const TokenizeRequest: z.ZodMiniObject<{
  payment_method: z.ZodMiniObject<{
    email: z.ZodMiniOptional<z.ZodMiniString<string>>;
    sense_key: z.ZodMiniOptional<z.ZodMiniString<string>>;
    credit_card: z.ZodMiniObject<{
      first_name: z.ZodMiniString<string>;
      last_name: z.ZodMiniString<string>;
      number: z.ZodMiniString<string>;
      verification_value: z.ZodMiniOptional<z.ZodMiniString<string>>;
      month: z.ZodMiniString<string>;
      year: z.ZodMiniString<string>;
    }, z.core.$strict>;
  }, z.core.$strict>;
}, z.core.$strict> = z.strictObject({
  payment_method: z.strictObject({
    email: z.optional(z.string()),
    sense_key: z.optional(z.string()),
    credit_card: z.strictObject({
      first_name: z.string(),
      last_name: z.string(),
      number: z.string(),
      verification_value: z.optional(z.string()),
      month: z.string(),
      year: z.string(),
    }),
  }),
});
