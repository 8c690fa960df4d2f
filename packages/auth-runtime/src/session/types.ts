/** A token as a request carries it. Its value is private: it shows in no message, log, JSON or inspection. */
export interface AccessToken {
  /** The security scheme of the document it fills. */
  readonly scheme: string;
  /** When it dies, in ms since the epoch; absent when only the server knows. */
  readonly expiresAt?: number | undefined;
  /** The header that carries it: lower-case name, value. */
  header(): readonly [name: string, value: string];
  /** The bare token, for whoever must hand it on. */
  reveal(): string;
}

/** Chain, credentials and store, alive: hands out tokens that work and renews them. */
export interface Session {
  /** Where its tokens may go. */
  readonly origins: readonly string[];
  /** Base URL of each of the chain's servers, in the chain's order. */
  readonly servers: readonly string[];
  /** Security schemes that it can fill on this platform, the usual one first, and the header that carries each. */
  readonly schemes: Readonly<Record<string, string>>;
  /** The token for a scheme, when it is held and fresh. Same tick, no I/O. */
  current(scheme?: string): AccessToken | undefined;
  /** The token for a scheme, renewed if needed. An abort of `signal` ends only this wait. */
  getToken(options?: { readonly scheme?: string | undefined; readonly signal?: AbortSignal | undefined }): Promise<AccessToken>;
  /** The API answered 401 to this token: marks it, waits for nothing. A newer one is not touched by it. */
  reject(token: AccessToken, reason?: string): Promise<void>;
  /** Ends the session here and at the vendor. Later calls reject with `ReauthenticationRequiredError`. */
  signOut(): Promise<void>;
}

/** Two clocks and a timer, so that tests can move time. All in ms. */
export interface Clock {
  /** Wall time, ms since the epoch. */
  now(): number;
  /** Monotonic time. */
  monotonic(): number;
  /** Calls back after `ms`; returns a function that calls it off. */
  after(ms: number, callback: () => void): () => void;
}
