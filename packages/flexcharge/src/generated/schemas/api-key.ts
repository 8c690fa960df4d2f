// Generated from specs/flexcharge.openapi.yaml by pnpm generate. Do not edit.
// text 48d16c5a7f6554a2

import * as z from "zod/mini";

/** An API key. With `errors`, there is none. */
export const ApiKey: z.ZodMiniObject<{
  id: z.ZodMiniOptional<z.ZodMiniString<string>>;
  mid: z.ZodMiniOptional<z.ZodMiniString<string>>;
  name: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
  type: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
  value: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
  scopes: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniArray<z.ZodMiniString<string>>>>;
  created_at: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
  errors: z.ZodMiniOptional<z.ZodMiniArray<z.ZodMiniUnknown>>;
}, z.core.$loose> = z.looseObject({
  id: z.optional(z.string()),
  mid: z.optional(z.string()),
  name: z.optional(z.nullable(z.string())),
  type: z.optional(z.nullable(z.string())),
  value: z.optional(z.nullable(z.string())),
  scopes: z.optional(z.nullable(z.array(z.string()))),
  created_at: z.optional(z.nullable(z.string())),
  errors: z.optional(z.array(z.unknown())),
});
