/**
 * Computes reports of Flex Insights and downloads them.
 * @module
 */
export { ReportError, type ReportErrorCode, type ReportErrorDetails } from "./error.ts";
export { exportReport, type ExportOptions, type ExportProgress, type Report } from "./export.ts";
export type { Row, RowOptions } from "./rows.ts";
