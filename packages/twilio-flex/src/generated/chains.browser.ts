// Generated from specs/twilio-flex.openapi.yaml by pnpm generate. Do not edit.
// spec 9b5ff556c95813cd, generator a0cd2cf6b890e813, text a38eecf1156d2069

import { basic, defineTokenChain, secondsUntil, type RequestBody, type SignIn, type TokenChain } from "@freshkey/auth-runtime/chain";
import type { MintCredentials, GivenCredentials, SsoCredentials, ConsoleCredentials } from "./chains.ts";
import type { paths } from "./openapi.ts";
import { servers } from "./operations.ts";

/** How the tokens of Twilio Flex (chain `mint`) are obtained and renewed. */
export const mintChain: TokenChain<MintCredentials> = defineTokenChain<paths, MintCredentials>()({
  name: "twilio-flex/mint",
  servers,
  credentials: ["accountSid", "authToken", "instanceSid"],
  principal: ["accountSid", "instanceSid", "username", "flexUserSid"],
  tokens: { flexToken: { lifetime: 3600 } },
  values: { flexUserSid: { given: (credentials) => credentials.flexUserSid } },
  schemes: {
    account: { credentials: ["accountSid", "authToken"], header: ({ accountSid, authToken }) => basic(accountSid, authToken) },
    flexBasic: { token: "flexToken", header: (value) => basic("token", value) },
    flexJwe: { token: "flexToken", header: (value) => ["x-flex-jwe", value] },
  },
  grants: [],
  serverOnly: ["flexToken", "flexUserSid"],
});

/** How the tokens of Twilio Flex (chain `given`) are obtained and renewed. */
export const givenChain: TokenChain<GivenCredentials> = defineTokenChain<paths, GivenCredentials>()({
  name: "twilio-flex/given",
  servers,
  credentials: ["flexToken"],
  principal: [],
  tokens: { flexToken: { renew: "onRefusal", given: (credentials) => credentials.flexToken } },
  schemes: {
    flexBasic: { token: "flexToken", header: (value) => basic("token", value) },
    flexJwe: { token: "flexToken", header: (value) => ["x-flex-jwe", value] },
  },
  grants: [],
});

/** How the tokens of Twilio Flex (chain `sso`) are obtained and renewed. */
export const ssoChain: TokenChain<SsoCredentials> = defineTokenChain<paths, SsoCredentials>()({
  name: "twilio-flex/sso",
  servers,
  credentials: ["ssoProfileSid"],
  principal: ["ssoProfileSid"],
  tokens: {
    flexToken: { lifetime: 3600 },
    refreshToken: { rotation: "strict", renew: "onRefusal" },
  },
  schemes: {
    flexBasic: { token: "flexToken", header: (value) => basic("token", value) },
    flexJwe: { token: "flexToken", header: (value) => ["x-flex-jwe", value] },
  },
  grants: [
    {
      method: "POST", path: "/v1/Flex/OAuth/Tokens", server: 1, needs: ["refreshToken"], credentials: ["ssoProfileSid", "appType"],
      refusedBy: { 401: "refreshToken" },
      body: ({ credentials, tokens }): RequestBody<paths, "POST", "/v1/Flex/OAuth/Tokens"> => ({
        refresh_token: tokens.refreshToken,
        sso_profile_sid: credentials.ssoProfileSid,
        app_type: credentials.appType,
        grant_type: "RefreshToken",
      }),
      outputs: { flexToken: ({ body }) => body.access_token, refreshToken: ({ body }) => body.refresh_token },
      expiresIn: { flexToken: (answer) => secondsUntil(answer.body.token_info?.expiration, answer, 3600) },
    },
  ],
});

