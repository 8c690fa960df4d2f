// Generated from specs/twilio-flex.openapi.yaml by pnpm generate. Do not edit.
// text a19a809997dabe57

import type { OperationSchemas } from "@freshkey/auth-runtime/validate";
import { AuthenticationConfig } from "./authentication-config.ts";
import { Configuration } from "./configuration.ts";
import { DeprovisionUserRequest } from "./deprovision-user-request.ts";
import { FlexTokenRequest } from "./flex-token-request.ts";
import { FlexTokens } from "./flex-tokens.ts";
import { ProvisionUserRequest } from "./provision-user-request.ts";
import { PublicConfigurations } from "./public-configurations.ts";
import { Session } from "./session.ts";
import { Team } from "./team.ts";
import { TokenInfo } from "./token-info.ts";
import { TwilioError } from "./twilio-error.ts";
import { UserList } from "./user-list.ts";
import { UserPage } from "./user-page.ts";
import { UserTokenRequest } from "./user-token-request.ts";
import { UserToken } from "./user-token.ts";
import { User } from "./user.ts";
import { ValidateTokenForm } from "./validate-token-form.ts";

/** What every operation sends, and what it is answered by status. */
export const schemas: OperationSchemas = {
  "POST /v4/Instances/{InstanceSid}/Users/{FlexUserSid}/Tokens": {
    request: UserTokenRequest,
    responses: { 201: UserToken, 401: TwilioError, 404: TwilioError, 429: TwilioError },
  },
  "POST /v1/Accounts/{AccountSid}/Tokens/Info": {
    request: ValidateTokenForm,
    responses: { 200: TokenInfo, 401: TwilioError, 404: TwilioError, 429: TwilioError },
  },
  "GET /v4/Instances/{InstanceSid}/Users": { responses: { 200: UserList, 401: TwilioError, 429: TwilioError } },
  "GET /v1/Instances/{InstanceSid}/Users": { responses: { 200: UserPage, 401: TwilioError, 429: TwilioError } },
  "POST /v4/Instances/{InstanceSid}/Users/Provision": {
    request: ProvisionUserRequest,
    responses: { 200: User, 201: User, 400: TwilioError, 401: TwilioError, 409: TwilioError, 429: TwilioError },
  },
  "POST /v4/Instances/{InstanceSid}/Users/Deprovision": {
    request: DeprovisionUserRequest,
    responses: { 401: TwilioError, 404: TwilioError, 409: TwilioError, 429: TwilioError },
  },
  "GET /v4/Instances/{InstanceSid}/Users/{FlexUserSid}": { responses: { 200: User, 401: TwilioError, 404: TwilioError, 429: TwilioError } },
  "GET /v1/Instances/{InstanceSid}/Teams/{TeamSid}": { responses: { 200: Team, 401: TwilioError, 404: TwilioError, 429: TwilioError } },
  "GET /v1/Configuration/Public": { responses: { 200: PublicConfigurations, 429: TwilioError } },
  "GET /v1/Flex/Authentication/Config": { responses: { 200: AuthenticationConfig, 400: TwilioError } },
  "GET /v1/Flex/Authorize": { responses: { 400: TwilioError } },
  "POST /v1/Flex/OAuth/Tokens": {
    request: FlexTokenRequest,
    responses: { 200: FlexTokens, 400: TwilioError, 401: TwilioError, 429: TwilioError },
  },
  "GET /v1/Configuration": { responses: { 200: Configuration, 401: TwilioError, 429: TwilioError } },
  "GET /api/v1/Session": { responses: { 200: Session, 401: TwilioError } },
};
