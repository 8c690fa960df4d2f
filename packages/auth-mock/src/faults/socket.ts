import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Delivery } from "./delivery.ts";

const stale = new WeakSet<Socket>();

/** Whether the connection counts as closed since its last answer; it is then reset. */
export function resetStale({ socket }: IncomingMessage): boolean {
  if (!stale.has(socket)) return false;
  socket.resetAndDestroy();
  return true;
}

/** Sends an answer whose headers are set, as a fault wants it. Ends when the client goes away. */
export async function deliver(response: ServerResponse, status: number, delivery: Delivery): Promise<void> {
  const { socket } = response;
  const left = new AbortController();
  const gone = left.signal;
  if (!socket || socket.destroyed) return;
  response.once("close", () => left.abort());
  if (!(await delivery.open(gone))) return void (gone.aborted || socket.resetAndDestroy());

  if (delivery.stale) stale.add(socket);
  response.writeHead(status);
  response.flushHeaders();
  for await (const chunk of delivery.body(gone)) {
    if (!response.write(chunk)) await once(response, "drain", { signal: gone }).catch(() => undefined);
  }
  if (gone.aborted) return;
  if (delivery.end === "end") return void response.end();
  if (delivery.end === "close") return socket.destroySoon();
  // A reset takes back what the client has not read yet.
  await settled();
  if (!gone.aborted) socket.resetAndDestroy();
}

function settled(): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, 20);
  });
}
