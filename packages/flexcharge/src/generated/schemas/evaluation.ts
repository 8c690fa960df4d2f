// Generated from specs/flexcharge.openapi.yaml by pnpm generate. Do not edit.
// text e50997c3444a06bf

import * as z from "zod/mini";

/** What became of the payment. */
export const Evaluation: z.ZodMiniObject<{
  orderSessionKey: z.ZodMiniOptional<z.ZodMiniString<string>>;
  senseKey: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
  orderId: z.ZodMiniOptional<z.ZodMiniString<string>>;
  success: z.ZodMiniBoolean<boolean>;
  result: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
  status: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
  statusCode: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
  responseCode: z.ZodMiniOptional<z.ZodMiniString<string>>;
  responseMessage: z.ZodMiniOptional<z.ZodMiniString<string>>;
  errors: z.ZodMiniOptional<z.ZodMiniArray<z.ZodMiniUnknown>>;
  customProperties: z.ZodMiniOptional<z.ZodMiniRecord<z.ZodMiniString<string>, z.ZodMiniUnknown>>;
}, z.core.$loose> = z.looseObject({
  orderSessionKey: z.optional(z.string()),
  senseKey: z.optional(z.nullable(z.string())),
  orderId: z.optional(z.string()),
  success: z.boolean(),
  result: z.optional(z.nullable(z.string())),
  status: z.optional(z.nullable(z.string())),
  statusCode: z.optional(z.nullable(z.string())),
  responseCode: z.optional(z.string()),
  responseMessage: z.optional(z.string()),
  errors: z.optional(z.array(z.unknown())),
  customProperties: z.optional(z.record(z.string(), z.unknown())),
});
