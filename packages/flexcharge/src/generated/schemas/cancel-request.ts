// Generated from specs/flexcharge.openapi.yaml by pnpm generate. Do not edit.
// text 254eb61a001774fa

import * as z from "zod/mini";

/** An empty object. */
export const CancelRequest: z.ZodMiniObject<{}, z.core.$strict> = z.strictObject({});
