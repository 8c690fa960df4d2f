// Generated from specs/simacan.openapi.yaml by pnpm generate. Do not edit.
// text b4313c355c96c9e0

import * as z from "zod/mini";

/** What is wrong with a document. */
export const OtmMistakes: z.ZodMiniArray<z.ZodMiniString<string>> = z.array(z.string());
