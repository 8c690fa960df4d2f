// Generated from specs/flex-insights.openapi.yaml by pnpm generate. Do not edit.
// text 3e7886b7c86c9c10

import type { OperationSchemas } from "@freshkey/auth-runtime/validate";
import * as z from "zod/mini";
import { GoodDataError } from "./good-data-error.ts";
import { LoginAnswer } from "./login-answer.ts";
import { LoginRequest } from "./login-request.ts";
import { RawReportPending } from "./raw-report-pending.ts";
import { RawReportRequest } from "./raw-report-request.ts";
import { RawReportStarted } from "./raw-report-started.ts";
import { RawReport } from "./raw-report.ts";
import { TemporaryTokenAnswer } from "./temporary-token-answer.ts";
import { UnverifiedAccount } from "./unverified-account.ts";

/** What every operation sends, and what it is answered by status. */
export const schemas: OperationSchemas = {
  "POST /gdc/account/login": {
    request: LoginRequest,
    responses: { 200: LoginAnswer, 400: GoodDataError, 401: GoodDataError, 403: UnverifiedAccount, 429: GoodDataError },
  },
  "GET /gdc/account/token": { responses: { 200: TemporaryTokenAnswer, 401: GoodDataError } },
  "DELETE /gdc/account/login/{profileId}": { responses: { 401: z.string(), 404: z.string() } },
  "POST /gdc/app/projects/{workspace}/execute/raw": {
    request: RawReportRequest,
    responses: { 201: RawReportStarted, 400: GoodDataError, 401: z.string(), 404: GoodDataError },
  },
  "GET /gdc/projects/{workspace}/execute/raw/{downloadId}": { responses: { 200: RawReport, 202: RawReportPending, 401: z.string() } },
};
