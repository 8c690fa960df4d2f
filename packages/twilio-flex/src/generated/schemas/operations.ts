// Generated from specs/twilio-flex.openapi.yaml by pnpm generate. Do not edit.
// text f57f999a7036c33d

import type { OperationSchemas } from "@freshkey/auth-runtime/validate";
import { Configuration } from "./configuration.ts";
import { ProvisionUserRequest } from "./provision-user-request.ts";
import { Session } from "./session.ts";
import { TokenInfo } from "./token-info.ts";
import { TwilioError } from "./twilio-error.ts";
import { UserList } from "./user-list.ts";
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
    responses: { 200: TokenInfo, 401: TwilioError, 429: TwilioError },
  },
  "GET /v4/Instances/{InstanceSid}/Users": { responses: { 200: UserList, 401: TwilioError, 429: TwilioError } },
  "POST /v4/Instances/{InstanceSid}/Users/Provision": {
    request: ProvisionUserRequest,
    responses: { 200: User, 201: User, 400: TwilioError, 401: TwilioError, 429: TwilioError },
  },
  "GET /v4/Instances/{InstanceSid}/Users/{FlexUserSid}": { responses: { 200: User, 401: TwilioError, 404: TwilioError, 429: TwilioError } },
  "GET /v1/Configuration": { responses: { 200: Configuration, 401: TwilioError, 429: TwilioError } },
  "GET /api/v1/Session": { responses: { 200: Session, 401: TwilioError } },
};
