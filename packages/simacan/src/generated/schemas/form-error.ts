// Generated from specs/simacan.openapi.yaml by pnpm generate. Do not edit.
// text ade79a4dc9f747d6

import * as z from "zod/mini";

/** What is wrong with the form. */
export const FormError: z.ZodMiniObject<{
  error: z.ZodMiniString<string>;
  error_description: z.ZodMiniOptional<z.ZodMiniString<string>>;
}, z.core.$loose> = z.looseObject({ error: z.string(), error_description: z.optional(z.string()) });
