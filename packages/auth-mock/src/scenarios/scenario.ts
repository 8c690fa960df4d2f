import type { PlannedResponse } from "../handle.ts";
import type { AuthMockOptions } from "../start.ts";

/** A figure: exact, or with an end. */
export type Count = number | { readonly atLeast?: number; readonly atMost?: number };

export type Counted = "logins" | "refreshes" | "lookups" | "renewals" | "tokenCalls" | "data" | "signOuts";
export type Total = "alarms" | "presentedTwice" | "leaks" | "strangers" | "changedBodies";

/** How a call may end without an answer. */
export type ErrorKind = "needs-login" | "rate-limited" | "unavailable" | "aborted" | "other";

export type Counts = { readonly [Name in Counted]?: Count };
export type Expectation = Counts & { readonly answers?: Readonly<Record<string, Count>> };

export interface ClientSetup {
  readonly account?: "first" | "second";
  readonly password?: "right" | "wrong";
  readonly credentials?: Readonly<Record<string, unknown>>;
  readonly callsInEvents?: boolean;
}

export interface Calls {
  readonly times?: number;
  readonly over?: number;
  readonly inARow?: boolean;
  readonly by?: string | readonly string[];
  readonly operation?: string;
  readonly body?: unknown;
  readonly as?: string;
}

export type StoreTrouble = "fails" | "refusesWrites" | "hangs";

/** What a step may do; each does one thing. */
export interface Actions {
  readonly call: number | Calls;
  readonly finish: string;
  readonly abort: string;
  readonly waitFor: Counts;
  readonly rest: number;
  readonly advance: string | { readonly lives?: number; readonly refreshLives?: number };
  readonly revoke: string;
  readonly fault: Readonly<Record<string, unknown>>;
  readonly endFaults: true;
  readonly respond: { readonly to: string } & PlannedResponse;
  readonly signOut: string;
  readonly kill: string;
  readonly open: string;
  readonly freeze: string;
  readonly thaw: string;
  readonly breakStore: { readonly of: string; readonly so: StoreTrouble };
  readonly mendStore: string;
}

export type Step = Partial<Actions> & {
  readonly expect?: Expectation;
  /** Where it stands in its file. */
  readonly line: number;
};

export type Need = "refresh" | "rotation" | "lookup" | "signOut" | "password" | "body";

/** One scenario file, read and checked. */
export interface Scenario {
  readonly id: string;
  /** What is promised. */
  readonly title: string;
  readonly why: string;
  readonly specs?: readonly string[];
  readonly needs?: readonly Need[];
  readonly setup?: {
    readonly clients?: Readonly<Record<string, ClientSetup>>;
    readonly mock?: Pick<AuthMockOptions, "leniency" | "sessionMaximum" | "failedLogins">;
    readonly store?: "own" | "shared";
    readonly clock?: "mock" | "own" | { readonly ahead?: string; readonly behind?: string };
  };
  readonly steps: readonly Step[];
  readonly expect?: { readonly [Name in Total]?: Count };
}
