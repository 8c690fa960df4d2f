import type { MockClock } from "../clock.ts";
import type { StoreTrouble } from "./scenario.ts";

/** A token store, as far as it matters here. */
export interface AnyStore {
  load(key: string): Promise<any>;
  swap(...args: any[]): Promise<any>;
  watch?(key: string, callback: () => void): () => void;
}

/** Plays a process of its own: all that its client sees of the world can be stopped, for a while or for good. */
export interface PlayedProcess {
  readonly fetch: typeof fetch;
  store<Store extends AnyStore>(store: Store): Store;
  clock(clock: MockClock): MockClock;
  freeze(): void;
  thaw(): void;
  kill(): void;
  breakStore(so: StoreTrouble): void;
  mendStore(): void;
}

const never = (): Promise<never> => new Promise(() => {});

export function playProcess(): PlayedProcess {
  const death = new AbortController();
  let dead = false;
  let frozen: { readonly thawed: Promise<void>; readonly thaw: () => void } | undefined;
  let trouble: StoreTrouble | undefined;

  /** Nothing passes a dead process, and a frozen one only later. */
  async function gate(): Promise<void> {
    while (frozen) await frozen.thawed;
    if (dead) await never();
  }
  const through =
    <Args extends unknown[], Result>(act: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      if (dead || frozen) await gate();
      try {
        return await act(...args);
      } finally {
        if (dead || frozen) await gate();
      }
    };
  const broken = (isWrite: boolean): Promise<void> | undefined => {
    if (trouble === "hangs") return never();
    if (trouble === "fails" || (trouble === "refusesWrites" && isWrite)) return Promise.reject(Object.assign(new Error("The store is broken."), { code: "EIO" }));
    return undefined;
  };

  return {
    // A killed process closes its sockets.
    fetch: through((input: RequestInfo | URL, init?: RequestInit) => {
      const given = init?.signal ?? (input instanceof Request ? input.signal : undefined);
      return fetch(input, { ...init, signal: given ? AbortSignal.any([given, death.signal]) : death.signal });
    }),
    store: (store) => ({
      ...store,
      load: through(async (key: string) => (await broken(false), store.load(key))),
      swap: through(async (...args: any[]) => (await broken(true), store.swap(...args))),
      ...(store.watch && {
        watch: (key: string, callback: () => void) =>
          (store.watch as NonNullable<AnyStore["watch"]>)(key, () => {
            if (dead || frozen) void gate().then(callback);
            else callback();
          }),
      }),
    }),
    clock: (clock) => ({
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      after: (ms, callback) =>
        clock.after(ms, () => {
          if (dead || frozen) void gate().then(callback);
          else callback();
        }),
    }),
    freeze() {
      if (frozen) return;
      let thaw = (): void => {};
      const thawed = new Promise<void>((done) => {
        thaw = done;
      });
      frozen = { thawed, thaw };
    },
    thaw() {
      const { thaw } = frozen ?? {};
      frozen = undefined;
      thaw?.();
    },
    kill() {
      dead = true;
      death.abort();
      const { thaw } = frozen ?? {};
      frozen = undefined;
      thaw?.();
    },
    breakStore: (so) => {
      trouble = so;
    },
    mendStore: () => {
      trouble = undefined;
    },
  };
}
