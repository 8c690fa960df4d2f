import type { TokenChain } from "@freshkey/auth-runtime";
import { form } from "@freshkey/auth-runtime/chain";

interface Credentials {
  readonly username: string;
  readonly password: string;
}

export const credentials: Credentials = { username: "ada", password: "canary-password" };

/** Simacan's chain, with what becomes of a spent refresh token left open. */
export function chainOf(rotation: "strict" | { readonly grace: number }): TokenChain<Credentials> {
  const outputs = { accessToken: ({ body }: { body: any }) => body.access_token, refreshToken: ({ body }: { body: any }) => body.refresh_token };
  const expiresIn = { accessToken: ({ body }: { body: any }) => body.expires_in };
  return {
    name: "simacan",
    servers: [{ production: "https://auth.example.com" }],
    credentials: ["username", "password"],
    principal: ["username"],
    tokens: { accessToken: { lifetime: 3600 }, refreshToken: { lifetime: 86_400, rotation, renew: "onRefusal" } },
    schemes: { bearer: { token: "accessToken", header: (value) => ["authorization", `Bearer ${value}`] } },
    grants: [
      { method: "POST", path: "/auth/refresh", needs: ["refreshToken"], refusedBy: { 401: "refreshToken" }, body: ({ tokens }) => form({ refresh_token: tokens["refreshToken"] }), outputs, expiresIn },
      { method: "POST", path: "/auth/password", credentials: ["username", "password"], refusedBy: { 401: "credentials" }, body: ({ credentials: mine }) => form({ ...mine }), outputs, expiresIn },
    ],
  };
}
