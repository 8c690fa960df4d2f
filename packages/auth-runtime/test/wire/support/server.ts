import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** One request as a real server got it, byte for byte. */
export interface Arrived {
  readonly method: string;
  readonly path: string;
  /** Request line, headers and body in one text: what a canary is looked for in. */
  readonly whole: string;
}
export interface Server {
  readonly url: string;
  readonly arrived: Arrived[];
  close(): Promise<void>;
}

/** A real HTTP server on a port of its own, on this machine. */
export async function listen(answer: (request: Arrived, response: ServerResponse, raw: IncomingMessage) => void): Promise<Server> {
  const arrived: Arrived[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("latin1").on("data", (chunk: string) => (body += chunk));
    request.on("end", () => {
      const { method = "", url: path = "", rawHeaders } = request;
      const one = { method, path, whole: [method, path, ...rawHeaders, body].join("\n") };
      arrived.push(one);
      answer(one, response, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrived,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers with JSON. */
export function reply(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}
