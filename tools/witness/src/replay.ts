import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { judge, mismatch, type Mismatch, type SeenRequest } from "./judge.ts";
import type { ExpectedAnswer, Transcript } from "./transcript.ts";

/** Options of {@link replay}. */
export interface ReplayOptions {
  /** Port on 127.0.0.1; any free one when absent. */
  readonly port?: number;
  /** Values of placeholders; they replace the transcript's `given` ones. Read when a request comes, so a test may fill them in late. */
  readonly values?: Readonly<Record<string, string>>;
  /** The server's wall clock in ms: its `Date` header and the stamps in its answers. */
  readonly now?: () => number;
}

/** A server that expects the requests of one transcript, in order, and nothing else. */
export interface Replay {
  /** Stands in for every base URL of the API. */
  readonly url: string;
  /** Takes requests for the vendor's real URLs to this server, which then judges host and base path too. */
  readonly fetch: typeof globalThis.fetch;
  /** What differed so far; when nothing did, the requests that have not come. */
  done(): readonly Mismatch[];
  close(): Promise<void>;
}

const ORIGIN = "x-witness-origin";

/**
 * Plays the vendor's side of a transcript on 127.0.0.1. The first request that differs is recorded and answered with 599;
 * after it everything is answered with 599 and not judged any more.
 *
 * @example
 * const witness = await replay(transcript("simacan", "rotation"));
 * const session = createSimacanSession({ server: witness.url, credentials });
 * // … calls …
 * expect(witness.done()).toEqual([]);
 * await witness.close();
 */
export async function replay(transcript: Transcript, options: ReplayOptions = {}): Promise<Replay> {
  const found: Mismatch[] = [];
  const now = options.now ?? Date.now;
  const fill = (text: string): string => filled(text, { ...transcript.given, ...options.values }, now());
  let next = 0;

  const server = createServer(async (request, response) => {
    const seen = await read(request);
    const due = transcript.exchanges[next];
    if (found.length === 0) {
      if (due) found.push(...judge(transcript, due.request, seen, fill));
      else found.push(mismatch(transcript, lastLine(transcript), `one request too many: ${seen.method} ${seen.target}`));
    }
    response.setHeader("date", new Date(now()).toUTCString());
    if (!due || found.length > 0) return void response.writeHead(599).end("The witness disagrees: see done().");
    next += 1;
    send(response, due.answer, fill);
  });
  await new Promise<void>((listening, failed) => {
    server.once("error", failed).listen(options.port ?? 0, "127.0.0.1", listening);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const waiting = (): readonly Mismatch[] => transcript.exchanges.slice(next).map(({ request }) => mismatch(transcript, request.line, `${request.method} ${fill(request.path)} never came`));
  return {
    url,
    fetch: (input, init) => detour(url, input, init),
    done: () => (found.length > 0 ? [...found] : waiting()),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

function detour(url: string, input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const request = new Request(input, init);
  const { origin, pathname, search } = new URL(request.url);
  const here = new Request(`${url}${pathname}${search}`, request);
  here.headers.set(ORIGIN, origin);
  return globalThis.fetch(here);
}

async function read(request: IncomingMessage): Promise<SeenRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const raw = request.rawHeaders;
  const headers = raw.flatMap((name, at): [string, string][] => (at % 2 === 0 ? [[name.toLowerCase(), raw[at + 1] ?? ""]] : []));
  const origin = request.headers[ORIGIN] ?? "";
  return {
    method: request.method ?? "",
    target: `${String(origin)}${request.url}`,
    headers,
    body: Buffer.concat(chunks).toString(),
  };
}

function send(response: ServerResponse, answer: ExpectedAnswer, fill: (text: string) => string): void {
  for (const [name, value] of answer.headers) response.appendHeader(name, fill(value));
  response.writeHead(answer.status).end(fill(answer.body));
}

function lastLine({ exchanges }: Transcript): number {
  return exchanges.at(-1)?.answer.line ?? 1;
}

function filled(text: string, values: Readonly<Record<string, string>>, now: number): string {
  return text.replace(/\{\{([\w-]+)(?:\+(\d+)s:(ms|iso))?\}\}/g, (whole, name: string, seconds?: string, unit?: string) => {
    if (name !== "now" || !unit) return values[name] ?? whole;
    const at = now + Number(seconds) * 1000;
    return unit === "ms" ? String(at) : new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
  });
}
