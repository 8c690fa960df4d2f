// Generated from specs/flexcharge.openapi.yaml by pnpm generate. Do not edit.
// text 9c828348d6df601d

import * as z from "zod/mini";

/** A token that stands for a card number. */
export const TokenizedCard: z.ZodMiniObject<{
  transaction: z.ZodMiniOptional<z.ZodMiniObject<{
    payment_method: z.ZodMiniOptional<z.ZodMiniObject<{
      token: z.ZodMiniOptional<z.ZodMiniString<string>>;
      card_type: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
      country: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
      first_six_digits: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
      last_four_digits: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
    }, z.core.$loose>>;
  }, z.core.$loose>>;
  success: z.ZodMiniOptional<z.ZodMiniBoolean<boolean>>;
  status: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
  responseCode: z.ZodMiniOptional<z.ZodMiniString<string>>;
  responseMessage: z.ZodMiniOptional<z.ZodMiniString<string>>;
  errors: z.ZodMiniOptional<z.ZodMiniArray<z.ZodMiniUnknown>>;
}, z.core.$loose> = z.looseObject({
  transaction: z.optional(z.looseObject({
    payment_method: z.optional(z.looseObject({
      token: z.optional(z.string()),
      card_type: z.optional(z.nullable(z.string())),
      country: z.optional(z.nullable(z.string())),
      first_six_digits: z.optional(z.nullable(z.string())),
      last_four_digits: z.optional(z.nullable(z.string())),
    })),
  })),
  success: z.optional(z.boolean()),
  status: z.optional(z.nullable(z.string())),
  responseCode: z.optional(z.string()),
  responseMessage: z.optional(z.string()),
  errors: z.optional(z.array(z.unknown())),
});
