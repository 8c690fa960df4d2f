import type { HeaderPair } from "../chain/types.ts";
import type { AccessToken } from "./types.ts";

/** A token whose value no inspection, JSON or log shows. */
export class Token implements AccessToken {
  readonly scheme: string;
  readonly expiresAt: number | undefined;
  readonly #header: HeaderPair;
  readonly #value: string;
  constructor(scheme: string, header: HeaderPair, value: string = header[1], expiresAt?: number) {
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
