// Generated from specs/flexcharge.openapi.yaml by pnpm generate. Do not edit.
// text bd0ef99bd39539f1

import type { OperationSchemas } from "@freshkey/auth-runtime/validate";
import * as z from "zod/mini";
import { EvaluateRequest } from "./evaluate-request.ts";
import { Evaluation } from "./evaluation.ts";
import { FieldErrors } from "./field-errors.ts";
import { Order } from "./order.ts";
import { Problem } from "./problem.ts";
import { TokenAnswer } from "./token-answer.ts";
import { TokenRequest } from "./token-request.ts";

/** What every operation sends, and what it is answered by status. */
export const schemas: OperationSchemas = {
  "POST /oauth2/token": { request: TokenRequest, responses: { 200: TokenAnswer, 400: Problem, 401: Problem } },
  "POST /evaluate": { request: EvaluateRequest, responses: { 200: Evaluation, 400: z.union([Problem, FieldErrors]), 401: Problem } },
  "GET /orders/{orderId}": { responses: { 200: Order, 401: Problem, 404: Problem } },
};
