// Generated from specs/flex-insights.openapi.yaml by pnpm generate. Do not edit.
// text de76662350739964

/**
 * zod schemas of the document: one for each of its named schemas, and all of them by operation.
 * @module
 */
export { Account } from "./account.ts";
export { Bootstrap } from "./bootstrap.ts";
export { ExportRequest } from "./export-request.ts";
export { ExportStarted } from "./export-started.ts";
export { GoodDataError } from "./good-data-error.ts";
export { Identifiers } from "./identifiers.ts";
export { IdentifiersRequest } from "./identifiers-request.ts";
export { LoginAnswer } from "./login-answer.ts";
export { LoginRequest } from "./login-request.ts";
export { RawReport } from "./raw-report.ts";
export { RawReportPending } from "./raw-report-pending.ts";
export { RawReportRequest } from "./raw-report-request.ts";
export { RawReportStarted } from "./raw-report-started.ts";
export { TemporaryTokenAnswer } from "./temporary-token-answer.ts";
export { UnverifiedAccount } from "./unverified-account.ts";
export { schemas } from "./operations.ts";
