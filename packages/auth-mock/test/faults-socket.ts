import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** A connection that is read by hand: what arrived, and how it ended. */
export interface Line {
  send(method: string, path: string): void;
  /** All that has arrived so far. */
  readonly received: string;
  /** `open`, `closed` (in order) or the code of the error. */
  readonly state: string;
  /** Until that much (a text or a number of bytes) has arrived. */
  until(wanted: string | number): Promise<void>;
  /** Until the connection has ended; tells its state. */
  ended(): Promise<string>;
  leave(): void;
}

export async function dial(url: string): Promise<Line> {
  const { hostname, port } = new URL(url);
  const socket: Socket = connect(Number(port), hostname);
  let received = "";
  let state = "open";
  let told = (): void => {};
  socket.setEncoding("utf8");
  socket.on("data", (chunk: string) => {
    received += chunk;
    told();
  });
  socket.on("error", (error: NodeJS.ErrnoException) => {
    state = error.code ?? "error";
  });
  const closed = new Promise<string>((done) => {
    socket.once("close", () => {
      if (state === "open") state = "closed";
      told();
      done(state);
    });
  });
  await once(socket, "connect");
  return {
    send: (method, path) => void socket.write(`${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`),
    get received() {
      return received;
    },
    get state() {
      return state;
    },
    async until(wanted) {
      const there = (): boolean => (typeof wanted === "number" ? received.length >= wanted : received.includes(wanted));
      while (!there()) {
        if (state !== "open") throw new Error(`The connection ended first: ${state}`);
        await new Promise<void>((done) => {
          told = done;
        });
      }
    },
    ended: () => closed,
    leave: () => void socket.destroy(),
  };
}

/** The code of what a failed `fetch` or a broken body was caused by. */
export async function codeOf(failing: Promise<unknown>): Promise<string> {
  try {
    await failing;
    return "no failure";
  } catch (error) {
    return (error as { cause?: { code?: string } }).cause?.code ?? String(error);
  }
}

export function bodyOf(received: string): string {
  return received.slice(received.indexOf("\r\n\r\n") + 4);
}
