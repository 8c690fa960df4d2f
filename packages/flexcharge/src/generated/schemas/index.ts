// Generated from specs/flexcharge.openapi.yaml by pnpm generate. Do not edit.
// text ec38586ddbe4f628

/**
 * zod schemas of the document: one for each of its named schemas, and all of them by operation.
 * @module
 */
export { Address } from "./address.ts";
export { BillingInformation } from "./billing-information.ts";
export { EvaluateRequest } from "./evaluate-request.ts";
export { Evaluation } from "./evaluation.ts";
export { FieldErrors } from "./field-errors.ts";
export { Order } from "./order.ts";
export { Payer } from "./payer.ts";
export { PaymentMethod } from "./payment-method.ts";
export { Problem } from "./problem.ts";
export { TokenAnswer } from "./token-answer.ts";
export { TokenRequest } from "./token-request.ts";
export { Transaction } from "./transaction.ts";
export { schemas } from "./operations.ts";
