import type { Parts } from "./proof.ts";
import { same } from "./proof.ts";

/** Where sign-ins wait for their person: `sessionStorage`, or what is like it. */
export type PendingStorage = Pick<Storage, "getItem" | "setItem">;

/** A sign-in that waits. Of one that is used only the state is left. */
export interface Pending extends Partial<Parts> {
  readonly state: string;
  /** ms since the epoch. */
  readonly at: number;
  readonly used?: boolean;
}

/** The sign-ins of this tab. */
export interface Desk {
  add(pending: Pending): void;
  /** The one with this state, for its only use: at once it is a used one, before anything is awaited. */
  claim(state: string): Pending | undefined;
}

const key = "@freshkey/twilio-flex/sso";
const kept = 4;

/** Without a storage that works they wait in memory, and do not survive that the page is left. */
export function openDesk(storage: PendingStorage | undefined): Desk {
  let memory: readonly Pending[] = [];
  const place = (): PendingStorage => storage ?? globalThis.sessionStorage;
  const read = (): readonly Pending[] => {
    try {
      const found: unknown = JSON.parse(place().getItem(key) ?? "[]");
      return [...(Array.isArray(found) ? found : []), ...memory].filter((one) => typeof one?.state === "string");
    } catch {
      return memory;
    }
  };
  const write = (all: readonly Pending[]) => {
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
      const [found] = all.filter((one) => same(one.state, state));
      if (found) write(all.map((one) => (one === found ? { state: one.state, at: one.at, used: true } : one)));
      return found;
    },
  };
}
