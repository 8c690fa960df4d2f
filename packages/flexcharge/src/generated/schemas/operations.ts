// Generated from specs/flexcharge.openapi.yaml by pnpm generate. Do not edit.
// text 4662025ccb7d9d0b

import type { OperationSchemas } from "@freshkey/auth-runtime/validate";
import * as z from "zod/mini";
import { ApiKeyList } from "./api-key-list.ts";
import { ApiKeyRequest } from "./api-key-request.ts";
import { ApiKey } from "./api-key.ts";
import { CancelRequest } from "./cancel-request.ts";
import { CaptureRequest } from "./capture-request.ts";
import { EvaluateRequest } from "./evaluate-request.ts";
import { Evaluation } from "./evaluation.ts";
import { FieldErrors } from "./field-errors.ts";
import { OrderPage } from "./order-page.ts";
import { Order } from "./order.ts";
import { OutcomeRequest } from "./outcome-request.ts";
import { Outcome } from "./outcome.ts";
import { Problem } from "./problem.ts";
import { Receipt } from "./receipt.ts";
import { RefundRequest } from "./refund-request.ts";
import { TokenAnswer } from "./token-answer.ts";
import { TokenRequest } from "./token-request.ts";
import { TokenizeRequest } from "./tokenize-request.ts";
import { TokenizedCard } from "./tokenized-card.ts";

/** What every operation sends, and what it is answered by status. */
export const schemas: OperationSchemas = {
  "POST /oauth2/token": { request: TokenRequest, responses: { 200: TokenAnswer, 400: Problem, 401: Problem } },
  "POST /evaluate": {
    request: EvaluateRequest,
    responses: { 200: Evaluation, 400: z.union([Problem, FieldErrors]), 401: Problem, 403: Problem },
  },
  "POST /outcome": {
    request: OutcomeRequest,
    responses: { 200: Outcome, 400: z.union([Problem, FieldErrors]), 401: Problem, 403: Problem },
  },
  "POST /capture": {
    request: CaptureRequest,
    responses: { 200: Receipt, 400: z.union([Problem, FieldErrors]), 401: Problem, 403: Problem },
  },
  "GET /orders/{orderId}": { responses: { 200: Order, 401: Problem, 403: Problem, 404: Problem } },
  "GET /orders": { responses: { 200: OrderPage, 400: z.union([Problem, FieldErrors]), 401: Problem, 403: Problem } },
  "POST /orders/{orderId}/refund": {
    request: RefundRequest,
    responses: { 200: Receipt, 400: z.union([Problem, FieldErrors]), 401: Problem, 403: Problem },
  },
  "POST /orders/{orderId}/cancel": {
    request: CancelRequest,
    responses: { 400: z.union([Problem, FieldErrors]), 401: Problem, 403: Problem },
  },
  "POST /tokenize": {
    request: TokenizeRequest,
    responses: { 200: TokenizedCard, 400: z.union([Problem, FieldErrors]), 401: Problem, 403: Problem },
  },
  "POST /api-keys": {
    request: ApiKeyRequest,
    responses: { 201: ApiKey, 400: z.union([Problem, FieldErrors]), 401: Problem, 403: Problem },
  },
  "GET /api-keys/{id}": { responses: { 200: z.union([ApiKey, ApiKeyList]), 401: Problem, 403: Problem } },
  "DELETE /api-keys/{id}": { responses: { 401: Problem, 403: Problem } },
};
