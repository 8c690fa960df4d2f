import { fork } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { Readable } from "node:stream";
import { fileURLToPath, URL } from "node:url";
import { parseArgs } from "node:util";
import type { Clock } from "@freshkey/auth-runtime";
import { createFlexInsightsClient, type FlexInsightsClient } from "@freshkey/flex-insights";
import { exportReport, type Report } from "@freshkey/flex-insights/report";
import { parse } from "csv-parse";
import type { ReportCounts } from "./report-server.ts";
import { grouped, printTable } from "./table.ts";

const deaths = 5;

/** Time that passes as soon as somebody waits between polls; what bounds all of them is longer than a minute. */
export const hurried: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms > 60_000 ? ms : 0);
    return () => clearTimeout(timer);
  },
};

/** Exports the report of a server. */
export function open(client: FlexInsightsClient): Promise<Report> {
  return exportReport(client, { workspace: "w", report: "42", clock: hurried });
}

/** A client of a report server. */
export function clientOf(url: string): FlexInsightsClient {
  return createFlexInsightsClient({ credentials: { login: "ada", password: "fake" }, server: url });
}

/** The hash of the bytes. */
export async function hashed(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of bytes) hash.update(chunk);
  return hash.digest("hex");
}

/** The rows, each of which must have its number. */
export async function counted(rows: AsyncIterable<Readonly<Record<string, string>>>): Promise<number> {
  let count = 0;
  for await (const row of rows) {
    if (row["Number"] !== String(count)) throw new Error(`Row ${count} is ${row["Number"]}.`);
    count += 1;
  }
  return count;
}

/** The same rows by csv-parse alone, as its page says to use it. */
async function bare(url: string): Promise<AsyncIterable<Record<string, string>>> {
  const { body } = await fetch(`${url}/bare`);
  return Readable.fromWeb(body as import("node:stream/web").ReadableStream).pipe(parse({ bom: true, columns: true, skip_empty_lines: true }));
}

/** What a process of its own found. */
interface Measured {
  /** Rows, or the hash of the bytes. */
  readonly result: number | string;
  readonly seconds: number;
  /** How much more memory it had at its worst than after the first, smaller report, bytes. */
  readonly growth: number;
  /** The same, but than at the worst of that one: what grows with the file. */
  readonly peak: number;
  /** How much more than before that one: code is loaded, and V8 lets some 64 MB of buffers pile up before it looks at them the first time. */
  readonly cold: number;
}

const ways: Readonly<Record<string, (url: string) => Promise<number | string>>> = {
  // A session renews at most 10 times a minute because of 401s: every report has a session of its own.
  bytes: async (url) => hashed((await open(clientOf(url))).bytes),
  rows: async (url) => counted((await open(clientOf(url))).rows()),
  "fetch alone": async (url) => hashed((await fetch(`${url}/bare`)).body as ReadableStream<Uint8Array>),
  "csv-parse alone": async (url) => counted(await bare(url)),
};

/** Reads a smaller file and then the file one way, and says what the file took. */
async function measure(way: string, smaller: string, url: string): Promise<Measured> {
  const work = ways[way] as (typeof ways)[string];
  const cold = process.memoryUsage.rss();
  let [most, late] = [cold, 0];
  const look = (): number => {
    const now = process.memoryUsage.rss();
    late = Math.max(late, now);
    return (most = Math.max(most, now));
  };
  const timer = setInterval(look, 10);
  await work(smaller);
  const [worst, before] = [look(), process.memoryUsage.rss()];
  late = before;
  const start = performance.now();
  const result = await work(url);
  clearInterval(timer);
  return { result, seconds: (performance.now() - start) / 1000, growth: late - before, peak: Math.max(0, late - worst), cold: most - cold };
}

async function inItsOwnProcess(way: string, ...urls: readonly string[]): Promise<Measured> {
  const child = fork(fileURLToPath(import.meta.url), [way, ...urls]);
  const [found] = (await once(child, "message")) as [Measured];
  child.disconnect();
  return found;
}

interface Server {
  readonly url: string;
  counts(): Promise<ReportCounts>;
  close(): void;
}

async function serve(mb: number): Promise<Server> {
  const child = fork(fileURLToPath(new URL("report-server.ts", import.meta.url)), [String(mb * 1_000_000), "8", String(deaths)]);
  const [{ url }] = (await once(child, "message")) as [{ readonly url: string }];
  return {
    url,
    counts: async () => {
      child.send("counts");
      return ((await once(child, "message")) as [ReportCounts])[0];
    },
    close: () => child.disconnect(),
  };
}

async function main(mb: number, rounds: number): Promise<void> {
  const [smaller, server] = [await serve(Math.min(100, mb)), await serve(mb)];
  const urls = [smaller.url, server.url];
  const bytes = await inItsOwnProcess("bytes", ...urls);
  const seen = await server.counts();
  const plain = await inItsOwnProcess("fetch alone", ...urls);
  const [ours, theirs]: [Measured[], Measured[]] = [[], []];
  // One after the other and the best of each: noise only adds.
  for (let round = 0; round < rounds; round++) {
    theirs.push(await inItsOwnProcess("csv-parse alone", ...urls));
    ours.push(await inItsOwnProcess("rows", ...urls));
  }
  smaller.close();
  server.close();
  const rate = (all: readonly Measured[]): number => seen.rows / Math.min(...all.map(({ seconds }) => seconds));
  const memory = (all: readonly Measured[]): string => [...(["peak", "growth", "cold"] as const)].map((name) => (Math.max(...all.map((one) => one[name])) / 1_048_576).toFixed(0)).join(", ");
  const isWhole = bytes.result === seen.sha256 && ours.every(({ result }) => result === seen.rows);
  console.log(
    `A report of ${grouped(seen.bytes)} bytes, ${grouped(seen.rows)} rows. Server and readers are processes of their own. Best of ${rounds}.\nMemory: beyond the worst of a report of 100 MB before it in the same process, beyond what was left after that one, and beyond a process that has done nothing.\n`,
  );
  printTable(
    ["what", "figure", "target"],
    [
      ["no byte lost or doubled (hash), nor a row", isWhole ? "true" : "FALSE", "true"],
      ["reports started, polls, downloads", `${seen.started}, ${seen.polls}, ${seen.downloads}`, "1, 8, 1"],
      ["TTs that died meanwhile, logins, TTs bought", `${seen.refused}, ${seen.logins}, ${seen.tokens}`, `${deaths}, 1, ${deaths + 1}`],
      ["MiB more memory: bytes", memory([bytes]), "*, <= 64, *"],
      ["the same: fetch alone", memory([plain]), ""],
      ["the same: rows", memory(ours), "*, <= 64, *"],
      ["the same: csv-parse alone", memory(theirs), ""],
      ["seconds: bytes and their hash", bytes.seconds.toFixed(1), ""],
      ["seconds: fetch alone and the hash", plain.seconds.toFixed(1), ""],
      ["rows a second", grouped(Math.round(rate(ours))), ""],
      ["rows a second, csv-parse alone", grouped(Math.round(rate(theirs))), ""],
      ["ratio", (rate(ours) / rate(theirs)).toFixed(2), ">= 0.80"],
    ],
  );
  if (!isWhole || seen.started !== 1 || seen.refused !== deaths) process.exitCode = 1;
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({ options: { mb: { type: "string", default: "1000" }, rounds: { type: "string", default: "1" } }, allowPositionals: true });
  const [way, smaller, url] = positionals;
  if (way !== undefined && smaller !== undefined && url !== undefined) process.send?.(await measure(way, smaller, url));
  else await main(Number(values.mb), Number(values.rounds));
}
