// Generated from specs/flex-insights.openapi.yaml by pnpm generate. Do not edit.
// text ef753af8197746bf

import * as z from "zod/mini";

/** Where the result will be. */
export const RawReportStarted: z.ZodMiniObject<{ uri: z.ZodMiniString<string> }, z.core.$loose> = z.looseObject({ uri: z.string() });
