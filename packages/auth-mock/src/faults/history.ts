import type { Issued, Ledger } from "../ledger.ts";

interface Dates {
  readonly issuedAt: number;
  revokedAt: number;
}

const dates = new WeakMap<Issued, Dates>();

/** The same ledger; it also notes when tokens were issued and revoked, so that a stale replica can be played. */
export function remember(ledger: Ledger, now: () => number): Ledger {
  const noting = (revoke: () => void): void => {
    const live = ledger.all.filter(({ revoked }) => !revoked);
    revoke();
    for (const token of live) {
      const noted = dates.get(token);
      if (token.revoked && noted) noted.revokedAt = now();
    }
  };
  return {
    ...ledger,
    issue: (token) => {
      const issued = ledger.issue(token);
      dates.set(issued, { issuedAt: now(), revokedAt: Number.POSITIVE_INFINITY });
      return issued;
    },
    revoke: (matches) => noting(() => ledger.revoke(matches)),
    revokeFamily: (family) => noting(() => ledger.revokeFamily(family)),
  };
}

/** The ledger as it was `lag` ms ago. Only its news are late, not its clock: tokens expire on time. */
export function asOf(ledger: Ledger, now: () => number, lag: number): Ledger {
  const then = now() - lag;
  return {
    ...ledger,
    find: (document, name, value) => {
      const token = ledger.find(document, name, value);
      return token && (dates.get(token)?.issuedAt ?? 0) <= then ? token : undefined;
    },
    state: (token) => {
      const { revokedAt = 0 } = dates.get(token) ?? {};
      if (token.revoked && revokedAt <= then) return "revoked";
      if (token.spentAt !== undefined && token.spentAt <= then) return "spent";
      return token.expiresAt !== undefined && token.expiresAt <= now() ? "expired" : "live";
    },
  };
}
