// Generated from specs/flexcharge.openapi.yaml by pnpm generate. Do not edit.
// text 1693cade2e13af53

import * as z from "zod/mini";

/** Messages by member, without anything around them. */
export const FieldErrors: z.ZodMiniRecord<z.ZodMiniString<string>, z.ZodMiniArray<z.ZodMiniString<string>>> = z.record(z.string(), z.array(z.string()));
