// Generated from specs/flex-insights.openapi.yaml by pnpm generate. Do not edit.
// text 3a903a29c67e8a08

import * as z from "zod/mini";

/** A report as CSV. */
export const RawReport: z.ZodMiniString<string> = z.string();
