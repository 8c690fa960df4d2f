// Generated from specs/twilio-flex.openapi.yaml by pnpm generate. Do not edit.
// text 753bd810acdc20ab

/**
 * zod schemas of the document: one for each of its named schemas, and all of them by operation.
 * @module
 */
export { AuthenticationConfig } from "./authentication-config.ts";
export { Configuration } from "./configuration.ts";
export { DeprovisionUserRequest } from "./deprovision-user-request.ts";
export { ProvisionUserRequest } from "./provision-user-request.ts";
export { PublicConfigurations } from "./public-configurations.ts";
export { Session } from "./session.ts";
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
