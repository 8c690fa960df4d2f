import { createHash } from "node:crypto";

/** Whether the text is what a challenge was made of: RFC 7636, S256, 43 to 128 unreserved characters. */
export function isVerifier(text: unknown, challenge: string | undefined): boolean {
  return typeof text === "string" && /^[\w.~-]{43,128}$/.test(text) && createHash("sha256").update(text).digest("base64url") === challenge;
}

/** Whether the text can be a SHA-256 as base64url. */
export function isChallenge(text: string): boolean {
  return /^[\w-]{43}$/.test(text);
}
