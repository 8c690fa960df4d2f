import type { Ledger } from "../ledger.ts";

/** The ledger as it was `lag` ms ago. Only its news are late, not its clock: tokens expire on time. */
export function asOf(ledger: Ledger, now: () => number, lag: number): Ledger {
  const then = now() - lag;
  return {
    ...ledger,
    find: (document, name, value) => {
      const token = ledger.find(document, name, value);
      return token && token.issuedAt <= then ? token : undefined;
    },
    state: ({ revokedAt, spentAt, expiresAt }) => {
      if (revokedAt !== undefined && revokedAt <= then) return "revoked";
      if (spentAt !== undefined && spentAt <= then) return "spent";
      return expiresAt !== undefined && expiresAt <= now() ? "expired" : "live";
    },
  };
}
