// Generated from specs/flexcharge.openapi.yaml by pnpm generate. Do not edit.
// text bfa8eef788a97657

import type * as z from "zod/mini";
import type { components } from "../../src/generated/openapi.ts";
import type * as schemas from "../../src/generated/schemas/index.ts";

/** A type in which everything shows: members that may be missing are marked, and open objects do not hide others. */
type Plain<T> = T extends readonly (infer Item)[]
  ? readonly Plain<Item>[]
  : T extends object
    ? { readonly [Name in keyof T as string extends Name ? (unknown extends T[Name] ? never : Name) : Name]-?: Member<T, Name> }
    : T;
type Member<T, Name extends keyof T> = readonly [{} extends Pick<T, Name> ? "may be missing" : "is there", Plain<Exclude<T[Name], undefined>>];

/** The types of the document. */
interface Typed {
  readonly TokenRequest: Plain<components["schemas"]["TokenRequest"]>;
  readonly TokenAnswer: Plain<components["schemas"]["TokenAnswer"]>;
  readonly EvaluateRequest: Plain<components["schemas"]["EvaluateRequest"]>;
  readonly Transaction: Plain<components["schemas"]["Transaction"]>;
  readonly PaymentMethod: Plain<components["schemas"]["PaymentMethod"]>;
  readonly BillingInformation: Plain<components["schemas"]["BillingInformation"]>;
  readonly Payer: Plain<components["schemas"]["Payer"]>;
  readonly Evaluation: Plain<components["schemas"]["Evaluation"]>;
  readonly OutcomeRequest: Plain<components["schemas"]["OutcomeRequest"]>;
  readonly Outcome: Plain<components["schemas"]["Outcome"]>;
  readonly CaptureRequest: Plain<components["schemas"]["CaptureRequest"]>;
  readonly RefundRequest: Plain<components["schemas"]["RefundRequest"]>;
  readonly CancelRequest: Plain<components["schemas"]["CancelRequest"]>;
  readonly Receipt: Plain<components["schemas"]["Receipt"]>;
  readonly TokenizeRequest: Plain<components["schemas"]["TokenizeRequest"]>;
  readonly TokenizedCard: Plain<components["schemas"]["TokenizedCard"]>;
  readonly ApiKeyRequest: Plain<components["schemas"]["ApiKeyRequest"]>;
  readonly ApiKey: Plain<components["schemas"]["ApiKey"]>;
  readonly ApiKeyList: Plain<components["schemas"]["ApiKeyList"]>;
  readonly OrderPage: Plain<components["schemas"]["OrderPage"]>;
  readonly Order: Plain<components["schemas"]["Order"]>;
  readonly Address: Plain<components["schemas"]["Address"]>;
  readonly Problem: Plain<components["schemas"]["Problem"]>;
  readonly FieldErrors: Plain<components["schemas"]["FieldErrors"]>;
}

/** What the zod schemas let through. */
interface Parsed {
  readonly TokenRequest: Plain<z.output<typeof schemas.TokenRequest>>;
  readonly TokenAnswer: Plain<z.output<typeof schemas.TokenAnswer>>;
  readonly EvaluateRequest: Plain<z.output<typeof schemas.EvaluateRequest>>;
  readonly Transaction: Plain<z.output<typeof schemas.Transaction>>;
  readonly PaymentMethod: Plain<z.output<typeof schemas.PaymentMethod>>;
  readonly BillingInformation: Plain<z.output<typeof schemas.BillingInformation>>;
  readonly Payer: Plain<z.output<typeof schemas.Payer>>;
  readonly Evaluation: Plain<z.output<typeof schemas.Evaluation>>;
  readonly OutcomeRequest: Plain<z.output<typeof schemas.OutcomeRequest>>;
  readonly Outcome: Plain<z.output<typeof schemas.Outcome>>;
  readonly CaptureRequest: Plain<z.output<typeof schemas.CaptureRequest>>;
  readonly RefundRequest: Plain<z.output<typeof schemas.RefundRequest>>;
  readonly CancelRequest: Plain<z.output<typeof schemas.CancelRequest>>;
  readonly Receipt: Plain<z.output<typeof schemas.Receipt>>;
  readonly TokenizeRequest: Plain<z.output<typeof schemas.TokenizeRequest>>;
  readonly TokenizedCard: Plain<z.output<typeof schemas.TokenizedCard>>;
  readonly ApiKeyRequest: Plain<z.output<typeof schemas.ApiKeyRequest>>;
  readonly ApiKey: Plain<z.output<typeof schemas.ApiKey>>;
  readonly ApiKeyList: Plain<z.output<typeof schemas.ApiKeyList>>;
  readonly OrderPage: Plain<z.output<typeof schemas.OrderPage>>;
  readonly Order: Plain<z.output<typeof schemas.Order>>;
  readonly Address: Plain<z.output<typeof schemas.Address>>;
  readonly Problem: Plain<z.output<typeof schemas.Problem>>;
  readonly FieldErrors: Plain<z.output<typeof schemas.FieldErrors>>;
}

declare const typed: Typed;
declare const parsed: Parsed;
typed satisfies Parsed;
parsed satisfies Typed;
