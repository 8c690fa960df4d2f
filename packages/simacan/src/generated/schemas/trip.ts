// Generated from specs/simacan.openapi.yaml by pnpm generate. Do not edit.
// text 9795f18903c57d47

import * as z from "zod/mini";

/** One trip. Members that are not described here are sent as they are. */
export const Trip: z.ZodMiniObject<{
  tripId: z.ZodMiniString<string>;
  actions: z.ZodMiniOptional<z.ZodMiniArray<z.ZodMiniRecord<z.ZodMiniString<string>, z.ZodMiniUnknown>>>;
}, z.core.$loose> = z.looseObject({ tripId: z.string(), actions: z.optional(z.array(z.record(z.string(), z.unknown()))) });
