import { generateKeyPairSync, randomBytes } from "node:crypto";
import { Provider } from "oidc-provider";
import { createStorage } from "./storage.ts";

/** The one client that the provider knows: Flex, as the page's configuration names it. */
export const clientId = "flex-demo";
/** The one person who can sign in. */
export const person = "FU00000000000000000000000000000001";

export interface ProviderOptions {
  readonly issuer: string;
  /** The page that people come back to. */
  readonly redirectUrl: string;
  /** Seconds that an access token lives. */
  readonly life: number;
}

const fortnight = 1_209_600;

/** An OpenID provider that wants PKCE, replaces a refresh token at each use, and revokes all when a spent one comes again. */
export function createProvider({ issuer, redirectUrl, life }: ProviderOptions): Provider {
  const key = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" });
  return new Provider(issuer, {
    adapter: createStorage(),
    clients: [
      {
        client_id: clientId,
        redirect_uris: [redirectUrl],
        grant_types: ["authorization_code", "refresh_token"],
        response_types: ["code"],
        token_endpoint_auth_method: "none",
        id_token_signed_response_alg: "ES256",
      },
    ],
    jwks: { keys: [{ ...key, kty: "EC", alg: "ES256", use: "sig", kid: "demo" }] },
    cookies: { keys: [randomBytes(32).toString("base64url")] },
    scopes: ["openid", "offline_access"],
    pkce: { required: () => true },
    rotateRefreshToken: true,
    ttl: { AccessToken: life, AuthorizationCode: 60, IdToken: life, RefreshToken: fortnight, Grant: fortnight, Interaction: 3600, Session: fortnight },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, sub) => (sub === person ? { accountId: sub, claims: () => ({ sub }) } : undefined),
    renderError: (context, { error }) => {
      context.type = "text/plain";
      // Its description may quote what was sent.
      context.body = `The provider refuses this: ${error}. Go back and begin anew.\n`;
    },
  });
}
