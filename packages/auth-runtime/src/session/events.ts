/** What happened to a token. Never holds a secret. */
export interface AuthEvent {
  readonly type:
    | "issued" // a token endpoint gave tokens that were not there before
    | "renewed" // a token endpoint gave tokens in place of older ones
    | "adopted" // another session on the same store had renewed
    | "waited" // another session was at it
    | "climbed" // an input was refused or spent: one link up
    | "gated" // a closed gate kept a grant from being sent
    | "failed" // a grant failed
    | "rejected" // the API answered 401
    | "interaction_needed" // nothing renews it: a person must sign in, or bring a token
    | "session_maximum" // renewing no longer lengthens the life
    | "store_degraded" // the store failed: what is won stays in memory
    | "signed_out";
  /** Names of the tokens concerned. */
  readonly tokens?: readonly string[];
  /** The token endpoint, such as `POST /auth/refresh`. */
  readonly grant?: string;
  /** Why, in a few words. */
  readonly reason?: string;
  /** ms that it took, store included. */
  readonly duration?: number;
  /** Calls that wait for the renewal; absent: nobody does. */
  readonly waiters?: number;
}
