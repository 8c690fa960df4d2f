/** A token as it is kept. An empty value: spent or refused, kept for its generation. */
export interface StoredToken {
  readonly value: string;
  /** ms since the epoch; absent: only the server knows. */
  readonly expiresAt?: number | undefined;
  /** How long it lived when it was made, ms: tells who finds it later when to renew it. */
  readonly life?: number | undefined;
  readonly generation: number;
}

/** "I am about to send this": written before a grant is sent. Durations in ms, counted from the writing. */
export interface Intent {
  readonly id: string;
  readonly grant: string;
  /** The rotating token that the grant spends. */
  readonly spends?: string | undefined;
  readonly left: number;
  /** That token may be sent again for so long, should nobody hear of this sending (grace). */
  readonly again?: number | undefined;
}

/** One closed way in. Durations in ms, counted from the writing. */
export interface Closure {
  readonly id: string;
  readonly left: number;
  readonly delay: number;
}

/** All that sessions on one store share: one record per chain, server and principal. */
export interface TokenRecord {
  /** 1. A higher one is read as far as it is known, and never written over. */
  readonly schema: 1;
  /** Whose record it is: what was copied or moved to another key is not used. */
  readonly key?: string | undefined;
  /** New for every swap: tells one's own write from another's. */
  readonly writer: string;
  /** Raised by sign-out. */
  readonly epoch: number;
  readonly tokens: Readonly<Record<string, StoredToken>>;
  readonly values: Readonly<Record<string, string>>;
  readonly intent?: Intent | undefined;
  readonly gate?: { readonly salt: string; readonly closed: Readonly<Record<string, Closure>> } | undefined;
}

/** Where a record is kept. `swap` is the one primitive everything rests on. */
export interface TokenStore {
  /** The record, its version, and how long ago it was written (ms, by the store's own clock) where the store can tell. */
  load(key: string): Promise<{ readonly version: string; readonly record: TokenRecord; readonly age?: number } | undefined>;
  /**
   * Writes the record if the version is still the expected one (`undefined`: if there is none yet).
   * Resolves to the new version, a random id that is never used again, or to `false`. `ttl`: ms, absent: for ever.
   */
  swap(key: string, expectedVersion: string | undefined, record: TokenRecord, options: { readonly ttl?: number | undefined }): Promise<string | false>;
  /** Calls back after a record changed. Returns a function that ends it. */
  watch?(key: string, callback: () => void): () => void;
}
