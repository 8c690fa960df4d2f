// Generated from specs/simacan.openapi.yaml by pnpm generate. Do not edit.
// text 263855f090e5e8cc

import * as z from "zod/mini";
import { Trip } from "./trip.ts";

/** Trips to insert or to update. The vendor documents no schema in public, so only the least is described and all else is let through. */
export const TripsDocument: z.ZodMiniObject<{ trips: z.ZodMiniArray<typeof Trip> }, z.core.$loose> = z.looseObject({
  trips: z.array(Trip).check(z.minLength(1)),
});
