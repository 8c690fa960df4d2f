// Generated from specs/flexcharge.openapi.yaml by pnpm generate. Do not edit.
// text a4e5f321a1ade3d0

import * as z from "zod/mini";

/** Who pays. */
export const BillingInformation: z.ZodMiniObject<{
  firstName: z.ZodMiniOptional<z.ZodMiniString<string>>;
  lastName: z.ZodMiniOptional<z.ZodMiniString<string>>;
  country: z.ZodMiniOptional<z.ZodMiniString<string>>;
  countryCode: z.ZodMiniOptional<z.ZodMiniString<string>>;
  addressLine1: z.ZodMiniOptional<z.ZodMiniString<string>>;
  city: z.ZodMiniOptional<z.ZodMiniString<string>>;
  state: z.ZodMiniOptional<z.ZodMiniString<string>>;
  zipCode: z.ZodMiniOptional<z.ZodMiniString<string>>;
  phone: z.ZodMiniOptional<z.ZodMiniString<string>>;
}, z.core.$strict> = z.strictObject({
  firstName: z.optional(z.string()),
  lastName: z.optional(z.string()),
  country: z.optional(z.string()),
  countryCode: z.optional(z.string()),
  addressLine1: z.optional(z.string()),
  city: z.optional(z.string()),
  state: z.optional(z.string()),
  zipCode: z.optional(z.string()),
  phone: z.optional(z.string()),
});
