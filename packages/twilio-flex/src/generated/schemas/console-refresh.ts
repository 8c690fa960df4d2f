// Generated from specs/twilio-flex.openapi.yaml by pnpm generate. Do not edit.
// text 9b0b441962f4c807

import * as z from "zod/mini";

/** The refresh token of a person who signed in with the Twilio Console. */
export const ConsoleRefresh: z.ZodMiniObject<{
  refresh_token: z.ZodMiniString<string>;
  app_type: z.ZodMiniOptional<z.ZodMiniString<string>>;
  account_sid: z.ZodMiniString<string>;
  instance_sid: z.ZodMiniString<string>;
  is_console_login: z.ZodMiniLiteral<true>;
  grant_type: z.ZodMiniLiteral<"RefreshToken">;
}, z.core.$strict> = z.strictObject({
  refresh_token: z.string(),
  app_type: z.optional(z.string()),
  account_sid: z.string(),
  instance_sid: z.string(),
  is_console_login: z.literal(true),
  grant_type: z.literal("RefreshToken"),
});
