// Generated from specs/twilio-flex.openapi.yaml by pnpm generate. Do not edit.
// text 3e2683e2bd8afa45

import * as z from "zod/mini";

/** The refresh token of a person who signed in with a connection of the account. */
export const SsoRefresh: z.ZodMiniObject<{
  refresh_token: z.ZodMiniString<string>;
  sso_profile_sid: z.ZodMiniString<string>;
  app_type: z.ZodMiniOptional<z.ZodMiniString<string>>;
  is_console_login: z.ZodMiniOptional<z.ZodMiniLiteral<false>>;
  grant_type: z.ZodMiniLiteral<"RefreshToken">;
}, z.core.$strict> = z.strictObject({
  refresh_token: z.string(),
  sso_profile_sid: z.string(),
  app_type: z.optional(z.string()),
  is_console_login: z.optional(z.literal(false)),
  grant_type: z.literal("RefreshToken"),
});
