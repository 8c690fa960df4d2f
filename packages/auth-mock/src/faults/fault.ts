/** Which calls a fault touches, and when. */
interface Aim {
  /**
   * An operation by its id, `"token"` (operations that give out tokens), `"data"` (all other operations) or `"any"` (every request).
   * Absent: `"any"`; for `earlyDeath` `"token"`, for `staleReplica` `"data"`.
   */
  readonly on?: "any" | "token" | "data" | (string & {});
  /** How many calls it touches. Absent: 1, or without end when `lasts` is given. `Infinity` will do. */
  readonly times?: number;
  /** Lets that many calls through first. Absent: 0. */
  readonly after?: number;
  /** How likely it is to touch a call, 0 to 1. Absent: 1. */
  readonly chance?: number;
  /** Whole number: the same seed touches the same calls. Absent: 1. */
  readonly seed?: number;
  /** Ends by itself after that much of the mock's time: ISO 8601 (`"PT1M"`) or ms. */
  readonly lasts?: string | number;
}

/** What goes wrong. "Commits" means: tokens are issued, spent and revoked, though the client may never hear of it. */
export type FaultKind =
  /** This answer instead of the mock's. Commits nothing. A body that is no text goes out as JSON. */
  | { readonly kind: "status"; readonly status: number; readonly headers?: Readonly<Record<string, string | readonly string[]>>; readonly body?: unknown }
  /** Commits, then the answer waits: ISO 8601 or ms, by the mock's clock. */
  | { readonly kind: "delay"; readonly time: string | number }
  /** Never an answer. Commits nothing, unless `committed`. */
  | { readonly kind: "hang"; readonly committed?: boolean }
  /** Commits; the body comes that slowly, by the mock's clock. */
  | { readonly kind: "drip"; readonly bytesPerSecond: number }
  /**
   * TCP reset. `before`: instead of an answer, and nothing is committed. `during`: after the head and `bytes` (absent: 0) of the body.
   * `after`: the answer comes whole, and the next request on the same connection is reset, unseen by the mock.
   */
  | { readonly kind: "reset"; readonly when: "before" | "during" | "after"; readonly bytes?: number }
  /** Commits; then the connection is reset without a byte of the answer. */
  | { readonly kind: "lost" }
  /** Commits; the body ends after `bytes`. `content-length` still promises all of it, unless `announced` is false: then only the body shows the cut. */
  | { readonly kind: "truncate"; readonly bytes: number; readonly announced?: boolean }
  /** Commits; another `content-type`, or none when `type` is absent. */
  | { readonly kind: "contentType"; readonly type?: string }
  /** A page of HTML instead of the answer, as a gateway sends it. Absent status: 200. Commits nothing. */
  | { readonly kind: "html"; readonly status?: number }
  /** Commits; spaces fill the body up to `bytes` (`Infinity`: without end). No `content-length` tells, unless `announced`. */
  | { readonly kind: "huge"; readonly bytes: number; readonly announced?: boolean }
  /** The tokens that the call issues (only those of that name) die after `life`, ISO 8601 or ms, whatever the answer promises. */
  | { readonly kind: "earlyDeath"; readonly life: string | number; readonly token?: string }
  /** The `Date` header is off by that many ms. Negative: slow. Commits. */
  | { readonly kind: "dateSkew"; readonly by: number }
  /** Every call that an operation's `security` guards is refused, as the document says that a wrong token is. */
  | { readonly kind: "storm" }
  /** Tokens are checked against what was issued, spent and revoked `lag` ago, ISO 8601 or ms. */
  | { readonly kind: "staleReplica"; readonly lag: string | number }
  /** To the same path and query of another origin. Absent status: 307. Commits nothing. */
  | { readonly kind: "redirect"; readonly to: string; readonly status?: number }
  /** Refused with this `Retry-After`, however odd. Absent status: 429. Commits nothing. */
  | { readonly kind: "retryAfter"; readonly value: string; readonly status?: number };

/** Something that goes wrong, and with which calls. See the package's README for the kinds. */
export type Fault = Aim & FaultKind;

/** A fault that {@link AuthMock.fault} armed. */
export interface ArmedFault {
  /** How many calls it has touched so far. */
  readonly hits: number;
  /** Touches no further call. What hangs on it already stays as it is. */
  remove(): void;
}
