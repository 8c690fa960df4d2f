// Generated from specs/twilio-flex.openapi.yaml by pnpm generate. Do not edit.
// spec dd9376a1d0c4e839, generator c10a24d15b116ebb, text 3a5e26f0976a04e5

import { basic, defineTokenChain, secondsUntil, type RequestBody, type TokenChain } from "@freshkey/auth-runtime/chain";
import type { paths } from "./openapi.ts";
import { servers } from "./operations.ts";

/** Credentials of Twilio Flex (chain `mint`). Also needed: `username` or `flexUserSid`. */
export interface MintCredentials {
  /** The SID of the account, or of an API key. */
  readonly accountSid: string;
  /** The account's auth token, or the API key's secret. */
  readonly authToken: string;
  /** The SID of the Flex instance. */
  readonly instanceSid: string;
  /** The user to mint for, by name. */
  readonly username?: string | undefined;
  /** The user to mint for, by SID. Saves one lookup. */
  readonly flexUserSid?: string | undefined;
  /** How long a token shall live, in seconds. 3600 if it is not given. */
  readonly ttl?: number | undefined;
}

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
  grants: [
    {
      method: "POST", path: "/v4/Instances/{InstanceSid}/Users/{FlexUserSid}/Tokens", runsOn: "server", needs: ["flexUserSid"],
      credentials: ["accountSid", "authToken", "instanceSid", "ttl"], security: ["account"],
      refusedBy: { 401: "credentials", 404: "flexUserSid" },
      parameters: ({ credentials, values }) => ({ path: { InstanceSid: credentials.instanceSid, FlexUserSid: values.flexUserSid } }),
      body: ({ credentials }): RequestBody<paths, "POST", "/v4/Instances/{InstanceSid}/Users/{FlexUserSid}/Tokens"> => ({
        ttl: credentials.ttl,
      }),
      outputs: { flexToken: ({ body }) => body.access_token },
      expiresIn: { flexToken: (answer) => secondsUntil(answer.body.token_info?.expiration, answer, 3600) },
    },
    {
      method: "GET", path: "/v4/Instances/{InstanceSid}/Users", runsOn: "server",
      credentials: ["accountSid", "authToken", "instanceSid", "username"], requires: ["username"], security: ["account"],
      refusedBy: { 401: "credentials" },
      parameters: ({ credentials }) => ({ path: { InstanceSid: credentials.instanceSid }, query: { Username: credentials.username } }),
      outputs: { flexUserSid: ({ body }) => body.users?.[0]?.flex_user_sid },
    },
  ],
});

/** Credentials of Twilio Flex (chain `given`). */
export interface GivenCredentials {
  /** A Flex token (JWE) that you already have. */
  readonly flexToken: string;
}

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
