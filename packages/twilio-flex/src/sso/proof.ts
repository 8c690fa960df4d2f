import { SignInError } from "./error.ts";

/** What one sign-in consists of until the person is back. */
export interface Parts {
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly redirectUrl: string;
  /** For whom and where: chain, server, account, profile. */
  readonly place: string;
  readonly clientId: string | undefined;
}

const base64url = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes)).replace(/[+/=]/g, (sign) => ({ "+": "-", "/": "_" })[sign] ?? "");

/** So many random bytes as base64url. */
export const randomText = (bytes: number): string => base64url(crypto.getRandomValues(new Uint8Array(bytes)));

/** SHA-256 as base64url: what RFC 7636 calls S256. */
export async function digest(text: string): Promise<string> {
  if (!globalThis.crypto?.subtle) throw new SignInError("insecure_page", "A sign-in needs WebCrypto: open the page by https, or on localhost.");
  return base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))));
}

/**
 * The state of a sign-in: what the vendor's own holds, and a digest of all its parts. So what comes back fits only the sign-in that it was made for,
 * and nobody can guess it who does not have the random parts.
 */
export async function stateOf({ nonce, codeVerifier, redirectUrl, place, clientId }: Parts): Promise<string> {
  const proof = await digest(JSON.stringify([nonce, codeVerifier, redirectUrl, place, clientId]));
  return base64url(new TextEncoder().encode(JSON.stringify({ connection_name: clientId, redirect_url: redirectUrl, proof })));
}

/** Compares in a time that does not tell where the difference is. */
export function same(one: string, other: string): boolean {
  let difference = one.length ^ other.length;
  for (let index = 0; index < one.length; index += 1) difference |= one.charCodeAt(index) ^ other.charCodeAt(index);
  return difference === 0;
}
