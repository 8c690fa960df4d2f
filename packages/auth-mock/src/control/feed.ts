import { randomBytes } from "node:crypto";
import type { Delivery } from "../faults/delivery.ts";
import type { Told } from "./shapes.ts";

/** One thing that happened, before its secrets are hidden. */
export interface Happening {
  readonly event: keyof Told;
  /** Makes what is told of it. */
  readonly tell: () => unknown;
}

/** Tells listeners what happens, as server-sent events. */
export interface Feed {
  push(happening: Happening): void;
  /** Forgets what it could tell again. */
  forget(): void;
  /** A stream of events, from after `lastEventId` on where that is still known. Undefined: too many listen already. */
  open(lastEventId: string | undefined): Delivery | undefined;
  /** Ends all streams. */
  close(): void;
}

interface Listener {
  readonly waiting: string[];
  size: number;
  ended: boolean;
  wake: () => void;
  readonly over: AbortController;
}

/** As many as the journal keeps, so that no exchange among them is gone. */
const kept = 1_000;
const listeners = 16;
/** Characters that may wait for one listener. */
const patience = 1_048_576;
const heartbeat = 5_000;
const piece = 65_536;

export function createFeed(now: () => number): Feed {
  // A restarted mock counts anew: its numbers must not be taken for those of the last one.
  const run = randomBytes(6).toString("hex");
  let past: { readonly number: number; readonly happening: Happening }[] = [];
  let number = 0;
  let beat: NodeJS.Timeout | undefined;
  const all = new Set<Listener>();

  const join = (listener: Listener): void => {
    all.add(listener);
    beat ??= setInterval(() => {
      const text = write("clock", { now: now() } satisfies Told["clock"]);
      for (const one of all) send(one, text);
    }, heartbeat).unref();
  };
  const leave = (listener: Listener): void => {
    all.delete(listener);
    if (all.size > 0) return;
    clearInterval(beat);
    beat = undefined;
  };
  const send = (listener: Listener, text: string): void => {
    listener.waiting.push(text);
    listener.size += text.length;
    if (listener.size > patience) {
      leave(listener);
      listener.over.abort();
    }
    listener.wake();
  };
  const write = (event: keyof Told, told: unknown, id?: number): string => `${id === undefined ? "" : `id: ${run}.${id}\n`}event: ${event}\ndata: ${JSON.stringify(told)}\n\n`;

  const greet = (listener: Listener, lastEventId: string | undefined): void => {
    const last = lastEventId?.startsWith(`${run}.`) ? Number(lastEventId.slice(run.length + 1)) : Number.NaN;
    const resumed = last <= number && last >= number - Math.min(past.length, kept);
    const hello: Told["hello"] = { run, now: now(), resumed };
    send(listener, `retry: 1000\n${write("hello", hello, resumed ? last : number)}`);
    if (!resumed) return;
    for (const { number: at, happening } of past.slice(past.length - (number - last))) send(listener, write(happening.event, happening.tell(), at));
  };

  return {
    push(happening) {
      number += 1;
      past.push({ number, happening });
      if (past.length >= 2 * kept) past = past.slice(-kept);
      if (all.size === 0) return;
      const text = write(happening.event, happening.tell(), number);
      for (const listener of all) send(listener, text);
    },
    forget() {
      past = [];
    },
    open(lastEventId) {
      if (all.size >= listeners) return undefined;
      const listener: Listener = { waiting: [], size: 0, ended: false, wake: () => {}, over: new AbortController() };
      return {
        end: "end",
        whole: true,
        stale: false,
        over: listener.over.signal,
        open: async () => true,
        async *body(gone) {
          if (all.size >= listeners) return;
          const left = (): void => listener.wake();
          gone.addEventListener("abort", left);
          join(listener);
          greet(listener, lastEventId);
          try {
            while (!gone.aborted && !listener.over.signal.aborted) {
              if (listener.waiting.length > 0) yield Buffer.from(takePiece(listener));
              else if (listener.ended) return;
              else await new Promise<void>((wake) => (listener.wake = wake));
            }
          } finally {
            gone.removeEventListener("abort", left);
            leave(listener);
          }
        },
      };
    },
    close() {
      for (const listener of all) {
        listener.ended = true;
        listener.wake();
      }
    },
  };
}

function takePiece(listener: Listener): string {
  let text = "";
  while (text.length < piece && listener.waiting.length > 0) text += listener.waiting.shift();
  listener.size -= text.length;
  return text;
}
