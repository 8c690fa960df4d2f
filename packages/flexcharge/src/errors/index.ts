/**
 * The failures of FlexCharge in one form.
 * @module
 */
export { FlexChargeError, type FlexChargeErrorDetails, type FlexChargeErrorReason } from "./error.ts";
export { dataOf } from "./data-of.ts";
