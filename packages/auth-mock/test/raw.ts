import { connect, type Socket } from "node:net";

/** What came back on one connection. */
export interface Heard {
  readonly text: string;
  /** The server ended it; false when the deadline came first. */
  readonly closed: boolean;
}

/** Sends bytes as they are and listens until the server ends the connection, `until` is satisfied, or the deadline (ms) has come. */
export function say(url: string, bytes: string | Uint8Array, { until = () => false, deadline = 10_000 }: { until?: (text: string) => boolean; deadline?: number } = {}): Promise<Heard> {
  return new Promise((done) => {
    const socket = connect(Number(/\d+$/.exec(url)?.[0]), "127.0.0.1");
    let text = "";
    const finish = (closed: boolean): void => {
      clearTimeout(late);
      socket.destroy();
      done({ text, closed });
    };
    const late = setTimeout(() => finish(false), deadline);
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString("latin1");
      if (until(text)) finish(false);
    });
    socket.on("error", () => undefined);
    socket.on("close", () => finish(true));
    socket.write(bytes);
  });
}

/** Sends one request that asks to be the last, and tells the status of its answer. */
export async function statusOf(url: string, head: string, body = ""): Promise<number> {
  const { text } = await say(url, `${head}\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n${body}`);
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1]);
}

/** Connections that say nothing. */
export async function openIdle(url: string, count: number): Promise<Socket[]> {
  return Promise.all(
    Array.from({ length: count }, () => {
      const socket = connect(Number(new URL(url).port), "127.0.0.1");
      socket.on("error", () => undefined);
      return new Promise<Socket>((done) => socket.once("connect", () => done(socket)));
    }),
  );
}
