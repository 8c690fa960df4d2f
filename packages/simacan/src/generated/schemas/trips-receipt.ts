// Generated from specs/simacan.openapi.yaml by pnpm generate. Do not edit.
// text fc6003d6aa0cf14f

import * as z from "zod/mini";

/** Whatever the server says about the trips it took. */
export const TripsReceipt: z.ZodMiniUnknown = z.unknown();
