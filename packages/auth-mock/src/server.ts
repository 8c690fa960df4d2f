import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { AuthMockError } from "./error.ts";
import { bodyLimit, type Outgoing } from "./handle.ts";
import type { Incoming } from "./request.ts";

export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves a function from request to answer on 127.0.0.1. */
export async function listen(answer: (incoming: Incoming) => Promise<Outgoing>, port: number): Promise<Listening> {
  const server = createServer((request, response) => {
    read(request)
      .then(answer)
      .then((outgoing) => write(response, outgoing))
      // The caller has gone: nobody is left to be told.
      .catch(() => response.destroy());
  });
  await started(server, port);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function started(server: Server, port: number): Promise<void> {
  return new Promise((done, fail) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const hint = error.code === "EADDRINUSE" ? "is taken. Leave `port` out to get a free one" : `cannot be listened on (${error.code})`;
      fail(new AuthMockError(`Port ${port} ${hint}.`));
    });
    server.listen(port, "127.0.0.1", done);
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

function write(response: ServerResponse, { status, headers, body }: Outgoing): void {
  response.sendDate = false;
  for (const [name, value] of headers) response.appendHeader(name, value);
  response.writeHead(status);
  response.end(body);
}
