// Generated from specs/flex-insights.openapi.yaml by pnpm generate. Do not edit.
// text 387b063ccbff29b1

import * as z from "zod/mini";

/** The account must be verified first. */
export const UnverifiedAccount: z.ZodMiniObject<{
  resendRegistration: z.ZodMiniOptional<z.ZodMiniObject<{
    uri: z.ZodMiniOptional<z.ZodMiniString<string>>;
    rsr_token: z.ZodMiniOptional<z.ZodMiniString<string>>;
  }, z.core.$loose>>;
}, z.core.$loose> = z.looseObject({
  resendRegistration: z.optional(z.looseObject({ uri: z.optional(z.string()), rsr_token: z.optional(z.string()) })),
});
