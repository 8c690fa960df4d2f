// Generated from specs/twilio-flex.openapi.yaml by pnpm generate. Do not edit.
// text c2bcee40a621dd73

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
  readonly UserTokenRequest: Plain<components["schemas"]["UserTokenRequest"]>;
  readonly UserToken: Plain<components["schemas"]["UserToken"]>;
  readonly TokenInfo: Plain<components["schemas"]["TokenInfo"]>;
  readonly ValidateTokenForm: Plain<components["schemas"]["ValidateTokenForm"]>;
  readonly ProvisionUserRequest: Plain<components["schemas"]["ProvisionUserRequest"]>;
  readonly DeprovisionUserRequest: Plain<components["schemas"]["DeprovisionUserRequest"]>;
  readonly User: Plain<components["schemas"]["User"]>;
  readonly UserList: Plain<components["schemas"]["UserList"]>;
  readonly UserPage: Plain<components["schemas"]["UserPage"]>;
  readonly Team: Plain<components["schemas"]["Team"]>;
  readonly FlexTokenRequest: Plain<components["schemas"]["FlexTokenRequest"]>;
  readonly SsoCode: Plain<components["schemas"]["SsoCode"]>;
  readonly SsoRefresh: Plain<components["schemas"]["SsoRefresh"]>;
  readonly ConsoleCode: Plain<components["schemas"]["ConsoleCode"]>;
  readonly ConsoleRefresh: Plain<components["schemas"]["ConsoleRefresh"]>;
  readonly FlexTokens: Plain<components["schemas"]["FlexTokens"]>;
  readonly PublicConfigurations: Plain<components["schemas"]["PublicConfigurations"]>;
  readonly AuthenticationConfig: Plain<components["schemas"]["AuthenticationConfig"]>;
  readonly Configuration: Plain<components["schemas"]["Configuration"]>;
  readonly Session: Plain<components["schemas"]["Session"]>;
  readonly TwilioError: Plain<components["schemas"]["TwilioError"]>;
}

/** What the zod schemas let through. */
interface Parsed {
  readonly UserTokenRequest: Plain<z.output<typeof schemas.UserTokenRequest>>;
  readonly UserToken: Plain<z.output<typeof schemas.UserToken>>;
  readonly TokenInfo: Plain<z.output<typeof schemas.TokenInfo>>;
  readonly ValidateTokenForm: Plain<z.output<typeof schemas.ValidateTokenForm>>;
  readonly ProvisionUserRequest: Plain<z.output<typeof schemas.ProvisionUserRequest>>;
  readonly DeprovisionUserRequest: Plain<z.output<typeof schemas.DeprovisionUserRequest>>;
  readonly User: Plain<z.output<typeof schemas.User>>;
  readonly UserList: Plain<z.output<typeof schemas.UserList>>;
  readonly UserPage: Plain<z.output<typeof schemas.UserPage>>;
  readonly Team: Plain<z.output<typeof schemas.Team>>;
  readonly FlexTokenRequest: Plain<z.output<typeof schemas.FlexTokenRequest>>;
  readonly SsoCode: Plain<z.output<typeof schemas.SsoCode>>;
  readonly SsoRefresh: Plain<z.output<typeof schemas.SsoRefresh>>;
  readonly ConsoleCode: Plain<z.output<typeof schemas.ConsoleCode>>;
  readonly ConsoleRefresh: Plain<z.output<typeof schemas.ConsoleRefresh>>;
  readonly FlexTokens: Plain<z.output<typeof schemas.FlexTokens>>;
  readonly PublicConfigurations: Plain<z.output<typeof schemas.PublicConfigurations>>;
  readonly AuthenticationConfig: Plain<z.output<typeof schemas.AuthenticationConfig>>;
  readonly Configuration: Plain<z.output<typeof schemas.Configuration>>;
  readonly Session: Plain<z.output<typeof schemas.Session>>;
  readonly TwilioError: Plain<z.output<typeof schemas.TwilioError>>;
}

declare const typed: Typed;
declare const parsed: Parsed;
typed satisfies Parsed;
parsed satisfies Typed;
