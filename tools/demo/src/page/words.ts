import type { AuthEvent } from "@freshkey/auth-runtime";

const words: Readonly<Record<AuthEvent["type"], string>> = {
  issued: "got a token",
  renewed: "renewed the token",
  adopted: "took over the token that another tab had won",
  waited: "waited for another tab that was renewing",
  climbed: "had to give up a token",
  gated: "did not ask: it was told to wait",
  failed: "could not renew",
  rejected: "was refused by the API",
  interaction_needed: "needs a person: nothing renews the token",
  session_maximum: "saw that renewing gains no more time",
  store_degraded: "cannot reach its store",
  signed_out: "signed out",
};

const reasons: Readonly<Record<string, string>> = {
  ahead: "ahead of time",
  needed: "as a call needed it",
  "sign-in": "from the sign-in",
  elsewhere: "as another tab did",
  refused: "it was refused",
};

/** An event as a sentence without its subject. */
export function sentenceOf({ type, reason, waiters = 0 }: Pick<AuthEvent, "type" | "reason" | "waiters">): string {
  const why = reason === undefined ? "" : `, ${reasons[reason] ?? reason}`;
  return `${words[type]}${why}${waiters > 0 ? ` (${waiters} ${waiters === 1 ? "call waits" : "calls wait"})` : ""}`;
}
