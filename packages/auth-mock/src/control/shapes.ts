import type { Exchange } from "../journal.ts";
import type { TokenState } from "../ledger.ts";

/** A token as the control API shows it. Times are ms since the epoch, by the mock's clock. */
export interface TokenView {
  /** Unique in this mock; `POST /_mock/revoke` takes it. */
  readonly id: number;
  readonly name: string;
  readonly value: string;
  readonly state: TokenState;
  readonly issuedAt: number;
  readonly expiresAt?: number;
  readonly spentAt?: number;
  readonly revokedAt?: number;
  /** Tokens that descend from one login have the same. */
  readonly family: number;
}

/** One link of a chain, as the document writes it. */
export interface LinkView {
  readonly name: string;
  /** In ms. */
  readonly lifetime?: number;
  readonly rotation: "none" | "strict" | "grace";
}

/** Who logged in, and the tokens that came of it. */
export interface AccountView {
  readonly id: string;
  readonly document: string;
  readonly chain: string;
  /** The credentials that name it; never a secret. */
  readonly principal: Readonly<Record<string, string>>;
  /** Nearest to the API first. */
  readonly links: readonly LinkView[];
  /** How many tokens it was given; `tokens` may hold fewer. */
  readonly count: number;
  /** Oldest first. */
  readonly tokens: readonly TokenView[];
}

/** An exchange without its headers and bodies. */
export interface ExchangeLine extends Omit<Exchange, "request" | "response"> {
  /** Its place in all that the mock answered, from 1 on. */
  readonly number: number;
}

/** An armed fault as the control API shows it. */
export interface FaultView {
  readonly id: number;
  /** As it is written to arm it. */
  readonly fault: { readonly kind: string } & Readonly<Record<string, unknown>>;
  /** How many calls it has touched. */
  readonly hits: number;
  /** By the mock's clock; absent without `lasts`. */
  readonly endsAt?: number;
  /** No further call is touched. */
  readonly over: boolean;
}

/** What each event of `GET /_mock/events` carries. */
export interface Told {
  /** First of all. Not `resumed`: read everything anew. `run` differs after a restart. */
  readonly hello: { readonly run: string; readonly now: number; readonly resumed: boolean };
  readonly exchange: ExchangeLine;
  readonly token: { readonly account: string; readonly token: TokenView };
  /** So many tokens changed at once that it is better to read them anew. */
  readonly accounts: { readonly changed: number };
  /** The clock was moved, or just a sign of life. */
  readonly clock: { readonly now: number };
  readonly fault: FaultView;
  /** The journal was emptied. */
  readonly cleared: Readonly<Record<string, never>>;
}
