import { useEffect, useState } from "preact/hooks";
import type { AccountView, ExchangeLine, FaultView, TokenView } from "../src/control/shapes.ts";
import type { Exchange } from "../src/journal.ts";

export type Whole = Exchange & { readonly number: number };

export interface State {
  readonly link: "connecting" | "live" | "lost";
  readonly specs: readonly string[];
  readonly operations: readonly string[];
  /** The mock's time `at`, when this page's own clock showed `read`; `rate` is 0 for a clock that stands. */
  readonly clock: { readonly at: number; readonly read: number; readonly rate: 0 | 1 };
  readonly accounts: readonly AccountView[];
  /** Of all accounts; not all need be here. */
  readonly accountCount: number;
  /** Oldest first. */
  readonly lines: readonly ExchangeLine[];
  readonly faults: readonly FaultView[];
  readonly secrets: boolean;
  readonly chosen: number | undefined;
  readonly detail: Whole | undefined;
  /** The last thing done, for people who see and who hear. */
  readonly said: { readonly text: string; readonly failed: boolean; readonly count: number };
}

let state: State = {
  link: "connecting",
  specs: [],
  operations: [],
  clock: { at: 0, read: 0, rate: 1 },
  accounts: [],
  accountCount: 0,
  lines: [],
  faults: [],
  secrets: false,
  chosen: undefined,
  detail: undefined,
  said: { text: "", failed: false, count: 0 },
};
const watchers = new Set<() => void>();

export function get(): State {
  return state;
}

export function set(part: Partial<State>): void {
  state = { ...state, ...part };
  for (const watcher of watchers) watcher();
}

export function say(text: string, failed: boolean = false): void {
  // Counted, so that the same words are heard twice.
  set({ said: { text, failed, count: state.said.count + 1 } });
}

/** A part of the state; the component is drawn again when it changes. */
export function use<Part>(pick: (state: State) => Part): Part {
  const [, draw] = useState<unknown>(pick(state));
  useEffect(() => {
    const watcher = (): void => draw(() => pick(state));
    watchers.add(watcher);
    watcher();
    return () => void watchers.delete(watcher);
  }, []);
  return pick(state);
}

/** The mock's time. */
export function now(): number {
  const { at, read, rate } = state.clock;
  return at + (performance.now() - read) * rate;
}

/** The mock's time, drawn again each second. */
export function useNow(): number {
  const [, draw] = useState(0);
  const clock = use((one) => one.clock);
  useEffect(() => {
    const timer = setInterval(() => draw(Math.floor(now() / 1000)), 250);
    return () => clearInterval(timer);
  }, [clock]);
  return now();
}

/** A token's state at this moment: nobody tells that one has died of age. */
export function stateAt({ state: told, expiresAt }: TokenView, at: number): TokenView["state"] {
  return told === "live" && expiresAt !== undefined && expiresAt <= at ? "expired" : told;
}
