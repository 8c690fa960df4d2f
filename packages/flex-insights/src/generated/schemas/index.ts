// Generated from specs/flex-insights.openapi.yaml by pnpm generate. Do not edit.
// text a6e4a955be7dd2ad

/**
 * zod schemas of the document: one for each of its named schemas, and all of them by operation.
 * @module
 */
export { GoodDataError } from "./good-data-error.ts";
export { LoginAnswer } from "./login-answer.ts";
export { LoginRequest } from "./login-request.ts";
export { RawReport } from "./raw-report.ts";
export { RawReportPending } from "./raw-report-pending.ts";
export { RawReportRequest } from "./raw-report-request.ts";
export { RawReportStarted } from "./raw-report-started.ts";
export { TemporaryTokenAnswer } from "./temporary-token-answer.ts";
export { UnverifiedAccount } from "./unverified-account.ts";
export { schemas } from "./operations.ts";
