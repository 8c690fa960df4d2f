import { SignInError } from "./error.ts";

/** Bytes as base64url, without padding. */
export const toBase64url = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes)).replace(/[+/=]/g, (sign) => ({ "+": "-", "/": "_" })[sign] ?? "");

/** So many random bytes as base64url. */
export const randomText = (bytes: number): string => toBase64url(crypto.getRandomValues(new Uint8Array(bytes)));

/** SHA-256 as base64url: what RFC 7636 calls S256. */
export async function digest(text: string): Promise<string> {
  if (!globalThis.crypto?.subtle) throw new SignInError("insecure_page", "A sign-in needs WebCrypto: open the page by https, or on localhost.");
  return toBase64url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))));
}

/** Compares in a time that does not tell where the difference is. */
export function same(one: string, other: string): boolean {
  let difference = one.length ^ other.length;
  for (let index = 0; index < one.length; index += 1) difference |= one.charCodeAt(index) ^ other.charCodeAt(index);
  return difference === 0;
}
