import { AuthError } from "../errors.ts";

/** Why a store could not do its work. A closed list. */
export type StoreErrorReason = "busy" | "denied" | "failed" | "full" | "newer_schema" | "no_hard_links" | "other_owner" | "read_only" | "symlink" | "timeout" | "too_open" | "wrong_kind";

/**
 * What a store throws when it cannot do its work. Its message says what to do; nothing in it holds a secret.
 * A session does not hand it on: it goes on in memory and tells of it in the event `store_degraded`.
 */
export class StoreError extends AuthError {
  override name = "StoreError";
  readonly reason: StoreErrorReason;
  constructor(reason: StoreErrorReason, message: string) {
    super("store_failed", message);
    this.reason = reason;
  }
}
