// Generated from specs/flex-insights.openapi.yaml by pnpm generate. Do not edit.
// text ea0420872e9b6431

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
  readonly LoginRequest: Plain<components["schemas"]["LoginRequest"]>;
  readonly LoginAnswer: Plain<components["schemas"]["LoginAnswer"]>;
  readonly TemporaryTokenAnswer: Plain<components["schemas"]["TemporaryTokenAnswer"]>;
  readonly UnverifiedAccount: Plain<components["schemas"]["UnverifiedAccount"]>;
  readonly GoodDataError: Plain<components["schemas"]["GoodDataError"]>;
  readonly Bootstrap: Plain<components["schemas"]["Bootstrap"]>;
  readonly Account: Plain<components["schemas"]["Account"]>;
  readonly IdentifiersRequest: Plain<components["schemas"]["IdentifiersRequest"]>;
  readonly Identifiers: Plain<components["schemas"]["Identifiers"]>;
  readonly ExportRequest: Plain<components["schemas"]["ExportRequest"]>;
  readonly ExportStarted: Plain<components["schemas"]["ExportStarted"]>;
  readonly RawReportRequest: Plain<components["schemas"]["RawReportRequest"]>;
  readonly RawReportStarted: Plain<components["schemas"]["RawReportStarted"]>;
  readonly RawReportPending: Plain<components["schemas"]["RawReportPending"]>;
  readonly RawReport: Plain<components["schemas"]["RawReport"]>;
}

/** What the zod schemas let through. */
interface Parsed {
  readonly LoginRequest: Plain<z.output<typeof schemas.LoginRequest>>;
  readonly LoginAnswer: Plain<z.output<typeof schemas.LoginAnswer>>;
  readonly TemporaryTokenAnswer: Plain<z.output<typeof schemas.TemporaryTokenAnswer>>;
  readonly UnverifiedAccount: Plain<z.output<typeof schemas.UnverifiedAccount>>;
  readonly GoodDataError: Plain<z.output<typeof schemas.GoodDataError>>;
  readonly Bootstrap: Plain<z.output<typeof schemas.Bootstrap>>;
  readonly Account: Plain<z.output<typeof schemas.Account>>;
  readonly IdentifiersRequest: Plain<z.output<typeof schemas.IdentifiersRequest>>;
  readonly Identifiers: Plain<z.output<typeof schemas.Identifiers>>;
  readonly ExportRequest: Plain<z.output<typeof schemas.ExportRequest>>;
  readonly ExportStarted: Plain<z.output<typeof schemas.ExportStarted>>;
  readonly RawReportRequest: Plain<z.output<typeof schemas.RawReportRequest>>;
  readonly RawReportStarted: Plain<z.output<typeof schemas.RawReportStarted>>;
  readonly RawReportPending: Plain<z.output<typeof schemas.RawReportPending>>;
  readonly RawReport: Plain<z.output<typeof schemas.RawReport>>;
}

declare const typed: Typed;
declare const parsed: Parsed;
typed satisfies Parsed;
parsed satisfies Typed;
