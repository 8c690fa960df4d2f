import type { Clock } from "@freshkey/auth-runtime";
import type { FlexInsightsClient } from "../index.ts";
import { download } from "./download.ts";
import { ReportError, retold } from "./error.ts";
import { poll } from "./poll.ts";
import { rowsOf, type Row, type RowOptions } from "./rows.ts";

/** How far an export is. */
export interface ExportProgress {
  /** How often the file was asked for before it was there. */
  readonly polls: number;
  /** Bytes of the file that have come. */
  readonly bytes: number;
}

/** Which report, and how to wait for it. */
export interface ExportOptions {
  /** The workspace's id, 32 characters. */
  readonly workspace: string;
  /** The report: the id of its object, such as `"42"`, or its whole path. */
  readonly report: string;
  /** Ends waiting and download; they reject with its reason. */
  readonly signal?: AbortSignal | undefined;
  /** Told after every poll and every chunk. What it throws ends the export. */
  readonly onProgress?: ((progress: ExportProgress) => void) | undefined;
  /** The longest wait between two polls, ms, whatever the server asks for. Default: 60,000. */
  readonly cap?: number | undefined;
  /** How long to poll in all, ms, also where an answer does not come. Default: an hour. */
  readonly timeout?: number | undefined;
  /** Most bytes to take. Default: 1,073,741,824, the vendor's own limit of 1 GB. */
  readonly limit?: number | undefined;
  /** The client's clock, where it has one of its own. */
  readonly clock?: Clock | undefined;
}

/** A report whose download has begun. It can be read once: as bytes or as rows. Not reading it at all holds a connection: then `bytes.cancel()`. */
export interface Report {
  /** Whether the file has no byte. */
  readonly empty: boolean;
  /** How often the file was asked for before it was there. */
  readonly polls: number;
  /** The file as it comes, never more than a chunk in memory. */
  readonly bytes: ReadableStream<Uint8Array>;
  /** The file row by row, by the column names of its first line. Needs `csv-parse`. */
  rows(): AsyncIterable<Row>;
  rows(options: RowOptions & { readonly header: false }): AsyncIterable<readonly string[]>;
}

/**
 * Computes a report and downloads it: starts the export, polls the address that the API gave until the file is there, and streams it.
 * A TT that dies meanwhile is renewed; the report is not started anew.
 *
 * @throws {ReportError} `refused`, `gone`, `failed`, `too_large`, `timed_out`, `malformed`, `foreign_address`, `interrupted`; while reading `interrupted`, `too_large`, `malformed`, `csv_parse_missing`
 * @throws {AuthError} the session's, when no token can be had
 * @example
 * const report = await exportReport(insights, { workspace, report: "42" });
 * for await (const row of report.rows()) console.log(row.Agent, row.Handled);
 */
export async function exportReport(client: FlexInsightsClient, options: ExportOptions): Promise<Report> {
  const { workspace, signal, onProgress, cap = 60_000, timeout = 3_600_000, limit = 1_073_741_824, clock } = options;
  const report = options.report.includes("/") ? options.report : `/gdc/md/${workspace}/obj/${options.report}`;
  const init = { params: { path: { workspace } }, body: { report_req: { report } }, signal: signal ?? null };
  const started = await client.POST("/gdc/app/projects/{workspace}/execute/raw", init).catch((error: unknown) => {
    signal?.throwIfAborted();
    throw retold(error, 0);
  });
  if (!started.ok) {
    const code = started.response.status === 413 ? "too_large" : started.response.status < 500 ? "refused" : "failed";
    throw new ReportError(code, `The report could not be started: ${started.response.status}.`, { status: started.response.status });
  }
  const { uri } = started.data ?? {};
  if (typeof uri !== "string") throw new ReportError("malformed", "The API started the report and did not say where the file will be.", { status: started.status });

  const onPoll = (polls: number): void => onProgress?.({ polls, bytes: 0 });
  const { response, body, polls } = await poll(uri, { client, workspace, clock, signal, cap, timeout, onPoll });
  if (/html/i.test(response.headers.get("content-type") ?? "")) {
    body?.cancel().catch(() => {});
    throw new ReportError("malformed", "The API answered with a web page in place of the file.", { status: response.status, polls });
  }
  const stream = await download(body, { polls, limit, signal, onBytes: (bytes) => onProgress?.({ polls, bytes }) });
  const bytes = stream ?? new Blob([]).stream();
  return { empty: !stream, polls, bytes, rows: (how: RowOptions = {}) => rowsOf(bytes, how) as AsyncIterable<never> };
}
