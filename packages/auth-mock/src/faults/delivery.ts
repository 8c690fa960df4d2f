import type { MockClock } from "../clock.ts";
import type { Outgoing } from "../handle.ts";
import { broken } from "./broken.ts";

/** How an answer travels. Absent parts are as they should be. */
export interface Wire {
  /** ms before the head, by the mock's clock. */
  readonly wait?: number;
  /** What happens where the head should come. */
  readonly head?: "hang" | "reset";
  /** Spaces follow the body up to that many bytes. */
  readonly fill?: number;
  readonly bytesPerSecond?: number;
  /** After that many bytes of the body. */
  readonly stop?: { readonly after: number; readonly then: "end" | "close" | "reset" };
  /** The next request on the same connection is reset. */
  readonly stale?: boolean;
}

/** The way of one answer to the client, over a socket or not. */
export interface Delivery {
  /** Waits until the head may go out. False: it never will, and the connection is to be reset. */
  open(gone: AbortSignal): Promise<boolean>;
  /** Stops by itself when the client has gone, throws when the mock closes. */
  body(gone: AbortSignal): AsyncGenerator<Uint8Array, void>;
  readonly end: "end" | "close" | "reset";
  /** Nothing of the body is kept back. */
  readonly whole: boolean;
  readonly stale: boolean;
  /** Cuts the connection at once, even while its client does not read. */
  readonly over?: AbortSignal;
}

const piece = 65_536;
const tick = 50;

export function createDelivery(wire: Wire, { body }: Outgoing, bodiless: boolean, clock: MockClock, closing: AbortSignal): Delivery {
  const { wait, head, fill = 0, bytesPerSecond, stop, stale = false } = wire;
  const content = Buffer.from(body);
  const full = bodiless ? 0 : Math.max(content.length, fill);
  const size = Math.min(full, stop?.after ?? full);
  const step = Math.max(1, Math.floor(((bytesPerSecond ?? 0) * tick) / 1000));

  return {
    end: stop?.then ?? "end",
    whole: size === full,
    stale,
    async open(gone) {
      const over = AbortSignal.any([gone, closing]);
      if (wait !== undefined) await passing(clock, wait, over);
      if (head === "hang") await aborted(over);
      return head === undefined && !over.aborted;
    },
    async *body(gone) {
      const over = AbortSignal.any([gone, closing]);
      const length = bytesPerSecond === undefined ? piece : Math.min(step, piece);
      for (let at = 0; at < size && !over.aborted; at += length) {
        if (bytesPerSecond !== undefined && at > 0) await passing(clock, (length * 1000) / bytesPerSecond, over);
        const end = Math.min(at + length, size);
        const own = content.subarray(at, end);
        yield own.length === end - at ? own : Buffer.concat([own, Buffer.alloc(end - at - own.length, " ")]);
      }
      if (closing.aborted && !gone.aborted) throw broken("terminated", "ECONNRESET");
    },
  };
}

/** Ends early when `over` is aborted. */
function passing(clock: MockClock, ms: number, over: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (over.aborted) return done();
    const finish = (): void => {
      cancel();
      over.removeEventListener("abort", finish);
      done();
    };
    const cancel = clock.after(ms, finish);
    over.addEventListener("abort", finish);
  });
}

function aborted(over: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (over.aborted) done();
    else over.addEventListener("abort", () => done(), { once: true });
  });
}