/** How a person signs in to Twilio Flex (chain `sso`): the page to be sent to, and the exchange of the code that comes back. */
export const ssoSignIn: SignIn<paths, SsoCredentials> = {
  page: {
    path: "/v1/Flex/Authorize", server: 1,
    parameters: ({ credentials, interaction }) => ({
      query: {
        redirectUrl: interaction.redirectUrl,
        nonce: interaction.nonce,
        codeChallenge: interaction.codeChallenge,
        state: interaction.state,
        appType: credentials.appType,
        ssoProfileSid: credentials.ssoProfileSid,
      },
    }),
  },
  grant: {
    method: "POST", path: "/v1/Flex/OAuth/Tokens", server: 1,
    body: ({ credentials, interaction }): RequestBody<paths, "POST", "/v1/Flex/OAuth/Tokens"> => ({
      sso_profile_sid: credentials.ssoProfileSid,
      app_type: credentials.appType,
      code: interaction.code,
      code_verifier: interaction.codeVerifier,
      nonce: interaction.nonce,
      grant_type: "AuthorizationCode",
    }),
    outputs: { flexToken: ({ body }) => body.access_token, refreshToken: ({ body }) => body.refresh_token },
    expiresIn: { flexToken: (answer) => secondsUntil(answer.body.token_info?.expiration, answer, 3600) },
  },
};

/** How the tokens of Twilio Flex (chain `console`) are obtained and renewed. */
export const consoleChain: TokenChain<ConsoleCredentials> = defineTokenChain<paths, ConsoleCredentials>()({
  name: "twilio-flex/console",
  servers,
  credentials: ["accountSid", "instanceSid"],
  principal: ["accountSid", "instanceSid"],
  tokens: {
    flexToken: { lifetime: 3600 },
    refreshToken: { rotation: "strict", renew: "onRefusal" },
  },
  schemes: {
    flexBasic: { token: "flexToken", header: (value) => basic("token", value) },
    flexJwe: { token: "flexToken", header: (value) => ["x-flex-jwe", value] },
  },
  grants: [
    {
      method: "POST", path: "/v1/Flex/OAuth/Tokens", server: 1, needs: ["refreshToken"],
      credentials: ["accountSid", "instanceSid", "appType"], refusedBy: { 401: "refreshToken" },
      body: ({ credentials, tokens }): RequestBody<paths, "POST", "/v1/Flex/OAuth/Tokens"> => ({
        refresh_token: tokens.refreshToken,
        app_type: credentials.appType,
        account_sid: credentials.accountSid,
        instance_sid: credentials.instanceSid,
        is_console_login: true,
        grant_type: "RefreshToken",
      }),
      outputs: { flexToken: ({ body }) => body.access_token, refreshToken: ({ body }) => body.refresh_token },
      expiresIn: { flexToken: (answer) => secondsUntil(answer.body.token_info?.expiration, answer, 3600) },
    },
  ],
});

/** How a person signs in to Twilio Flex (chain `console`): the page to be sent to, and the exchange of the code that comes back. */
export const consoleSignIn: SignIn<paths, ConsoleCredentials> = {
  page: {
    path: "/v1/Flex/Authorize", server: 1,
    parameters: ({ credentials, interaction }) => ({
      query: {
        isConsoleLogin: true,
        redirectUrl: interaction.redirectUrl,
        nonce: interaction.nonce,
        codeChallenge: interaction.codeChallenge,
        state: interaction.state,
        appType: credentials.appType,
        ssoProfileSid: "false",
        accountSid: credentials.accountSid,
        instanceSid: credentials.instanceSid,
      },
    }),
  },
  grant: {
    method: "POST", path: "/v1/Flex/OAuth/Tokens", server: 1,
    body: ({ credentials, interaction }): RequestBody<paths, "POST", "/v1/Flex/OAuth/Tokens"> => ({
      account_sid: credentials.accountSid,
      instance_sid: credentials.instanceSid,
      app_type: credentials.appType,
      is_console_login: true,
      code: interaction.code,
      code_verifier: interaction.codeVerifier,
      nonce: interaction.nonce,
      grant_type: "AuthorizationCode",
    }),
    outputs: { flexToken: ({ body }) => body.access_token, refreshToken: ({ body }) => body.refresh_token },
    expiresIn: { flexToken: (answer) => secondsUntil(answer.body.token_info?.expiration, answer, 3600) },
  },
};
