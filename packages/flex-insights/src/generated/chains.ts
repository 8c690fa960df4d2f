// Generated from specs/flex-insights.openapi.yaml by pnpm generate. Do not edit.
// spec 112e669eca7b50b5, generator a0cd2cf6b890e813, text d713dc39959ce22f

import { cookie, defineTokenChain, endSession, type RequestBody, type TokenChain } from "@freshkey/auth-runtime/chain";
import type { paths } from "./openapi.ts";
import { servers } from "./operations.ts";

/** Credentials of Twilio Flex Insights. */
export interface Credentials {
  /** The user name, usually an e-mail address. */
  readonly login: string;
  /** The password for direct login, given out by Flex Insights support. */
  readonly password: string;
}

/** How the tokens of Twilio Flex Insights are obtained and renewed. */
export const chain: TokenChain<Credentials> = defineTokenChain<paths, Credentials>()({
  name: "flex-insights",
  servers,
  credentials: ["login", "password"],
  principal: ["login"],
  tokens: {
    tt: { lifetime: 600 },
    sst: { lifetime: 1209600, renew: "onRefusal" },
  },
  values: { loginUri: {} },
  schemes: {
    sst: { token: "sst", header: (value) => ["x-gdc-authsst", value] },
    ttCookie: { token: "tt", header: (value) => ["cookie", `GDCAuthTT=${value}`] },
    ttHeader: { token: "tt", header: (value) => ["x-gdc-authtt", value] },
  },
  grants: [
    {
      method: "GET", path: "/gdc/account/token", needs: ["sst"], security: ["sst"],
      outputs: { tt: ({ body }) => body.userToken?.token },
    },
    {
      method: "POST", path: "/gdc/account/login", credentials: ["login", "password"], refusedBy: { 401: "credentials", 403: "credentials" },
      body: ({ credentials }): RequestBody<paths, "POST", "/gdc/account/login"> => ({
        postUserLogin: { login: credentials.login, password: credentials.password, remember: 0, verify_level: 2 },
      }),
      outputs: { sst: ({ body }) => body.userLogin?.token, loginUri: ({ body }) => body.userLogin?.state },
    },
  ],
  signOut: {
    run: endSession,
    method: "DELETE",
    path: "/gdc/account/login/{profileId}",
    security: ["sst", "ttCookie"],
    reference: "loginUri",
  },
});

/** Credentials of Twilio Flex Insights (chain `cookies`). */
export interface CookiesCredentials {
  /** The user name, usually an e-mail address. */
  readonly login: string;
  /** The password for direct login, given out by Flex Insights support. */
  readonly password: string;
}

/** How the tokens of Twilio Flex Insights (chain `cookies`) are obtained and renewed. */
export const cookiesChain: TokenChain<CookiesCredentials> = defineTokenChain<paths, CookiesCredentials>()({
  name: "flex-insights/cookies",
  servers,
  credentials: ["login", "password"],
  principal: ["login"],
  tokens: {
    tt: { lifetime: 600 },
    sst: { lifetime: 1209600, renew: "onRefusal" },
  },
  values: { loginUri: {} },
  schemes: {
    sstCookie: { token: "sst", header: (value) => ["cookie", `GDCAuthSST=${value}`] },
    ttCookie: { token: "tt", header: (value) => ["cookie", `GDCAuthTT=${value}`] },
  },
  grants: [
    {
      method: "GET", path: "/gdc/account/token", runsOn: "server", needs: ["sst"], security: ["sstCookie"],
      outputs: { tt: ({ headers }) => cookie(headers, "GDCAuthTT") },
    },
    {
      method: "POST", path: "/gdc/account/login", runsOn: "server", credentials: ["login", "password"],
      refusedBy: { 401: "credentials", 403: "credentials" },
      body: ({ credentials }): RequestBody<paths, "POST", "/gdc/account/login"> => ({
        postUserLogin: { login: credentials.login, password: credentials.password, remember: 0, verify_level: 0 },
      }),
      outputs: {
        sst: ({ headers }) => cookie(headers, "GDCAuthSST"),
        tt: ({ headers }) => cookie(headers, "GDCAuthTT"),
        loginUri: ({ body }) => body.userLogin?.state,
      },
    },
  ],
  signOut: {
    run: endSession,
    method: "DELETE",
    path: "/gdc/account/login/{profileId}",
    security: ["sstCookie", "ttCookie"],
    reference: "loginUri",
  },
});
