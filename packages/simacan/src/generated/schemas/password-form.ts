// Generated from specs/simacan.openapi.yaml by pnpm generate. Do not edit.
// text f0f8211742835851

import * as z from "zod/mini";

/** A user name and its password. */
export const PasswordForm: z.ZodMiniObject<{
  username: z.ZodMiniString<string>;
  password: z.ZodMiniString<string>;
}, z.core.$strict> = z.strictObject({ username: z.string(), password: z.string() });
