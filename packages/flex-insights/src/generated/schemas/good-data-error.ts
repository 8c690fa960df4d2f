// Generated from specs/flex-insights.openapi.yaml by pnpm generate. Do not edit.
// text 284db636637b8f7f

import * as z from "zod/mini";

/** What went wrong. */
export const GoodDataError: z.ZodMiniObject<{
  message: z.ZodMiniString<string>;
  component: z.ZodMiniOptional<z.ZodMiniString<string>>;
  parameters: z.ZodMiniOptional<z.ZodMiniArray<z.ZodMiniUnknown>>;
}, z.core.$loose> = z.looseObject({ message: z.string(), component: z.optional(z.string()), parameters: z.optional(z.array(z.unknown())) });
