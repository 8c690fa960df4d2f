/**
 * Payments that are offered, captured and refunded once, with amounts that cannot be mistaken.
 * @module
 */
export { capture, type Capture } from "./capture.ts";
export { evaluate, type Evaluated, type Payment } from "./evaluate.ts";
export { minor, type Money } from "./money.ts";
export type { Patience } from "./patience.ts";
export { refund, type Refund } from "./refund.ts";
