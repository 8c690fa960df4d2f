import { same } from "./proof.ts";

/** Where sign-ins wait for their person: `sessionStorage`, or what is like it. */
export type PendingStorage = Pick<Storage, "getItem" | "setItem">;

/** What is kept of every sign-in. Of one that is used nothing else is left. */
export interface Pending {
  readonly state: string;
  /** ms since the epoch. */
  readonly at: number;
  readonly used?: boolean;
}

/** The sign-ins of this tab. */
export interface Desk<Parts> {
  add(pending: Parts & Pending): void;
  /** The one with this state, for its only use: at once it is a used one, before anything is awaited. */
  claim(state: string): (Partial<Parts> & Pending) | undefined;
}

const kept = 4;

/** Keeps sign-ins under `key`, in the tab's own storage if none is given. Without one that works they wait in memory, and do not survive that the page is left. */
export function openDesk<Parts>(key: string, storage: PendingStorage | undefined): Desk<Parts> {
  type Kept = Partial<Parts> & Pending;
  let memory: readonly Kept[] = [];
  const place = (): PendingStorage => storage ?? globalThis.sessionStorage;
  const read = (): readonly Kept[] => {
    try {
      // Nothing there, or no list: that throws.
      return [...JSON.parse(place().getItem(key) as string), ...memory].filter((one) => typeof one?.state === "string");
    } catch {
      return memory;
    }
  };
  const write = (all: readonly Kept[]) => {
    const last = all.slice(-kept);
    memory = [];
    try {
      place().setItem(key, JSON.stringify(last));
    } catch {
      memory = last;
    }
  };
  return {
    add: (pending) => write([...read(), pending]),
    claim(state) {
      const all = read();
      const mine = all.filter((one) => same(one.state, state));
      // A storage that takes no more still holds it as it was.
      const found = mine.find(({ used }) => used) ?? mine[0];
      if (found) write(all.map((one) => (mine.includes(one) ? ({ state: one.state, at: one.at, used: true } as Kept) : one)));
      return found;
    },
  };
}
