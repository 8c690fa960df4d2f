// Generated from specs/simacan.openapi.yaml by pnpm generate. Do not edit.
// text 16b698f3de6f5901

import * as z from "zod/mini";

/** A refresh token, good for one exchange. */
export const RefreshForm: z.ZodMiniObject<{ refresh_token: z.ZodMiniString<string> }, z.core.$strict> = z.strictObject({
  refresh_token: z.string(),
});
