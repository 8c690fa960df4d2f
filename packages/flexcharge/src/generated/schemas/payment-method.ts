// Generated from specs/flexcharge.openapi.yaml by pnpm generate. Do not edit.
// text 981c029c9e9430cc

import * as z from "zod/mini";

/** The card. */
export const PaymentMethod: z.ZodMiniObject<{
  holderName: z.ZodMiniString<string>;
  cardType: z.ZodMiniOptional<z.ZodMiniString<string>>;
  cardBrand: z.ZodMiniOptional<z.ZodMiniString<string>>;
  cardCountry: z.ZodMiniOptional<z.ZodMiniString<string>>;
  expirationMonth: z.ZodMiniNumberFormat;
  expirationYear: z.ZodMiniNumberFormat;
  cardBinNumber: z.ZodMiniString<string>;
  cardLast4Digits: z.ZodMiniString<string>;
  cardNumber: z.ZodMiniString<string>;
  Token: z.ZodMiniBoolean<boolean>;
}, z.core.$strict> = z.strictObject({
  holderName: z.string(),
  cardType: z.optional(z.string()),
  cardBrand: z.optional(z.string()),
  cardCountry: z.optional(z.string()),
  expirationMonth: z.int().check(z.gte(1), z.lte(12)),
  expirationYear: z.int(),
  cardBinNumber: z.string(),
  cardLast4Digits: z.string(),
  cardNumber: z.string(),
  Token: z.boolean(),
});
