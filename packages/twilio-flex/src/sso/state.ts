import { digest, toBase64url } from "@freshkey/auth-runtime/sign-in";

/** What one sign-in consists of until the person is back. */
export interface Parts {
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly redirectUrl: string;
  /** For whom and where: chain, server, account, profile. */
  readonly place: string;
  readonly clientId: string | undefined;
}

/**
 * The state of a sign-in: what the vendor's own holds, and a digest of all its parts. So what comes back fits only the sign-in that it was made for,
 * and nobody can guess it who does not have the random parts.
 */
export async function stateOf({ nonce, codeVerifier, redirectUrl, place, clientId }: Parts): Promise<string> {
  const proof = await digest(JSON.stringify([nonce, codeVerifier, redirectUrl, place, clientId]));
  return toBase64url(new TextEncoder().encode(JSON.stringify({ connection_name: clientId, redirect_url: redirectUrl, proof })));
}
