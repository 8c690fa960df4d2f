import type { Parser } from "csv-parse";
import { ReportError } from "./error.ts";

/** A line of a report by the names in its first line. */
export type Row = Readonly<Record<string, string>>;

/** How lines become rows. */
export interface RowOptions {
  /** false: rows are lists of texts, the first line too. Default: the first line names the columns. */
  readonly header?: boolean | undefined;
}

// So many rows are made at once. Small, for they outlive a garbage collection otherwise.
const piece = 16_384;

/** Reads a file row by row, with csv-parse. By hand, not by a generator: `yield` costs three turns a row, this costs one. */
export function rowsOf(bytes: ReadableStream<Uint8Array>, { header = true }: RowOptions): AsyncIterableIterator<Row> {
  const reader = bytes.getReader();
  let parser: Parser | undefined;
  let rows: Row[] = [];
  let at = 0;
  let isDone = false;
  let failure: unknown;
  let part: Uint8Array = new Uint8Array();

  async function open(): Promise<Parser> {
    const { parse } = await import("csv-parse").catch((cause: unknown) => {
      throw new ReportError("csv_parse_missing", "Rows are read by csv-parse, which is not installed: npm install csv-parse. The bytes can be read without it.", { cause });
    });
    const made = parse({ bom: true, skip_empty_lines: true, columns: header && distinct });
    return made.on("data", (row: Row) => rows.push(row)).on("error", (error) => (failure ??= error));
  }

  /** Makes the next rows; none are left when there is no more to read. */
  async function fill(): Promise<void> {
    parser ??= await open();
    const to = parser;
    [rows, at] = [[], 0];
    while (rows.length === 0 && !isDone) {
      if (part.length === 0) {
        const { done, value } = await reader.read();
        isDone = done;
        part = value ?? part;
      }
      const next = part.subarray(0, piece);
      part = part.subarray(piece);
      if (isDone) await new Promise<void>((resolve) => to.once("end", resolve).once("close", resolve).end());
      else await new Promise<void>((resolve) => void to.write(next, () => resolve()));
      if (failure) throw malformed(failure);
    }
  }

  function leave(): void {
    isDone = true;
    [rows, at] = [[], 0];
    parser?.destroy();
    reader.cancel().catch(() => {});
  }

  /** Calls of `next` that do not wait for one another stand in line. */
  let line: Promise<unknown> = Promise.resolve();
  function refill(): Promise<IteratorResult<Row>> {
    const turn = line.then(async (): Promise<IteratorResult<Row>> => {
      if (at === rows.length && !isDone) await fill();
      if (at < rows.length) return { value: rows[at++] as Row, done: false };
      leave();
      return { value: undefined, done: true };
    });
    line = turn.catch(leave);
    waiting += 1;
    const left = (): void => void (waiting -= 1);
    turn.then(left, left);
    return turn;
  }
  let waiting = 0;

  return {
    next: () => (waiting === 0 && at < rows.length ? Promise.resolve({ value: rows[at++] as Row, done: false }) : refill()),
    return: () => {
      leave();
      return Promise.resolve({ value: undefined, done: true });
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function distinct(names: readonly string[]): string[] {
  const twice = names.findIndex((name, index) => names.indexOf(name) !== index);
  // One of them would be lost without a word.
  if (twice >= 0) throw new ReportError("malformed", `Columns ${names.indexOf(names[twice] ?? "") + 1} and ${twice + 1} have the same name: read the rows with { header: false }.`);
  return [...names];
}

function malformed(error: unknown): ReportError {
  if (error instanceof ReportError) return error;
  const { code, lines } = error as { readonly code?: string; readonly lines?: number };
  // The parser's own words quote the file.
  return new ReportError("malformed", `The file is not the CSV that it should be, at line ${lines ?? "unknown"} (${code ?? "unknown"}).`);
}
