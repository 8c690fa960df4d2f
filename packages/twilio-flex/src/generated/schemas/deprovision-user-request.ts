// Generated from specs/twilio-flex.openapi.yaml by pnpm generate. Do not edit.
// text 1206f2749c2bf8ac

import * as z from "zod/mini";

/** Who it is. */
export const DeprovisionUserRequest: z.ZodMiniObject<{ flex_user_sid: z.ZodMiniString<string> }, z.core.$strict> = z.strictObject({
  flex_user_sid: z.string(),
});
