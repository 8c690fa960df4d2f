// Generated from specs/flex-insights.openapi.yaml by pnpm generate. Do not edit.
// text 0ead14cdb7892801

import * as z from "zod/mini";

/** Which report to compute. */
export const RawReportRequest: z.ZodMiniObject<{
  report_req: z.ZodMiniObject<{ report: z.ZodMiniString<string> }, z.core.$strict>;
}, z.core.$strict> = z.strictObject({ report_req: z.strictObject({ report: z.string() }) });
