import { defineTokenChain, form } from "../../src/chain/index.ts";
import type { TokenChain } from "../../src/index.ts";

interface TokenAnswer {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly expires_in: number;
}
interface TokenOperation<Body> {
  parameters: { query?: never; header?: never; path?: never; cookie?: never };
  requestBody: { content: { "application/x-www-form-urlencoded": Body } };
  responses: { 200: { headers: Record<string, unknown>; content: { "application/json": TokenAnswer } } };
}
export interface Paths {
  "/password": { post: TokenOperation<{ username: string; password: string }> };
  "/refresh": { post: TokenOperation<{ refresh_token: string }> };
}
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** Password -> access token and rotating refresh token, as Simacan does it. */
export const rotating: TokenChain<Credentials> = defineTokenChain<Paths, Credentials>()({
  name: "test",
  servers: [{ production: "https://api.example.com" }],
  credentials: ["username", "password"],
  principal: ["username"],
  tokens: { accessToken: { lifetime: 3600 }, refreshToken: { lifetime: 86400, rotation: "strict", renew: "onRefusal" } },
  schemes: { bearer: { token: "accessToken", header: (value) => ["authorization", `Bearer ${value}`] } },
  grants: [
    {
      method: "POST",
      path: "/refresh",
      needs: ["refreshToken"],
      refusedBy: { 401: "refreshToken" },
      body: ({ tokens }) => form({ refresh_token: tokens.refreshToken }),
      outputs: { accessToken: ({ body }) => body.access_token, refreshToken: ({ body }) => body.refresh_token },
      expiresIn: { accessToken: ({ body }) => body.expires_in },
    },
    {
      method: "POST",
      path: "/password",
      credentials: ["username", "password"],
      refusedBy: { 401: "credentials" },
      body: ({ credentials }) => form({ username: credentials.username, password: credentials.password }),
      outputs: { accessToken: ({ body }) => body.access_token, refreshToken: ({ body }) => body.refresh_token },
      expiresIn: { accessToken: ({ body }) => body.expires_in },
    },
  ],
});

export const credentials: Credentials = { username: "ada", password: "canary-password" };
