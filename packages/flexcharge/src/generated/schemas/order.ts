// Generated from specs/flexcharge.openapi.yaml by pnpm generate. Do not edit.
// text 8832a35db3e974ef

import * as z from "zod/mini";
import { Address } from "./address.ts";

/** An order. */
export const Order: z.ZodMiniObject<{
  id: z.ZodMiniString<string>;
  correlationId: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
  referenceNumber: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
  status: z.ZodMiniNumberFormat;
  statusName: z.ZodMiniOptional<z.ZodMiniString<string>>;
  orderPlacedDate: z.ZodMiniOptional<z.ZodMiniString<string>>;
  expiryDate: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
  billingAddress: z.ZodMiniOptional<typeof Address>;
  shippingAddress: z.ZodMiniOptional<z.ZodMiniNullable<typeof Address>>;
  firstName: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
  lastName: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
  email: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
  phone: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
  currencyCode: z.ZodMiniOptional<z.ZodMiniString<string>>;
}, z.core.$loose> = z.looseObject({
  id: z.string(),
  correlationId: z.optional(z.nullable(z.string())),
  referenceNumber: z.optional(z.nullable(z.string())),
  status: z.int(),
  statusName: z.optional(z.string()),
  orderPlacedDate: z.optional(z.string()),
  expiryDate: z.optional(z.nullable(z.string())),
  billingAddress: z.optional(Address),
  shippingAddress: z.optional(z.nullable(Address)),
  firstName: z.optional(z.nullable(z.string())),
  lastName: z.optional(z.nullable(z.string())),
  email: z.optional(z.nullable(z.string())),
  phone: z.optional(z.nullable(z.string())),
  currencyCode: z.optional(z.string()),
});
