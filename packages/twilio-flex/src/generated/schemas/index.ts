// Generated from specs/twilio-flex.openapi.yaml by pnpm generate. Do not edit.
// text 2eadcbfc3a73a244

/**
 * zod schemas of the document: one for each of its named schemas, and all of them by operation.
 * @module
 */
export { Configuration } from "./configuration.ts";
export { ProvisionUserRequest } from "./provision-user-request.ts";
export { Session } from "./session.ts";
export { TokenInfo } from "./token-info.ts";
export { TwilioError } from "./twilio-error.ts";
export { User } from "./user.ts";
export { UserList } from "./user-list.ts";
export { UserToken } from "./user-token.ts";
export { UserTokenRequest } from "./user-token-request.ts";
export { ValidateTokenForm } from "./validate-token-form.ts";
export { schemas } from "./operations.ts";
