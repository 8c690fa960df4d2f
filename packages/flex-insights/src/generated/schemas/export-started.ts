// Generated from specs/flex-insights.openapi.yaml by pnpm generate. Do not edit.
// text 38028fb5ef9081c2

import * as z from "zod/mini";

/** Where the file will be. */
export const ExportStarted: z.ZodMiniObject<{ uri: z.ZodMiniOptional<z.ZodMiniString<string>> }, z.core.$loose> = z.looseObject({
  uri: z.optional(z.string()),
});
