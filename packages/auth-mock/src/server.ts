import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { guardHosts, urlOf } from "./control/hosts.ts";
import { AuthMockError } from "./error.ts";
import { deliver, resetStale } from "./faults/socket.ts";
import { bodyLimit, type Outgoing } from "./handle.ts";
import type { Incoming } from "./request.ts";

export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

/** Where to listen, and by which names to be called. */
export interface Place {
  readonly port: number;
  readonly host: string;
  readonly allowHosts: readonly string[] | undefined;
}

/** Serves a function from request to answer. */
export async function listen(answer: (incoming: Incoming) => Promise<Outgoing>, { port, host, allowHosts }: Place): Promise<Listening> {
  const refuseHost = guardHosts(allowHosts);
  const server = createServer((request, response) => {
    if (resetStale(request)) return;
    read(request)
      .then((incoming) => refuseHost(incoming.headers["host"]) ?? answer(incoming))
      .then((outgoing) => write(response, outgoing))
      // The caller has gone: nobody is left to be told.
      .catch(() => response.destroy());
  });
  await started(server, port, host);
  return {
    url: urlOf(host, (server.address() as AddressInfo).port),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function started(server: Server, port: number, host: string): Promise<void> {
  return new Promise((done, fail) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const hint = error.code === "EADDRINUSE" ? "is taken. Choose another, or 0 for a free one" : `of ${host} cannot be listened on (${error.code})`;
      fail(new AuthMockError(`Port ${port} ${hint}.`));
    });
    server.listen(port, host, done);
  });
}

async function read(request: IncomingMessage): Promise<Incoming> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Read to its end even so: a client that still writes would not see the answer. One byte too many is enough to refuse it.
    if (size <= bodyLimit) chunks.push(chunk);
    else if (chunks.length > 0) chunks.splice(0, chunks.length, Buffer.alloc(bodyLimit + 1, " "));
  }
  const [path = "/", ...query] = (request.url ?? "/").split("?");
  const headers = Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : (value ?? "")]);
  return {
    method: request.method ?? "GET",
    path,
    query: query.join("?"),
    headers: { ...Object.fromEntries(headers), "content-length": String(size) },
    body: Buffer.concat(chunks).toString("utf8"),
  };
}

function write(response: ServerResponse, { status, headers, body, delivery }: Outgoing): void | Promise<void> {
  response.sendDate = false;
  for (const [name, value] of headers) response.appendHeader(name, value);
  if (delivery) return deliver(response, status, delivery);
  response.writeHead(status);
  response.end(body);
}
