// Generated from specs/flex-insights.openapi.yaml by pnpm generate. Do not edit.
// text 867d4b67686afb36

import * as z from "zod/mini";

/** What an application needs at its start. Open; only a little of it is described. */
export const Bootstrap: z.ZodMiniObject<{
  bootstrapResource: z.ZodMiniOptional<z.ZodMiniObject<{
    accountSetting: z.ZodMiniOptional<z.ZodMiniRecord<z.ZodMiniString<string>, z.ZodMiniUnknown>>;
  }, z.core.$loose>>;
}, z.core.$loose> = z.looseObject({
  bootstrapResource: z.optional(z.looseObject({ accountSetting: z.optional(z.record(z.string(), z.unknown())) })),
});
