// Generated from specs/twilio-flex.openapi.yaml by pnpm generate. Do not edit.
// text 29f0e66944f01619

/**
 * zod schemas of the document: one for each of its named schemas, and all of them by operation.
 * @module
 */
export { AuthenticationConfig } from "./authentication-config.ts";
export { Configuration } from "./configuration.ts";
export { ConsoleCode } from "./console-code.ts";
export { ConsoleRefresh } from "./console-refresh.ts";
export { DeprovisionUserRequest } from "./deprovision-user-request.ts";
export { FlexTokenRequest } from "./flex-token-request.ts";
export { FlexTokens } from "./flex-tokens.ts";
export { ProvisionUserRequest } from "./provision-user-request.ts";
export { PublicConfigurations } from "./public-configurations.ts";
export { Session } from "./session.ts";
export { SsoCode } from "./sso-code.ts";
export { SsoRefresh } from "./sso-refresh.ts";
export { Team } from "./team.ts";
export { TokenInfo } from "./token-info.ts";
export { TwilioError } from "./twilio-error.ts";
export { User } from "./user.ts";
export { UserList } from "./user-list.ts";
export { UserPage } from "./user-page.ts";
export { UserToken } from "./user-token.ts";
export { UserTokenRequest } from "./user-token-request.ts";
export { ValidateTokenForm } from "./validate-token-form.ts";
export { schemas } from "./operations.ts";
