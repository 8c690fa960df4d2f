// Generated from specs/flex-insights.openapi.yaml by pnpm generate. Do not edit.
// text ed41afc57d1ecf9f

import type { OperationSchemas } from "@freshkey/auth-runtime/validate";
import * as z from "zod/mini";
import { Account } from "./account.ts";
import { Bootstrap } from "./bootstrap.ts";
import { ExportRequest } from "./export-request.ts";
import { ExportStarted } from "./export-started.ts";
import { GoodDataError } from "./good-data-error.ts";
import { IdentifiersRequest } from "./identifiers-request.ts";
import { Identifiers } from "./identifiers.ts";
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
  "DELETE /gdc/account/profile/{profileId}": { responses: { 401: z.string() } },
  "GET /gdc/app/account/bootstrap": { responses: { 200: Bootstrap, 401: z.string() } },
  "GET /gdc/app/account/bootstrap/account": { responses: { 200: Account, 401: z.string() } },
  "POST /gdc/md/{workspace}/identifiers": { request: IdentifiersRequest, responses: { 200: Identifiers, 401: z.string() } },
  "POST /gdc/exporter/executor": { request: ExportRequest, responses: { 201: ExportStarted, 401: z.string() } },
  "GET /gdc/exporter/result/{workspace}/{resultId}": { responses: { 200: RawReport, 401: z.string() } },
  "POST /gdc/app/projects/{workspace}/execute/raw": {
    request: RawReportRequest,
    responses: { 201: RawReportStarted, 400: GoodDataError, 401: z.string(), 404: GoodDataError },
  },
  "GET /gdc/projects/{workspace}/execute/raw/{downloadId}": { responses: { 200: RawReport, 202: RawReportPending, 401: z.string() } },
};
