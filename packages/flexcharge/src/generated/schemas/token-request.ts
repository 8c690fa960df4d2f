// Generated from specs/flexcharge.openapi.yaml by pnpm generate. Do not edit.
// text 10ccf7624a4e7b31

import * as z from "zod/mini";

/** An app key and its secret. */
export const TokenRequest: z.ZodMiniObject<{
  AppKey: z.ZodMiniString<string>;
  AppSecret: z.ZodMiniString<string>;
}, z.core.$strict> = z.strictObject({ AppKey: z.string(), AppSecret: z.string() });
