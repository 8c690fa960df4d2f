// Generated from specs/flexcharge.openapi.yaml by pnpm generate. Do not edit.
// text b9a9a4a9581cfd88

import * as z from "zod/mini";

/** The payment that was declined. */
export const Transaction: z.ZodMiniObject<{
  id: z.ZodMiniString<string>;
  dynamicDescriptor: z.ZodMiniOptional<z.ZodMiniString<string>>;
  timestamp: z.ZodMiniString<string>;
  timezoneUtcOffset: z.ZodMiniString<string>;
  amount: z.ZodMiniNumberFormat;
  currency: z.ZodMiniString<string>;
  responseCode: z.ZodMiniString<string>;
  responseCodeSource: z.ZodMiniString<string>;
  avsResultCode: z.ZodMiniString<string>;
  cvvResultCode: z.ZodMiniString<string>;
  cavvResultCode: z.ZodMiniOptional<z.ZodMiniString<string>>;
  cardNotPresent: z.ZodMiniBoolean<boolean>;
  transactionType: z.ZodMiniOptional<z.ZodMiniEnum<{ AUTHORIZATION: "AUTHORIZATION"; PURCHASE: "PURCHASE" }>>;
}, z.core.$strict> = z.strictObject({
  id: z.string(),
  dynamicDescriptor: z.optional(z.string()),
  timestamp: z.string(),
  timezoneUtcOffset: z.string(),
  amount: z.int().check(z.gte(0)),
  currency: z.string(),
  responseCode: z.string(),
  responseCodeSource: z.string(),
  avsResultCode: z.string(),
  cvvResultCode: z.string(),
  cavvResultCode: z.optional(z.string()),
  cardNotPresent: z.boolean(),
  transactionType: z.optional(z.enum(["AUTHORIZATION", "PURCHASE"])),
});
