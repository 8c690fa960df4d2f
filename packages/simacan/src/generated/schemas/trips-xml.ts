// Generated from specs/simacan.openapi.yaml by pnpm generate. Do not edit.
// text 5e46d4646882e07d

import * as z from "zod/mini";

/** Trips as XML. The vendor's elements are not public; the example is made up. */
export const TripsXml: z.ZodMiniString<string> = z.string();
