import type { Chain } from "./chains.ts";

/** Counts logins that were refused, and shuts an account out when there were too many in a row. */
export interface LoginGate {
  /** Seconds until the account may try again; undefined when it may at once. */
  shutFor(account: string): number | undefined;
  failed(account: string): void;
  succeeded(account: string): void;
}

/** How long an account is shut out, ms. */
const shutFor = 30_000;

/** Whoever tries a thousand names must not fill the memory. */
const kept = 1_000;

/** What a `locked` secret is told, in seconds. */
export const lockedFor: number = shutFor / 1000;

export const openGate: LoginGate = { shutFor: () => undefined, failed: () => {}, succeeded: () => {} };

export function createLoginGate(now: () => number, allowed = 5): LoginGate {
  const accounts = new Map<string, { failures: number; until: number }>();
  return {
    shutFor(account) {
      const left = (accounts.get(account)?.until ?? 0) - now();
      return left > 0 ? Math.ceil(left / 1000) : undefined;
    },
    failed(account) {
      const before = accounts.get(account);
      // A gate that has opened again counts anew.
      const failures = (before === undefined || before.until > 0 ? 0 : before.failures) + 1;
      accounts.delete(account);
      accounts.set(account, { failures, until: failures >= allowed ? now() + shutFor : 0 });
      const [oldest] = accounts.keys();
      if (accounts.size > kept && oldest !== undefined) accounts.delete(oldest);
    },
    succeeded: (account) => void accounts.delete(account),
  };
}

/** Whose login it is, by the chain's `principal`: `["login=ada"]`. */
export function accountOf({ principal }: Chain, { credentials, values }: { readonly credentials: Readonly<Record<string, unknown>>; readonly values: Readonly<Record<string, string>> }): string[] {
  return principal.flatMap((name) => {
    const value = credentials[name] ?? values[name];
    return value === undefined ? [] : [`${name}=${String(value)}`];
  });
}

/** What is presented under the names that the chain's schema marks `format: password`. */
export function secretsOf({ credentials: { properties = {} } }: Chain, credentials: Readonly<Record<string, unknown>>): unknown[] {
  return Object.entries(credentials).flatMap(([name, value]) => ((properties[name] as { format?: unknown } | undefined)?.format === "password" ? [value] : []));
}
