// Generated from specs/simacan.openapi.yaml by pnpm generate. Do not edit.
// spec e4b34dc42026fdd3, generator a0cd2cf6b890e813, text 03dcc1e1a15ed719

import { defineTokenChain, form, type RequestBody, type TokenChain } from "@freshkey/auth-runtime/chain";
import type { paths } from "./openapi.ts";
import { servers } from "./operations.ts";

/** Credentials of Simacan. */
export interface Credentials {
  /** The user name that Simacan's support gave you for this environment. */
  readonly username: string;
  /** The password that Simacan's support gave you for this environment. */
  readonly password: string;
}

/** How the tokens of Simacan are obtained and renewed. */
export const chain: TokenChain<Credentials> = defineTokenChain<paths, Credentials>()({
  name: "simacan",
  servers,
  credentials: ["username", "password"],
  principal: ["username"],
  tokens: {
    accessToken: { lifetime: 3600 },
    refreshToken: { lifetime: 86400, rotation: "strict", renew: "onRefusal" },
  },
  schemes: { bearer: { token: "accessToken", header: (value) => ["authorization", `Bearer ${value}`] } },
  grants: [
    {
      method: "POST", path: "/auth/refresh", needs: ["refreshToken"], refusedBy: { 401: "refreshToken" },
      body: ({ tokens }): RequestBody<paths, "POST", "/auth/refresh"> => form({ refresh_token: tokens.refreshToken }),
      outputs: { accessToken: ({ body }) => body.access_token, refreshToken: ({ body }) => body.refresh_token },
      expiresIn: { accessToken: ({ body }) => body.expires_in },
    },
    {
      method: "POST", path: "/auth/password", credentials: ["username", "password"], refusedBy: { 401: "credentials" },
      body: ({ credentials }): RequestBody<paths, "POST", "/auth/password"> => form({
        username: credentials.username,
        password: credentials.password,
      }),
      outputs: { accessToken: ({ body }) => body.access_token, refreshToken: ({ body }) => body.refresh_token },
      expiresIn: { accessToken: ({ body }) => body.expires_in },
    },
  ],
});
