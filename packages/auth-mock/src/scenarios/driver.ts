import type { MockClock } from "../clock.ts";
import type { DataRequest } from "./request.ts";
import type { ErrorKind, StoreTrouble } from "./scenario.ts";

/** What a client, or what drives it, may be able to do. */
export type Ability = "clock" | "store" | "freeze" | "breakStore" | "signOut" | "abort" | "events";

/** What became of a call: the status of an answer, or why there is none. */
export type Answer = { readonly status: number; readonly error?: never } | { readonly error: ErrorKind; readonly status?: never };

/** What a client is opened with. */
export interface Opening {
  /** `A`, `B` and so on. */
  readonly client: string;
  /** Stands for every server of the document. */
  readonly server: string;
  /** The document's name, `simacan`. */
  readonly spec: string;
  /** The name of the chain in the document. */
  readonly chain: string;
  readonly credentials: Readonly<Record<string, unknown>>;
  /** Names the store: clients that are given the same one share it. A folder of that name may be made. */
  readonly store: string;
  /** The mock's clock, or one that is off; absent when the client is to go by its own. */
  readonly clock?: MockClock;
  /** Make one call whenever the client tells of a token. */
  readonly callsInEvents?: DataRequest;
}

/** A client that is open. */
export interface DrivenClient {
  /** Makes a call. Resolves, whatever becomes of it. */
  call(request: DataRequest, signal: AbortSignal): Promise<Answer>;
  /** Ends the client's process where it stands: nothing of what it is doing goes on. */
  kill(): Promise<void>;
  signOut?(): Promise<Answer>;
  freeze?(): void;
  thaw?(): void;
  breakStore?(so: StoreTrouble): void;
  mendStore?(): void;
  /** The mock's clock was moved on. */
  advanced?(ms: number, now: number): Promise<void>;
}

/** Makes clients of one kind do things. */
export interface Driver {
  readonly can: ReadonlySet<Ability>;
  /** Names of the documents that it has a client for. Absent: any. */
  readonly specs?: ReadonlySet<string>;
  /** A rejection is the client's failure. */
  open(opening: Opening): Promise<DrivenClient>;
}

/** What kind of error something is that a client threw: by `name` and `code`, as our own errors have them. */
export function kindOf(error: unknown): ErrorKind {
  const { name, code } = (error ?? {}) as { name?: string; code?: string };
  if (name === "AbortError") return "aborted";
  if (name === "ReauthenticationRequiredError") return "needs-login";
  if (code === "rate_limited") return "rate-limited";
  if (name === "TokenEndpointError" || name === "AuthError" || name === "TimeoutError" || (name === "TypeError" && /fetch failed|terminated/.test((error as Error).message))) return "unavailable";
  return "other";
}
