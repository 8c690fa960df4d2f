import type { MockClock } from "../clock.ts";
import { kindOf, type Answer, type Driver } from "./driver.ts";
import { playProcess, type AnyStore } from "./process.ts";
import type { DataRequest } from "./request.ts";

/** Where a client of this process is to live. */
export interface Place<Store> {
  readonly server: string;
  readonly chain: string;
  /** Fits the chain. */
  readonly credentials: any;
  readonly store: Store;
  readonly fetch: typeof fetch;
  /** Absent: the machine's own. */
  readonly clock: MockClock | undefined;
  /** To be called whenever the client tells of a token. */
  readonly onEvent: () => void;
}

/** A client of this process. What it throws is told apart by `name` and `code`. */
export interface LocalClient {
  call(request: DataRequest, signal: AbortSignal): Promise<{ readonly status: number }>;
  signOut?(): Promise<unknown>;
}

/**
 * Drives a client in this process. Each gets a `fetch`, a clock and a store of its own that can be frozen or cut off, which stands for a process.
 *
 * @example
 * const driver = inProcess({ store: memoryStore, open: ({ server, credentials, store, fetch, clock }) => clientOf(createSession(…)) });
 */
export function inProcess<Store extends AnyStore>(what: { readonly store: () => Store; readonly open: (place: Place<Store>) => LocalClient }): Driver {
  const stores = new Map<string, Store>();
  return {
    can: new Set(["clock", "store", "freeze", "breakStore", "signOut", "abort", "events"]),
    async open({ server, chain, credentials, store: name, clock, callsInEvents }) {
      const own = stores.get(name) ?? what.store();
      stores.set(name, own);
      const life = playProcess();
      let calling = false;
      const onEvent = (): void => {
        if (!callsInEvents || calling) return;
        calling = true;
        // Its own events must not call again, or it would never end.
        void answer(() => client.call(callsInEvents, new AbortController().signal)).then(() => {
          calling = false;
        });
      };
      const client: LocalClient = what.open({ server, chain, credentials, store: life.store(own), fetch: life.fetch, clock: clock && life.clock(clock), onEvent });
      return {
        ...life,
        call: (request, signal) => answer(() => client.call(request, signal)),
        signOut: () => answer(async () => (await client.signOut?.(), { status: 204 })),
        kill: async () => life.kill(),
      };
    },
  };
}

async function answer(act: () => Promise<{ readonly status: number }>): Promise<Answer> {
  try {
    return { status: (await act()).status };
  } catch (error) {
    return { error: kindOf(error) };
  }
}
