import type { Grant, TokenChain } from "@freshkey/auth-runtime";

export interface Credentials {
  readonly username: string;
  readonly password: string;
}
export type Rotation = "strict" | "none" | { readonly grace: number };

const pair: Grant["outputs"] = { access: ({ body }) => body.access, refresh: ({ body }) => body.refresh };
const seconds: NonNullable<Grant["expiresIn"]> = { access: ({ body }) => body.expires };

/** Password -> refresh token -> access token, and where wished a short-lived token that the access token buys. */
export function chainOf({ rotation, links, lifetime }: { readonly rotation: Rotation; readonly links: 1 | 2 | 3; readonly lifetime: number }): TokenChain<Credentials> {
  const refresh = { lifetime: 86_400, renew: "onRefusal", ...(rotation !== "none" && { rotation }) } as const;
  const password: Grant = {
    method: "POST",
    path: "/password",
    credentials: ["username", "password"],
    refusedBy: { 401: "credentials" },
    body: ({ credentials }) => ({ username: credentials.username, password: credentials.password }),
    outputs: pair,
    expiresIn: seconds,
  };
  const refreshing: Grant = {
    method: "POST",
    path: "/refresh",
    needs: ["refresh"],
    refusedBy: { 401: "refresh" },
    body: ({ tokens }) => ({ refresh: tokens["refresh"] }),
    outputs: pair,
    expiresIn: seconds,
  };
  const temporary: Grant = { method: "POST", path: "/temporary", needs: ["access"], body: ({ tokens }) => ({ access: tokens["access"] }), outputs: { tt: ({ body }) => body.tt } };
  return {
    name: "model",
    servers: [{ production: "https://api.example.com" }],
    credentials: ["username", "password"],
    principal: ["username"],
    tokens: { ...(links === 3 && { tt: { lifetime: lifetime / 4 } }), access: { lifetime }, ...(links > 1 && { refresh }) },
    schemes: { bearer: { token: links === 3 ? "tt" : "access", header: (value) => ["authorization", value] } },
    grants: [...(links === 3 ? [temporary] : []), ...(links > 1 ? [refreshing] : []), password],
  };
}
