// Generated from specs/twilio-flex.openapi.yaml by pnpm generate. Do not edit.
// text abaeeea025657fe1

import * as z from "zod/mini";

/** The code of a person who signed in with the Twilio Console. */
export const ConsoleCode: z.ZodMiniObject<{
  account_sid: z.ZodMiniString<string>;
  instance_sid: z.ZodMiniString<string>;
  app_type: z.ZodMiniOptional<z.ZodMiniString<string>>;
  is_console_login: z.ZodMiniLiteral<true>;
  code: z.ZodMiniString<string>;
  code_verifier: z.ZodMiniString<string>;
  nonce: z.ZodMiniString<string>;
  grant_type: z.ZodMiniLiteral<"AuthorizationCode">;
}, z.core.$strict> = z.strictObject({
  account_sid: z.string(),
  instance_sid: z.string(),
  app_type: z.optional(z.string()),
  is_console_login: z.literal(true),
  code: z.string(),
  code_verifier: z.string(),
  nonce: z.string(),
  grant_type: z.literal("AuthorizationCode"),
});
