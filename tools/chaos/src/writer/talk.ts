/** Where a writer's tokens are kept. */
export type Place = { readonly kind: "file"; readonly root: string } | { readonly kind: "redis"; readonly socket: string };

/** What a writer is started with. */
export interface Setting {
  readonly name: number;
  readonly url: string;
  readonly place: Place;
  readonly rotation: "strict" | "grace";
  /** How far virtual time has come, and how far this process is off, ms. */
  readonly at: number;
  readonly skew: number;
}

/**
 * Where a writer can be held, for good or for a while.
 * `intent linked`, `tokens linked`: the name is taken in the file store, and not yet listed, or told of. In Redis: written, and not yet told of.
 * `answered`: the token endpoint's answer is there, and nothing is stored.
 */
export type Point = "intent linked" | "tokens linked" | "answered";

/** What a writer is told. */
export type Order =
  | { readonly id: number; readonly do: "step"; readonly ms: number }
  | { readonly id: number; readonly do: "call" }
  | { readonly id: number; readonly do: "arm"; readonly point?: Point | undefined }
  | { readonly id: number; readonly do: "forget" };

/** What a writer has seen so far. */
export interface Seen {
  readonly loads: number;
  readonly swaps: number;
  /** Swaps that others were ahead of. */
  readonly lost: number;
  /** The lost ones that had tokens of a grant to store: late writes of a holder. */
  readonly late: number;
  /** Generations or epochs that went back. */
  readonly regressions: number;
  /** Records that could not be read, and failures of the store. */
  readonly unreadable: number;
  readonly degraded: number;
}

/** What a writer says. */
export type Report =
  | { readonly say: "ready" }
  | { readonly say: "done"; readonly id: number; readonly seen: Seen; readonly status?: number; readonly tag?: string; readonly error?: string }
  | { readonly say: "intent"; readonly intent: string }
  | { readonly say: "at"; readonly point: Point };
