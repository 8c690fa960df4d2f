// Generated from specs/simacan.openapi.yaml by pnpm generate. Do not edit.
// text d3f0bdac4baf82ee

import * as z from "zod/mini";

/** A document of OpenTripModel 5. It has a specification of its own; everything is sent as it is. */
export const OtmDocument: z.ZodMiniRecord<z.ZodMiniString<string>, z.ZodMiniUnknown> = z.record(z.string(), z.unknown());
