// Generated from specs/flex-insights.openapi.yaml by pnpm generate. Do not edit.
// text 1054fd2d1b2fe318

import * as z from "zod/mini";

/** Who is logged in. */
export const Account: z.ZodMiniObject<{
  accountInfo: z.ZodMiniOptional<z.ZodMiniObject<{
    login: z.ZodMiniOptional<z.ZodMiniString<string>>;
    loginMD5: z.ZodMiniOptional<z.ZodMiniString<string>>;
    profileUri: z.ZodMiniOptional<z.ZodMiniString<string>>;
    logoutUri: z.ZodMiniOptional<z.ZodMiniString<string>>;
  }, z.core.$loose>>;
}, z.core.$loose> = z.looseObject({
  accountInfo: z.optional(z.looseObject({
    login: z.optional(z.string()),
    loginMD5: z.optional(z.string()),
    profileUri: z.optional(z.string()),
    logoutUri: z.optional(z.string()),
  })),
});
