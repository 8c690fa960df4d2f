// Generated from specs/flexcharge.openapi.yaml by pnpm generate. Do not edit.
// text f26ff697fca71dde

import * as z from "zod/mini";

/** How to reach the payer. */
export const Payer: z.ZodMiniObject<{
  email: z.ZodMiniOptional<z.ZodMiniString<string>>;
  phone: z.ZodMiniOptional<z.ZodMiniString<string>>;
}, z.core.$strict> = z.strictObject({ email: z.optional(z.string()), phone: z.optional(z.string()) });
