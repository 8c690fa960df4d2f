import { randomBytes } from "node:crypto";
import type { Rotation } from "./chains.ts";

/** A token that the mock gave out. */
export interface Issued {
  /** The document that it belongs to: two APIs may call their tokens alike. */
  readonly document: string;
  readonly name: string;
  readonly value: string;
  readonly family: Family;
  readonly rotation: Rotation;
  readonly issuedAt: number;
  readonly expiresAt: number | undefined;
  /** It was given out in a cookie. */
  readonly inCookie: boolean;
  spentAt: number | undefined;
  revokedAt: number | undefined;
  revoked: boolean;
}

/** Everything that descends from one login. */
export interface Family {
  readonly chain: string;
  /** Whose login it was, by the chain's `principal`: `["login=ada"]`. Never a secret. */
  readonly account: readonly string[];
  /** No token of it outlives this moment. */
  readonly endsAt: number | undefined;
  /** Values that its answers gave out and that are no tokens. */
  readonly values: Map<string, string>;
  readonly tokens: Set<Issued>;
}

export type TokenState = "live" | "expired" | "spent" | "revoked";

export interface Issue extends Pick<Issued, "document" | "name" | "family" | "rotation" | "expiresAt"> {
  readonly inCookie?: boolean;
}

export interface Ledger {
  /** Begins a family. */
  begin(login: Pick<Family, "chain" | "account">): Family;
  issue(token: Issue): Issued;
  find(document: string, name: string, value: string): Issued | undefined;
  state(token: Issued): TokenState;
  /** A spent token that its server still takes, because the answer to its first use may have been lost. Its age is not forgiven. */
  inGrace(token: Issued): boolean;
  /** Whoever comes with it has a copy. */
  isReuse(token: Issued): boolean;
  spend(token: Issued): void;
  revokeFamily(family: Family): void;
  revoke(matches: (token: Issued) => boolean): void;
  /** Remembers a value that is no token as given out. */
  learn(document: string, name: string, value: string): void;
  learned(document: string, name: string, value: string): boolean;
  /** Oldest first. Beyond the newest 10,000 the dead ones are forgotten, beyond 50,000 the living too. */
  readonly all: readonly Issued[];
}

const day = 86_400_000;
const keptDead = 10_000;
const kept = 50_000;
const sweepEvery = 1_000;

/** `sessionMaximum`: ms from a login on. */
export function createLedger(now: () => number, sessionMaximum?: number): Ledger {
  const all: Issued[] = [];
  const byValue = new Map<string, Issued>();
  const counts = new Map<string, number>();
  const values = new Set<string>();
  const key = (...parts: readonly string[]): string => JSON.stringify(parts);

  const end = (token: Issued): void => {
    token.revokedAt ??= now();
    token.revoked = true;
  };

  /** A rotating token is remembered a day longer, and a spent one until its own end or its family's: until then its return is reuse. */
  const isOver = ({ rotation, expiresAt, revokedAt }: Issued, at: number): boolean =>
    Math.min(expiresAt ?? Number.POSITIVE_INFINITY, revokedAt ?? Number.POSITIVE_INFINITY) <= at - (rotation === "none" ? 0 : day);

  const sweep = (): void => {
    const at = now();
    const excess = all.length - kept;
    const dead = all.length - keptDead;
    const left = all.filter((token, index) => {
      const stays = index >= excess && (index >= dead || !isOver(token, at));
      if (stays) return true;
      byValue.delete(token.value);
      token.family.tokens.delete(token);
      return false;
    });
    // In place: `all` has been handed out. A spread would be too many arguments.
    for (const [index, token] of left.entries()) all[index] = token;
    all.length = left.length;
  };

  const isOld = ({ expiresAt }: Issued): boolean => expiresAt !== undefined && expiresAt <= now();
  const isForgiven = ({ rotation, spentAt }: Issued): boolean => spentAt !== undefined && typeof rotation === "object" && now() - spentAt <= rotation.grace;

  return {
    all,
    begin: ({ chain, account }) => ({ chain, account, endsAt: sessionMaximum === undefined ? undefined : now() + sessionMaximum, values: new Map(), tokens: new Set() }),
    issue(token) {
      const count = (counts.get(token.name) ?? 0) + 1;
      counts.set(token.name, count);
      const issued: Issued = {
        ...token,
        value: `${token.name.replaceAll(/[^\w-]/g, "_")}-${count}-${randomBytes(16).toString("base64url")}`,
        issuedAt: now(),
        inCookie: token.inCookie ?? false,
        spentAt: undefined,
        revokedAt: undefined,
        revoked: false,
      };
      all.push(issued);
      byValue.set(issued.value, issued);
      token.family.tokens.add(issued);
      if (all.length > keptDead && all.length % sweepEvery === 0) sweep();
      return issued;
    },
    find(document, name, value) {
      const token = byValue.get(value);
      return token?.document === document && token.name === name ? token : undefined;
    },
    state(token) {
      if (token.revoked) return "revoked";
      if (token.spentAt !== undefined) return "spent";
      return isOld(token) ? "expired" : "live";
    },
    inGrace: (token) => !token.revoked && isForgiven(token) && !isOld(token),
    isReuse: (token) => !token.revoked && token.spentAt !== undefined && !isForgiven(token),
    spend(token) {
      if (token.rotation !== "none") token.spentAt ??= now();
    },
    revoke(matches) {
      for (const token of all) if (matches(token)) end(token);
    },
    revokeFamily(family) {
      for (const token of family.tokens) end(token);
    },
    learn: (...parts) => void values.add(key(...parts)),
    learned: (...parts) => values.has(key(...parts)),
  };
}
