// Generated from specs/flexcharge.openapi.yaml by pnpm generate. Do not edit.
// text d28550644d27b2fc

import * as z from "zod/mini";

/** What went wrong. */
export const Problem: z.ZodMiniObject<{
  status: z.ZodMiniUnion<readonly [z.ZodMiniNumberFormat, z.ZodMiniString<string>]>;
  title: z.ZodMiniString<string>;
  traceId: z.ZodMiniOptional<z.ZodMiniString<string>>;
  errors: z.ZodMiniOptional<z.ZodMiniRecord<z.ZodMiniString<string>, z.ZodMiniArray<z.ZodMiniString<string>>>>;
}, z.core.$loose> = z.looseObject({
  status: z.union([z.int(), z.string()]),
  title: z.string(),
  traceId: z.optional(z.string()),
  errors: z.optional(z.record(z.string(), z.array(z.string()))),
});
