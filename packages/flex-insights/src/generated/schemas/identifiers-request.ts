// Generated from specs/flex-insights.openapi.yaml by pnpm generate. Do not edit.
// text 086508acfd142553

import * as z from "zod/mini";

/** The objects to look for. */
export const IdentifiersRequest: z.ZodMiniObject<{
  identifierToUri: z.ZodMiniArray<z.ZodMiniString<string>>;
}, z.core.$strict> = z.strictObject({ identifierToUri: z.array(z.string()) });
