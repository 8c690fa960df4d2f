// Generated from specs/flex-insights.openapi.yaml by pnpm generate. Do not edit.
// text e07f211745ec1c78

import * as z from "zod/mini";

/** A temporary token. */
export const TemporaryTokenAnswer: z.ZodMiniObject<{
  userToken: z.ZodMiniOptional<z.ZodMiniObject<{ token: z.ZodMiniOptional<z.ZodMiniString<string>> }, z.core.$loose>>;
}, z.core.$loose> = z.looseObject({ userToken: z.optional(z.looseObject({ token: z.optional(z.string()) })) });
