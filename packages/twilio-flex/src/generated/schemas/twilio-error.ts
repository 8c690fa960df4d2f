// Generated from specs/twilio-flex.openapi.yaml by pnpm generate. Do not edit.
// text fb78b0bf3c10d93b

import * as z from "zod/mini";

/** What went wrong. */
export const TwilioError: z.ZodMiniObject<{
  code: z.ZodMiniNumberFormat;
  message: z.ZodMiniString<string>;
  more_info: z.ZodMiniOptional<z.ZodMiniString<string>>;
  status: z.ZodMiniNumberFormat;
}, z.core.$loose> = z.looseObject({ code: z.int(), message: z.string(), more_info: z.optional(z.string()), status: z.int() });
