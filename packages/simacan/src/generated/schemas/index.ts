// Generated from specs/simacan.openapi.yaml by pnpm generate. Do not edit.
// text a597b9f5c2bd2dd3

/**
 * zod schemas of the document: one for each of its named schemas, and all of them by operation.
 * @module
 */
export { FormError } from "./form-error.ts";
export { PasswordForm } from "./password-form.ts";
export { RefreshForm } from "./refresh-form.ts";
export { Tokens } from "./tokens.ts";
export { Trip } from "./trip.ts";
export { TripsCsv } from "./trips-csv.ts";
export { TripsDocument } from "./trips-document.ts";
export { TripsReceipt } from "./trips-receipt.ts";
export { TripsXml } from "./trips-xml.ts";
export { schemas } from "./operations.ts";
