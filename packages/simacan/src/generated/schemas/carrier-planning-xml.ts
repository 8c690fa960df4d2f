// Generated from specs/simacan.openapi.yaml by pnpm generate. Do not edit.
// text ce3dceb257dfd3f0

import * as z from "zod/mini";

/**
 * What a carrier plans, as XML, in an element `planning`. Needed: `tripId`, `timestamp` (date-time), `fuelType`, `licensePlateTractor`, `tractorType`, `customer`.
 * If known: `driver`, `subcontractor`, `trailers`, `ecmrDelegate`. The vendor's page lists the fuels and tractors.
 */
export const CarrierPlanningXml: z.ZodMiniString<string> = z.string();
