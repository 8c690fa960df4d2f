// Generated from specs/flexcharge.openapi.yaml by pnpm generate. Do not edit.
// text ec0c5a588ab559f8

import * as z from "zod/mini";
import { BillingInformation } from "./billing-information.ts";
import { Payer } from "./payer.ts";
import { PaymentMethod } from "./payment-method.ts";
import { Transaction } from "./transaction.ts";

const not1 = z.looseObject({ siteId: z.unknown() });
const if1 = z.unknown().check(z.refine((value) => !z.safeParse(not1, value).success, "fits what `not` forbids"));
const then1 = z.looseObject({ siteUrl: z.unknown() });

/** A declined payment. One of `siteId` and `siteUrl` must be there. */
export const EvaluateRequest: z.ZodMiniObject<{
  isDeclined: z.ZodMiniBoolean<boolean>;
  orderId: z.ZodMiniString<string>;
  mid: z.ZodMiniString<string>;
  siteId: z.ZodMiniOptional<z.ZodMiniString<string>>;
  siteUrl: z.ZodMiniOptional<z.ZodMiniString<string>>;
  customerIp: z.ZodMiniOptional<z.ZodMiniString<string>>;
  idempotencyKey: z.ZodMiniString<string>;
  isMIT: z.ZodMiniOptional<z.ZodMiniBoolean<boolean>>;
  isRecurring: z.ZodMiniOptional<z.ZodMiniBoolean<boolean>>;
  expiryDateUtc: z.ZodMiniOptional<z.ZodMiniString<string>>;
  senseKey: z.ZodMiniOptional<z.ZodMiniString<string>>;
  transaction: typeof Transaction;
  paymentMethod: typeof PaymentMethod;
  billingInformation: typeof BillingInformation;
  payer: typeof Payer;
  threeDSecure: z.ZodMiniOptional<z.ZodMiniRecord<z.ZodMiniString<string>, z.ZodMiniUnknown>>;
}, z.core.$strict> = z.strictObject({
  isDeclined: z.boolean(),
  orderId: z.string(),
  mid: z.string(),
  siteId: z.optional(z.string()),
  siteUrl: z.optional(z.string()),
  customerIp: z.optional(z.string()),
  idempotencyKey: z.string(),
  isMIT: z.optional(z.boolean()),
  isRecurring: z.optional(z.boolean()),
  expiryDateUtc: z.optional(z.string()),
  senseKey: z.optional(z.string()),
  transaction: Transaction,
  paymentMethod: PaymentMethod,
  billingInformation: BillingInformation,
  payer: Payer,
  threeDSecure: z.optional(z.record(z.string(), z.unknown())),
}).check(z.refine((value) => !z.safeParse(if1, value).success || z.safeParse(then1, value).success, "fits `if` but not `then`"));
