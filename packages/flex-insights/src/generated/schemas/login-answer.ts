// Generated from specs/flex-insights.openapi.yaml by pnpm generate. Do not edit.
// text 589623b14333991b

import * as z from "zod/mini";

/** A login that worked. */
export const LoginAnswer: z.ZodMiniObject<{
  userLogin: z.ZodMiniObject<{
    profile: z.ZodMiniString<string>;
    state: z.ZodMiniString<string>;
    token: z.ZodMiniOptional<z.ZodMiniString<string>>;
  }, z.core.$loose>;
}, z.core.$loose> = z.looseObject({ userLogin: z.looseObject({ profile: z.string(), state: z.string(), token: z.optional(z.string()) }) });
