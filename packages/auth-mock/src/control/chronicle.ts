import type { Family, Issued, Ledger } from "../ledger.ts";
import type { TokenView } from "./shapes.ts";

/** A ledger that is watched: it tells what changes. */
export interface Chronicle extends Ledger {
  view(token: Issued): TokenView;
  /** By the id of its view. */
  byId(id: number): Issued | undefined;
}

/** Watches a ledger. `changed` hears of tokens that were issued, spent or revoked together. */
export function createChronicle(ledger: Ledger, changed: (tokens: readonly Issued[]) => void): Chronicle {
  const tokens = createNumbers<Issued>();
  const families = createNumbers<Family>();

  const revoking = (candidates: Iterable<Issued>, revoke: () => void): void => {
    const live = [...candidates].filter(({ revoked }) => !revoked);
    revoke();
    const fresh = live.filter(({ revoked }) => revoked);
    if (fresh.length > 0) changed(fresh);
  };

  return {
    ...ledger,
    get all() {
      return ledger.all;
    },
    issue(wanted) {
      const token = ledger.issue(wanted);
      // In the order in which they were given out, not in which they are looked at.
      tokens(token);
      families(token.family);
      changed([token]);
      return token;
    },
    spend(token) {
      const before = token.spentAt;
      ledger.spend(token);
      if (token.spentAt !== before) changed([token]);
    },
    revoke: (matches) => revoking(ledger.all, () => ledger.revoke(matches)),
    revokeFamily: (family) => revoking(family.tokens, () => ledger.revokeFamily(family)),
    view(token) {
      const { name, value, family, issuedAt, expiresAt, spentAt, revokedAt } = token;
      return {
        id: tokens(token),
        name,
        value,
        state: ledger.state(token),
        issuedAt,
        ...(expiresAt !== undefined && { expiresAt }),
        ...(spentAt !== undefined && { spentAt }),
        ...(revokedAt !== undefined && { revokedAt }),
        family: families(family),
      };
    },
    byId: (id) => ledger.all.find((token) => tokens(token) === id),
  };
}

/** Numbers things from 1 on. */
function createNumbers<Thing extends WeakKey>(): (thing: Thing) => number {
  const numbers = new WeakMap<Thing, number>();
  let last = 0;
  return (thing) => {
    const number = numbers.get(thing) ?? ++last;
    numbers.set(thing, number);
    return number;
  };
}
