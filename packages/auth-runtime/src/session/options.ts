import type { TokenStore } from "../stores/types.ts";
import type { ServerOption } from "../url.ts";
import type { AuthEvent } from "./events.ts";
import type { Clock } from "./types.ts";

/** Fetches credentials when a grant needs them. */
export interface CredentialsFunction<Credentials> {
  (): Credentials | Promise<Credentials>;
  /** Told which credentials were refused. Then it is asked again and what it gives is tried at once, if that is something else: at most once a minute. */
  refused?(credentials: Credentials): void;
}

/** What a session is opened with. */
export interface SessionOptions<Credentials> {
  /** The credentials, or a function that fetches them when a grant needs them. */
  readonly credentials: Credentials | CredentialsFunction<Credentials>;
  /** Names the account in a shared store where the credentials name nobody. */
  readonly account?: string | undefined;
  /** Where tokens are kept. Default: a `memoryStore()` of this session's own. */
  readonly store?: TokenStore | undefined;
  /** An environment (`"staging"`), `{ region, edge }`, or a URL that replaces every server (a mock, a proxy). Default: production. */
  readonly server?: ServerOption | undefined;
  /** Used instead of the global `fetch`, for token endpoints. */
  readonly fetch?: typeof fetch | undefined;
  /** Used instead of the machine's clocks. */
  readonly clock?: Clock | undefined;
  /** Told what happens to tokens. What it throws is ignored. */
  readonly onEvent?: ((event: AuthEvent) => void) | undefined;
  /** ms that a token endpoint may take in all. Default 10,000. */
  readonly timeout?: number | undefined;
  /** Keeps a background renewal alive where the platform stops work that no request waits for: on Workers give `waitUntil` of `cloudflare:workers`, or `(work) => ctx.waitUntil(work)`. A session that several requests share needs it there, or they wait for a renewal that was stopped. */
  readonly waitUntil?: ((work: Promise<unknown>) => void) | undefined;
}
