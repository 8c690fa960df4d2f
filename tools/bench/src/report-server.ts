import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** What the server counted. */
export interface ReportCounts {
  readonly logins: number;
  readonly tokens: number;
  readonly started: number;
  readonly refused: number;
  readonly polls: number;
  readonly downloads: number;
  /** Of one whole file. */
  readonly sha256: string;
  readonly rows: number;
  readonly bytes: number;
}

/** A server that computes a large report: plain Node, tokens that die while the report is polled. */
export interface ReportServer {
  readonly url: string;
  counts(): ReportCounts;
  close(): Promise<void>;
}

const uri = "/gdc/projects/w/execute/raw/large?q=1&c=2";
const rowsOfBlock = 1_000;

/** Some rows with their number in them, so that none can be lost or doubled unseen. */
function block(first: number): Buffer {
  let text = first === 0 ? '"Number","Date","Agent","Team","Handled","Note"\r\n' : "";
  for (let row = first; row < first + rowsOfBlock; row++) text += `"${row}","2026-01-31","Ada ${row % 97}","Team ${row % 7}","${row % 1_000}","a note with ""quotes"" and a ü"\r\n`;
  return Buffer.from(text);
}

/** How a file of about so many bytes is made. */
function fileOf(bytes: number): Omit<ReportCounts, "logins" | "tokens" | "started" | "refused" | "polls" | "downloads"> {
  const hash = createHash("sha256");
  let [length, rows] = [0, 0];
  for (const part of blocks(bytes)) {
    hash.update(part);
    length += part.length;
    rows += rowsOfBlock;
  }
  return { sha256: hash.digest("hex"), rows, bytes: length };
}

/** Starts it on a free port. The TT dies at the first `deaths` polls, and with the last of them once more as the download begins. */
export async function startReportServer({ bytes, polls, deaths }: { readonly bytes: number; readonly polls: number; readonly deaths: number }): Promise<ReportServer> {
  const counts = { logins: 0, tokens: 0, started: 0, refused: 0, polls: 0, downloads: 0, ...fileOf(bytes) };
  let [valid, left, killed] = [0, 0, 0];
  const answer = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void =>
    void response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
  const server = createServer((request: IncomingMessage, response) => {
    request.resume();
    const { url } = request;
    if (url === "/gdc/account/login") {
      counts.logins += 1;
      return answer(response, 200, { userLogin: { profile: "/gdc/account/profile/1", state: "/gdc/account/login/1", token: "fake-sst" } });
    }
    if (url === "/gdc/account/token") {
      counts.tokens += 1;
      return answer(response, 200, { userToken: { token: `fake-tt-${++valid}` } });
    }
    if (url === "/bare") return void send(response, counts.bytes).catch(() => response.destroy());
    if (!request.headers.cookie?.includes(`GDCAuthTT=fake-tt-${valid}`)) {
      counts.refused += 1;
      return answer(response, 401, { message: "dead" }, { "www-authenticate": 'GoodData realm="GoodData API" cookie=GDCAuthTT' });
    }
    if (request.method === "POST") {
      counts.started += 1;
      [left, killed] = [polls, 0];
      return answer(response, 201, { uri });
    }
    if (url !== uri) return answer(response, 404, {});
    if (left > 0) {
      counts.polls += 1;
      left -= 1;
      // The next one finds its token dead; after the last poll that is the download.
      if (left < deaths && killed++ < deaths) valid += 1_000;
      return answer(response, 202, { uri }, { "retry-after": "1" });
    }
    counts.downloads += 1;
    send(response, counts.bytes).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts: () => ({ ...counts }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function* blocks(bytes: number): Generator<Buffer> {
  for (let [row, made] = [0, 0]; made < bytes; row += rowsOfBlock) {
    const part = block(row);
    made += part.length;
    yield part;
  }
}

async function send(response: ServerResponse, bytes: number): Promise<void> {
  response.writeHead(200, { "content-type": "text/csv" });
  await pipeline(Readable.from(blocks(bytes)), response);
}

// A process of its own: its memory is not the client's.
if (import.meta.main) {
  const [bytes = 0, polls = 0, deaths = 0] = process.argv.slice(2).map(Number);
  const server = await startReportServer({ bytes, polls, deaths });
  process.on("message", () => process.send?.(server.counts()));
  process.on("disconnect", () => process.exit());
  process.send?.({ url: server.url });
}
