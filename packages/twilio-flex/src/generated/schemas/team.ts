// Generated from specs/twilio-flex.openapi.yaml by pnpm generate. Do not edit.
// text a80eb4b7089e18d4

import * as z from "zod/mini";

/** A team. Open; its members are not documented. */
export const Team: z.ZodMiniObject<{ flex_team_sid: z.ZodMiniOptional<z.ZodMiniString<string>> }, z.core.$loose> = z.looseObject({
  flex_team_sid: z.optional(z.string()),
});
