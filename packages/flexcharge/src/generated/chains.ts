// Generated from specs/flexcharge.openapi.yaml by pnpm generate. Do not edit.
// spec 8da4bfda6e9cc63b, generator a0cd2cf6b890e813, text 1bfb8aa1fe9a6527

import { defineTokenChain, secondsUntil, type RequestBody, type TokenChain } from "@freshkey/auth-runtime/chain";
import type { paths } from "./openapi.ts";
import { servers } from "./operations.ts";

/** Credentials of FlexCharge. */
export interface Credentials {
  /** The app key, from the portal under Developers, API keys. */
  readonly appKey: string;
  /** The app key's secret. */
  readonly appSecret: string;
}

/** How the tokens of FlexCharge are obtained and renewed. */
export const chain: TokenChain<Credentials> = defineTokenChain<paths, Credentials>()({
  name: "flexcharge",
  servers,
  credentials: ["appKey", "appSecret"],
  principal: ["appKey"],
  tokens: { accessToken: { lifetime: 600, renew: "onRefusal" } },
  schemes: { bearer: { token: "accessToken", header: (value) => ["authorization", `Bearer ${value}`] } },
  grants: [
    {
      method: "POST", path: "/oauth2/token", runsOn: "server", credentials: ["appKey", "appSecret"], refusedBy: { 401: "credentials" },
      body: ({ credentials }): RequestBody<paths, "POST", "/oauth2/token"> => ({
        AppKey: credentials.appKey,
        AppSecret: credentials.appSecret,
      }),
      success: ({ body }) => body.success === true,
      outputs: { accessToken: ({ body }) => body.accessToken },
      expiresIn: { accessToken: (answer) => secondsUntil(answer.body.expires, answer, 600) },
    },
  ],
});
