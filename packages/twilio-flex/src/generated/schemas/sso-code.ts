// Generated from specs/twilio-flex.openapi.yaml by pnpm generate. Do not edit.
// text 8406bacbb4afa85e

import * as z from "zod/mini";

/** The code of a person who signed in with a connection of the account. */
export const SsoCode: z.ZodMiniObject<{
  sso_profile_sid: z.ZodMiniString<string>;
  app_type: z.ZodMiniOptional<z.ZodMiniString<string>>;
  is_console_login: z.ZodMiniOptional<z.ZodMiniLiteral<false>>;
  code: z.ZodMiniString<string>;
  code_verifier: z.ZodMiniString<string>;
  nonce: z.ZodMiniString<string>;
  grant_type: z.ZodMiniLiteral<"AuthorizationCode">;
}, z.core.$strict> = z.strictObject({
  sso_profile_sid: z.string(),
  app_type: z.optional(z.string()),
  is_console_login: z.optional(z.literal(false)),
  code: z.string(),
  code_verifier: z.string(),
  nonce: z.string(),
  grant_type: z.literal("AuthorizationCode"),
});
