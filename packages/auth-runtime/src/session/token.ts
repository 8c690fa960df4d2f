import { AuthError } from "../errors.ts";
import type { HeaderPair } from "../chain/types.ts";
import type { AccessToken } from "./types.ts";

/** A value that a header can carry; the platform's own error would quote one that it cannot. */
export function legible(name: string, value: string): string {
  if (/[^ -~]/.test(value)) throw new AuthError("invalid_credentials", `${name} has characters that no header can carry.`);
  return value;
}

/** Tokens that lay in the store before this session needed one: nobody knows whether they still work. */
export const adopted: WeakSet<AccessToken> = new WeakSet<AccessToken>();

/** A token whose value no inspection, JSON or log shows. */
export class Token implements AccessToken {
  readonly scheme: string;
  readonly expiresAt: number | undefined;
  readonly #header: HeaderPair;
  readonly #value: string;
  constructor(scheme: string, header: HeaderPair, value: string = header[1], expiresAt?: number) {
    legible(scheme, header[1]);
    this.scheme = scheme;
    this.expiresAt = expiresAt;
    this.#header = header;
    this.#value = value;
  }
  header(): HeaderPair {
    return this.#header;
  }
  reveal(): string {
    return this.#value;
  }
}
