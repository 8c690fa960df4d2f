// Generated from specs/flex-insights.openapi.yaml by pnpm generate. Do not edit.
// text cd9f639857a93637

import * as z from "zod/mini";

/** The report is not ready. */
export const RawReportPending: z.ZodMiniObject<{ uri: z.ZodMiniOptional<z.ZodMiniString<string>> }, z.core.$loose> = z.looseObject({
  uri: z.optional(z.string()),
});
