// Generated from specs/flexcharge.openapi.yaml by pnpm generate. Do not edit.
// text 3e898f2d378ea29c

/**
 * zod schemas of the document: one for each of its named schemas, and all of them by operation.
 * @module
 */
export { Address } from "./address.ts";
export { ApiKey } from "./api-key.ts";
export { ApiKeyList } from "./api-key-list.ts";
export { ApiKeyRequest } from "./api-key-request.ts";
export { BillingInformation } from "./billing-information.ts";
export { CancelRequest } from "./cancel-request.ts";
export { CaptureRequest } from "./capture-request.ts";
export { EvaluateRequest } from "./evaluate-request.ts";
export { Evaluation } from "./evaluation.ts";
export { FieldErrors } from "./field-errors.ts";
export { Order } from "./order.ts";
export { OrderPage } from "./order-page.ts";
export { Outcome } from "./outcome.ts";
export { OutcomeRequest } from "./outcome-request.ts";
export { Payer } from "./payer.ts";
export { PaymentMethod } from "./payment-method.ts";
export { Problem } from "./problem.ts";
export { Receipt } from "./receipt.ts";
export { RefundRequest } from "./refund-request.ts";
export { TokenAnswer } from "./token-answer.ts";
export { TokenRequest } from "./token-request.ts";
export { TokenizeRequest } from "./tokenize-request.ts";
export { TokenizedCard } from "./tokenized-card.ts";
export { Transaction } from "./transaction.ts";
export { schemas } from "./operations.ts";
