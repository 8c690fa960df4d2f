// Generated from specs/flexcharge.openapi.yaml by pnpm generate. Do not edit.
// text d0b299158d11d8a1

import * as z from "zod/mini";

/** An access token. With `success` false, only the members from `success` on. */
export const TokenAnswer: z.ZodMiniObject<{
  accessToken: z.ZodMiniOptional<z.ZodMiniString<string>>;
  refreshToken: z.ZodMiniOptional<z.ZodMiniString<string>>;
  expires: z.ZodMiniOptional<z.ZodMiniNumberFormat>;
  id: z.ZodMiniOptional<z.ZodMiniString<string>>;
  session: z.ZodMiniOptional<z.ZodMiniUnknown>;
  daysToEnforceMFA: z.ZodMiniOptional<z.ZodMiniUnknown>;
  skipAvailable: z.ZodMiniOptional<z.ZodMiniUnknown>;
  success: z.ZodMiniBoolean<boolean>;
  result: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
  status: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
  statusCode: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
  errors: z.ZodMiniOptional<z.ZodMiniArray<z.ZodMiniUnknown>>;
  customProperties: z.ZodMiniOptional<z.ZodMiniRecord<z.ZodMiniString<string>, z.ZodMiniUnknown>>;
}, z.core.$loose> = z.looseObject({
  accessToken: z.optional(z.string()),
  refreshToken: z.optional(z.string()),
  expires: z.optional(z.int()),
  id: z.optional(z.string()),
  session: z.optional(z.unknown()),
  daysToEnforceMFA: z.optional(z.unknown()),
  skipAvailable: z.optional(z.unknown()),
  success: z.boolean(),
  result: z.optional(z.nullable(z.string())),
  status: z.optional(z.nullable(z.string())),
  statusCode: z.optional(z.nullable(z.string())),
  errors: z.optional(z.array(z.unknown())),
  customProperties: z.optional(z.record(z.string(), z.unknown())),
});
