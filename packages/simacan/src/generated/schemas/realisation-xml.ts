// Generated from specs/simacan.openapi.yaml by pnpm generate. Do not edit.
// text 67ecc1f25555be51

import * as z from "zod/mini";

/**
 * What became of a trip, as XML, in an element `realisation`. Needed: `tripId`, `timestamp` (date-time). If known: `activity` (LADEN, LOSSEN, WACHTEN, PAUZE,
 * TANKEN, WASSEN, RIJDEN, FILE, KOPPELEN or VEERBOOT), `heading` (degrees, 0 to 360), `mileage`, `speed` (km/h), `x` (longitude), `y` (latitude),
 * `trailers` of `trailer` of `trailerId` and `licensePlate`.
 */
export const RealisationXml: z.ZodMiniString<string> = z.string();
