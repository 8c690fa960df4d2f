// Generated from specs/twilio-flex.openapi.yaml by pnpm generate. Do not edit.
// text fd3d649d354007b2

import * as z from "zod/mini";

/** How the token shall be. */
export const UserTokenRequest: z.ZodMiniObject<{ ttl: z.ZodMiniOptional<z.ZodMiniNumberFormat> }, z.core.$strict> = z.strictObject({
  ttl: z.optional(z.int().check(z.gte(1))),
});
