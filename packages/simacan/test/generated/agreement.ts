// Generated from specs/simacan.openapi.yaml by pnpm generate. Do not edit.
// text da357a448388a126

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
  readonly PasswordForm: Plain<components["schemas"]["PasswordForm"]>;
  readonly RefreshForm: Plain<components["schemas"]["RefreshForm"]>;
  readonly Tokens: Plain<components["schemas"]["Tokens"]>;
  readonly FormError: Plain<components["schemas"]["FormError"]>;
  readonly TripsDocument: Plain<components["schemas"]["TripsDocument"]>;
  readonly Trip: Plain<components["schemas"]["Trip"]>;
  readonly TripsCsv: Plain<components["schemas"]["TripsCsv"]>;
  readonly TripsXml: Plain<components["schemas"]["TripsXml"]>;
  readonly RealisationXml: Plain<components["schemas"]["RealisationXml"]>;
  readonly CarrierPlanningXml: Plain<components["schemas"]["CarrierPlanningXml"]>;
  readonly OtmDocument: Plain<components["schemas"]["OtmDocument"]>;
  readonly OtmMistakes: Plain<components["schemas"]["OtmMistakes"]>;
  readonly TripsReceipt: Plain<components["schemas"]["TripsReceipt"]>;
}

/** What the zod schemas let through. */
interface Parsed {
  readonly PasswordForm: Plain<z.output<typeof schemas.PasswordForm>>;
  readonly RefreshForm: Plain<z.output<typeof schemas.RefreshForm>>;
  readonly Tokens: Plain<z.output<typeof schemas.Tokens>>;
  readonly FormError: Plain<z.output<typeof schemas.FormError>>;
  readonly TripsDocument: Plain<z.output<typeof schemas.TripsDocument>>;
  readonly Trip: Plain<z.output<typeof schemas.Trip>>;
  readonly TripsCsv: Plain<z.output<typeof schemas.TripsCsv>>;
  readonly TripsXml: Plain<z.output<typeof schemas.TripsXml>>;
  readonly RealisationXml: Plain<z.output<typeof schemas.RealisationXml>>;
  readonly CarrierPlanningXml: Plain<z.output<typeof schemas.CarrierPlanningXml>>;
  readonly OtmDocument: Plain<z.output<typeof schemas.OtmDocument>>;
  readonly OtmMistakes: Plain<z.output<typeof schemas.OtmMistakes>>;
  readonly TripsReceipt: Plain<z.output<typeof schemas.TripsReceipt>>;
}

declare const typed: Typed;
declare const parsed: Parsed;
typed satisfies Parsed;
parsed satisfies Typed;
