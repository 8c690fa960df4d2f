// Generated from specs/flexcharge.openapi.yaml by pnpm generate. Do not edit.
// text 63149518196829cd

import * as z from "zod/mini";
import { Order } from "./order.ts";

/** A page of orders. */
export const OrderPage: z.ZodMiniObject<{
  firstItemOnPage: z.ZodMiniOptional<z.ZodMiniNumberFormat>;
  hasNextPage: z.ZodMiniOptional<z.ZodMiniBoolean<boolean>>;
  hasPreviousPage: z.ZodMiniOptional<z.ZodMiniBoolean<boolean>>;
  isFirstPage: z.ZodMiniOptional<z.ZodMiniBoolean<boolean>>;
  isLastPage: z.ZodMiniOptional<z.ZodMiniBoolean<boolean>>;
  lastItemOnPage: z.ZodMiniOptional<z.ZodMiniNumberFormat>;
  pageCount: z.ZodMiniOptional<z.ZodMiniNumberFormat>;
  pageNumber: z.ZodMiniOptional<z.ZodMiniNumberFormat>;
  pageSize: z.ZodMiniOptional<z.ZodMiniNumberFormat>;
  totalItemCount: z.ZodMiniOptional<z.ZodMiniNumberFormat>;
  orders: z.ZodMiniOptional<z.ZodMiniArray<typeof Order>>;
}, z.core.$loose> = z.looseObject({
  firstItemOnPage: z.optional(z.int()),
  hasNextPage: z.optional(z.boolean()),
  hasPreviousPage: z.optional(z.boolean()),
  isFirstPage: z.optional(z.boolean()),
  isLastPage: z.optional(z.boolean()),
  lastItemOnPage: z.optional(z.int()),
  pageCount: z.optional(z.int()),
  pageNumber: z.optional(z.int()),
  pageSize: z.optional(z.int()),
  totalItemCount: z.optional(z.int()),
  orders: z.optional(z.array(Order)),
});
