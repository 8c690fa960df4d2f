// Generated from specs/simacan.openapi.yaml by pnpm generate. Do not edit.
// text ed34e7488175f024

import type { OperationSchemas } from "@freshkey/auth-runtime/validate";
import * as z from "zod/mini";
import { CarrierPlanningXml } from "./carrier-planning-xml.ts";
import { FormError } from "./form-error.ts";
import { OtmDocument } from "./otm-document.ts";
import { OtmMistakes } from "./otm-mistakes.ts";
import { PasswordForm } from "./password-form.ts";
import { RealisationXml } from "./realisation-xml.ts";
import { RefreshForm } from "./refresh-form.ts";
import { Tokens } from "./tokens.ts";
import { TripsCsv } from "./trips-csv.ts";
import { TripsDocument } from "./trips-document.ts";
import { TripsReceipt } from "./trips-receipt.ts";
import { TripsXml } from "./trips-xml.ts";

/** What every operation sends, and what it is answered by status. */
export const schemas: OperationSchemas = {
  "POST /auth/password": { request: PasswordForm, responses: { 200: Tokens, 400: FormError } },
  "POST /auth/refresh": { request: RefreshForm, responses: { 200: Tokens, 400: FormError } },
  "PUT /trips/insertOrUpdate": { request: TripsDocument, responses: { 200: z.union([TripsReceipt, z.string()]), 400: z.string() } },
  "POST /trips/insertOrUpdate": {
    request: z.union([TripsCsv, TripsXml]),
    responses: { 200: z.union([TripsReceipt, z.string()]), 400: z.string() },
  },
  "PUT /otm/api/v5/trips": { request: OtmDocument, responses: { 200: z.union([TripsReceipt, z.string()]), 400: z.string() } },
  "POST /{shipper_code}/transporter/v2/{carrier_code}/realisation": {
    request: RealisationXml,
    responses: { 200: z.union([TripsReceipt, z.string()]), 400: z.string(), 403: z.string(), 404: z.string() },
  },
  "POST /{shipper_code}/transporter/v3/{carrier_code}/planning": {
    request: CarrierPlanningXml,
    responses: { 200: z.union([TripsReceipt, z.string()]), 400: z.string(), 403: z.string(), 404: z.string() },
  },
  "PUT /validate/{kind}": { request: OtmDocument, responses: { 200: z.union([TripsReceipt, z.string()]), 400: OtmMistakes } },
};
