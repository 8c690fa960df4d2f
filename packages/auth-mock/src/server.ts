import { createServer as createPlainServer, type IncomingMessage, type RequestListener, type Server, type ServerOptions, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { guardHosts, urlOf } from "./control/hosts.ts";
import { refuse } from "./control/reply.ts";
import { AuthMockError } from "./error.ts";
import { deliver, keepPlain, resetStale } from "./faults/socket.ts";
import { bodyLimit, type Outgoing } from "./handle.ts";
import type { Incoming } from "./request.ts";
import { readTarget } from "./target.ts";
import type { Certificate } from "./tls.ts";

export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

/** Where to listen, and by which names to be called. */
export interface Place {
  readonly port: number;
  readonly host: string;
  readonly allowHosts: readonly string[] | undefined;
  /** Absent: without TLS. */
  readonly certificate?: Certificate | undefined;
  /** Absent: {@link limits}. */
  readonly limits?: ServerOptions;
}

/** What one client may take: in ms, bytes. Nothing here ends an answer that is slow by a fault. */
export const limits: ServerOptions = {
  /** Until the head of a request is there; counts from the connection on. */
  headersTimeout: 15_000,
  /** Until a whole request is there. */
  requestTimeout: 60_000,
  /** How often both are looked at. */
  connectionsCheckingInterval: 1_000,
  /** Between two requests. Long: a client that waits a moment must not run into a closed connection. */
  keepAliveTimeout: 60_000,
  maxHeaderSize: 16_384,
};
const mostHeaders = 200;
const mostConnections = 10_000;

/** Serves a function from request to answer. */
export async function listen(answer: (incoming: Incoming) => Promise<Outgoing>, { port, host, allowHosts, certificate, limits: own = limits }: Place): Promise<Listening> {
  const refuseHost = guardHosts([...(allowHosts ?? []), ...(isEvery(host) ? [] : [host])]);
  const respond = async (request: IncomingMessage): Promise<Outgoing> => {
    const target = readTarget(request);
    const body = await read(request);
    if (target.hosts.length > 1 && new Set(target.hosts).size > 1) return refuse(400, "The request names several servers. Send one Host header, the same as in the URL.");
    return refuseHost(target.hosts[0]) ?? answer({ method: request.method ?? "GET", path: target.path, query: target.query, ...body });
  };
  const server = createServer(own, certificate, (request, response) => {
    if (resetStale(request)) return;
    respond(request)
      .then((outgoing) => write(response, outgoing))
      .catch((error: Error) => fail(response, error));
  });
  await started(server, port, host);
  return {
    url: urlOf(host, (server.address() as AddressInfo).port, certificate ? "https" : "http"),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** Whether the mock listens on all addresses of the machine: that is no name to call it by. */
export function isEvery(host: string): boolean {
  return host === "0.0.0.0" || host === "::";
}

function createServer(own: ServerOptions, certificate: Certificate | undefined, listener: RequestListener): Server {
  const server = certificate ? createTlsServer({ ...own, key: certificate.key, cert: certificate.cert }, listener) : createPlainServer(own, listener);
  if (certificate) server.on("connection", keepPlain);
  server.maxHeadersCount = mostHeaders;
  server.maxConnections = mostConnections;
  server.on("connect", (_request, socket: Socket) => {
    socket.on("error", () => socket.destroy());
    // Nobody reads what may still come.
    socket.end("HTTP/1.1 405 Method Not Allowed\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", () => socket.destroy());
  });
  return server;
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

async function read(request: IncomingMessage): Promise<Pick<Incoming, "headers" | "body">> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Read to its end even so: a client that still writes would not see the answer. One byte too many is enough to refuse it.
    if (size <= bodyLimit) chunks.push(chunk);
    else if (chunks.length > 0) chunks.splice(0, chunks.length, Buffer.alloc(bodyLimit + 1, " "));
  }
  const headers = Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : (value ?? "")]);
  return { headers: { ...Object.fromEntries(headers), "content-length": String(size) }, body: Buffer.concat(chunks).toString("utf8") };
}

function write(response: ServerResponse, { status, headers, body, delivery }: Outgoing): void | Promise<void> {
  response.sendDate = false;
  for (const [name, value] of headers) response.appendHeader(name, value);
  if (delivery) return deliver(response, status, delivery);
  response.writeHead(status);
  response.end(body);
}

/** The caller has gone, or an answer cannot go on the wire: a planned one with a line break in a header, say. */
function fail(response: ServerResponse, error: Error): void {
  if (response.headersSent || response.req.readableAborted || response.req.errored) return void response.destroy();
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  const { status, headers, body } = refuse(500, `The answer could not be sent (${(error as NodeJS.ErrnoException).code ?? error.name}).`);
  for (const [name, value] of headers) response.setHeader(name, value);
  response.writeHead(status);
  response.end(body);
}
