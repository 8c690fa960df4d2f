import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Delivery } from "./delivery.ts";

const stale = new WeakSet<Socket>();

/** Connections below TLS, by both their ends: only a plain one can be reset. */
const plain = new Map<string, Socket>();

/** Keeps a connection in mind that TLS is about to be laid over. */
export function keepPlain(socket: Socket): void {
  const ends = endsOf(socket);
  plain.set(ends, socket);
  socket.once("close", () => plain.delete(ends));
}

function reset(socket: Socket): void {
  (plain.get(endsOf(socket)) ?? socket).resetAndDestroy();
}

function endsOf({ localAddress, localPort, remoteAddress, remotePort }: Socket): string {
  return [localAddress, localPort, remoteAddress, remotePort].join(" ");
}

/** Whether the connection counts as closed since its last answer; it is then reset. */
export function resetStale({ socket }: IncomingMessage): boolean {
  if (!stale.has(socket)) return false;
  reset(socket);
  return true;
}

/** Sends an answer whose headers are set, as a fault wants it. Ends when the client goes away. */
export async function deliver(response: ServerResponse, status: number, delivery: Delivery): Promise<void> {
  const { socket } = response.req;
  await turnOf(response);
  const left = new AbortController();
  const gone = delivery.over ? AbortSignal.any([left.signal, delivery.over]) : left.signal;
  if (socket.destroyed) return;
  response.once("close", () => left.abort());
  if (!(await delivery.open(gone))) return void (gone.aborted || reset(socket));

  if (delivery.stale) stale.add(socket);
  response.writeHead(status);
  response.flushHeaders();
  for await (const chunk of delivery.body(gone)) {
    if (!response.write(chunk)) await once(response, "drain", { signal: gone }).catch(() => undefined);
  }
  if (delivery.over?.aborted) return void socket.destroy();
  if (gone.aborted) return;
  if (delivery.end === "end") return void response.end();
  if (delivery.end === "close") return socket.destroySoon();
  // A reset takes back what the client has not read yet.
  await settled();
  if (!gone.aborted) reset(socket);
}

/** Of several requests on one connection the earlier ones are answered first. */
async function turnOf(response: ServerResponse): Promise<void> {
  if (response.socket) return;
  const over = new AbortController();
  await Promise.race([once(response, "socket", over), once(response.req.socket, "close", over)]).catch(() => undefined);
  over.abort();
}

function settled(): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, 20);
  });
}
