// Generated from specs/flex-insights.openapi.yaml by pnpm generate. Do not edit.
// text 197cf3cc2e02ed1f

import * as z from "zod/mini";

/** A login. */
export const LoginRequest: z.ZodMiniObject<{
  postUserLogin: z.ZodMiniObject<{
    login: z.ZodMiniString<string>;
    password: z.ZodMiniString<string>;
    remember: z.ZodMiniLiteral<0 | 1>;
    verify_level: z.ZodMiniOptional<z.ZodMiniLiteral<0 | 1 | 2>>;
    captcha: z.ZodMiniOptional<z.ZodMiniString<string>>;
    verifyCaptcha: z.ZodMiniOptional<z.ZodMiniString<string>>;
  }, z.core.$strict>;
}, z.core.$strict> = z.strictObject({
  postUserLogin: z.strictObject({
    login: z.string(),
    password: z.string(),
    remember: z.literal([0, 1]),
    verify_level: z.optional(z.literal([0, 1, 2])),
    captcha: z.optional(z.string()),
    verifyCaptcha: z.optional(z.string()),
  }),
});
