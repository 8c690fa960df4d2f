// Generated from specs/simacan.openapi.yaml by pnpm generate. Do not edit.
// text 4649872d0b0a28f4

/**
 * zod schemas of the document: one for each of its named schemas, and all of them by operation.
 * @module
 */
export { CarrierPlanningXml } from "./carrier-planning-xml.ts";
export { FormError } from "./form-error.ts";
export { OtmDocument } from "./otm-document.ts";
export { OtmMistakes } from "./otm-mistakes.ts";
export { PasswordForm } from "./password-form.ts";
export { RealisationXml } from "./realisation-xml.ts";
export { RefreshForm } from "./refresh-form.ts";
export { Tokens } from "./tokens.ts";
export { Trip } from "./trip.ts";
export { TripsCsv } from "./trips-csv.ts";
export { TripsDocument } from "./trips-document.ts";
export { TripsReceipt } from "./trips-receipt.ts";
export { TripsXml } from "./trips-xml.ts";
export { schemas } from "./operations.ts";
