// Generated from specs/flex-insights.openapi.yaml by pnpm generate. Do not edit.
// text 3ea1403aeedfc36b

import * as z from "zod/mini";

/** The objects that were found. */
export const Identifiers: z.ZodMiniObject<{
  identifiers: z.ZodMiniOptional<z.ZodMiniArray<z.ZodMiniObject<{
    identifier: z.ZodMiniOptional<z.ZodMiniString<string>>;
    uri: z.ZodMiniOptional<z.ZodMiniString<string>>;
  }, z.core.$loose>>>;
}, z.core.$loose> = z.looseObject({
  identifiers: z.optional(z.array(z.looseObject({ identifier: z.optional(z.string()), uri: z.optional(z.string()) }))),
});
