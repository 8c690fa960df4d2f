// Generated from specs/flex-insights.openapi.yaml by pnpm generate. Do not edit.
// text ea5bfbf5641f1a23

import * as z from "zod/mini";

/** What to export, and how. Two members name the report in public clients; which one a server takes depends on its age. */
export const ExportRequest: z.ZodMiniObject<{
  result_req: z.ZodMiniObject<{
    format: z.ZodMiniOptional<z.ZodMiniString<string>>;
    report: z.ZodMiniOptional<z.ZodMiniString<string>>;
    result: z.ZodMiniOptional<z.ZodMiniRecord<z.ZodMiniString<string>, z.ZodMiniUnknown>>;
    executionContext: z.ZodMiniOptional<z.ZodMiniString<string>>;
  }, z.core.$strict>;
}, z.core.$strict> = z.strictObject({
  result_req: z.strictObject({
    format: z.optional(z.string()),
    report: z.optional(z.string()),
    result: z.optional(z.record(z.string(), z.unknown())),
    executionContext: z.optional(z.string()),
  }),
});
