// Generated from specs/flexcharge.openapi.yaml by pnpm generate. Do not edit.
// text 2df92958eee85d80

import * as z from "zod/mini";

/** What became of an evaluation. */
export const Outcome: z.ZodMiniObject<{
  status: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
  confirmationId: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
  success: z.ZodMiniBoolean<boolean>;
  result: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
  statusCode: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
  responseCode: z.ZodMiniOptional<z.ZodMiniString<string>>;
  responseMessage: z.ZodMiniOptional<z.ZodMiniString<string>>;
  errors: z.ZodMiniOptional<z.ZodMiniArray<z.ZodMiniUnknown>>;
  customProperties: z.ZodMiniOptional<z.ZodMiniRecord<z.ZodMiniString<string>, z.ZodMiniUnknown>>;
}, z.core.$loose> = z.looseObject({
  status: z.optional(z.nullable(z.string())),
  confirmationId: z.optional(z.nullable(z.string())),
  success: z.boolean(),
  result: z.optional(z.nullable(z.string())),
  statusCode: z.optional(z.nullable(z.string())),
  responseCode: z.optional(z.string()),
  responseMessage: z.optional(z.string()),
  errors: z.optional(z.array(z.unknown())),
  customProperties: z.optional(z.record(z.string(), z.unknown())),
});
