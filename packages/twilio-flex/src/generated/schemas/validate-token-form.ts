// Generated from specs/twilio-flex.openapi.yaml by pnpm generate. Do not edit.
// text 5621779539a71bf6

import * as z from "zod/mini";

/** The token to check. */
export const ValidateTokenForm: z.ZodMiniObject<{
  Token: z.ZodMiniString<string>;
  Fingerprint: z.ZodMiniOptional<z.ZodMiniString<string>>;
}, z.core.$strict> = z.strictObject({ Token: z.string(), Fingerprint: z.optional(z.string()) });
