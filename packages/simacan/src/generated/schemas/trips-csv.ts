// Generated from specs/simacan.openapi.yaml by pnpm generate. Do not edit.
// text 7a1e87e7db7a12c0

import * as z from "zod/mini";

/** Trips as CSV. The vendor's columns are not public; the example is made up. */
export const TripsCsv: z.ZodMiniString<string> = z.string();
