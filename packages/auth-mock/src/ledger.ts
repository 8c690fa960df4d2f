import { randomBytes } from "node:crypto";
import type { Rotation } from "./chains.ts";

/** A token that the mock gave out. */
export interface Issued {
  /** The document that it belongs to: two APIs may call their tokens alike. */
  readonly document: string;
  readonly name: string;
  readonly value: string;
  /** Everything that descends from one login. */
  readonly family: Family;
  readonly rotation: Rotation;
  readonly expiresAt: number | undefined;
  spentAt: number | undefined;
  revoked: boolean;
}

export interface Family {
  /** Values that its answers gave out and that are no tokens. */
  readonly values: Map<string, string>;
}

export type TokenState = "live" | "expired" | "spent" | "revoked";

export interface Ledger {
  issue(token: { document: string; name: string; family: Family; rotation: Rotation; expiresAt: number | undefined }): Issued;
  find(document: string, name: string, value: string): Issued | undefined;
  state(token: Issued): TokenState;
  /** A spent token that its server still takes, because the answer to its first use may have been lost. */
  inGrace(token: Issued): boolean;
  spend(token: Issued): void;
  revokeFamily(family: Family): void;
  revoke(matches: (token: Issued) => boolean): void;
  /** Remembers a value that is no token as given out. */
  learn(document: string, name: string, value: string): void;
  learned(document: string, name: string, value: string): boolean;
  readonly all: readonly Issued[];
}

export function createLedger(now: () => number): Ledger {
  const all: Issued[] = [];
  const byValue = new Map<string, Issued>();
  const counts = new Map<string, number>();
  const values = new Set<string>();
  const key = (...parts: readonly string[]): string => JSON.stringify(parts);

  const revoke = (matches: (token: Issued) => boolean): void => {
    for (const token of all) if (matches(token)) token.revoked = true;
  };

  return {
    all,
    issue(token) {
      const count = (counts.get(token.name) ?? 0) + 1;
      counts.set(token.name, count);
      const issued: Issued = {
        ...token,
        value: `${token.name.replaceAll(/[^\w-]/g, "_")}-${count}-${randomBytes(16).toString("base64url")}`,
        spentAt: undefined,
        revoked: false,
      };
      all.push(issued);
      byValue.set(issued.value, issued);
      return issued;
    },
    find(document, name, value) {
      const token = byValue.get(value);
      return token?.document === document && token.name === name ? token : undefined;
    },
    state(token) {
      if (token.revoked) return "revoked";
      if (token.spentAt !== undefined) return "spent";
      return token.expiresAt !== undefined && token.expiresAt <= now() ? "expired" : "live";
    },
    inGrace: ({ rotation, spentAt, revoked }) => !revoked && spentAt !== undefined && typeof rotation === "object" && now() - spentAt <= rotation.grace,
    spend(token) {
      if (token.rotation !== "none") token.spentAt ??= now();
    },
    revoke,
    learn: (...parts) => void values.add(key(...parts)),
    learned: (...parts) => values.has(key(...parts)),
    revokeFamily: (family) => revoke((token) => token.family === family),
  };
}
