import { createHash } from "node:crypto";
import { exportReport, type ExportProgress } from "@freshkey/flex-insights/report";
import { describe, expect, test, vi } from "vitest";
import type { FlexInsightsClient } from "../../src/index.ts";
import { all, answering, textOf, workspace } from "./support.ts";

const of = (body: BodyInit): FlexInsightsClient => answering(new Response(body));

describe("The bytes", () => {
  const chunks = (...parts: readonly (string | Error)[]): ReadableStream<Uint8Array> => {
    const left = [...parts];
    return new ReadableStream(
      {
        pull(controller) {
          const part = left.shift();
          if (part === undefined) controller.close();
          else if (typeof part === "string") controller.enqueue(new TextEncoder().encode(part));
          else controller.error(part);
        },
      },
      { highWaterMark: 0 },
    );
  };

  test("are told as they come, and none is read before it is asked for", async () => {
    const seen: ExportProgress[] = [];
    const report = await exportReport(of(chunks("", "a,b\r\n", "1,2\r\n", "3,4\r\n")), { workspace, report: "42", onProgress: (progress) => seen.push(progress) });
    expect(seen.map(({ bytes }) => bytes)).toEqual([0, 5]);
    expect(await textOf(report)).toBe("a,b\r\n1,2\r\n3,4\r\n");
    expect(seen.at(-1)).toEqual({ polls: 0, bytes: 15 });
  });

  test("that break off are a typed error with their number, not a short file", async () => {
    const report = await exportReport(of(chunks("a,b\r\n", new TypeError("terminated"))), { workspace, report: "42" });
    await expect(textOf(report)).rejects.toMatchObject({ name: "ReportError", code: "interrupted", bytes: 5 });
    const again = await exportReport(of(chunks("a,b\r\n1,2\r\n", new TypeError("terminated"))), { workspace, report: "42" });
    await expect(all(again.rows())).rejects.toMatchObject({ code: "interrupted", bytes: 10 });
  });

  test("beyond the limit are a typed error, and the download is called off", async () => {
    let stopped = false;
    let left = 1000;
    const large = new ReadableStream<Uint8Array>(
      { pull: (controller) => (left-- > 0 ? controller.enqueue(new Uint8Array(1000)) : controller.close()), cancel: () => void (stopped = true) },
      { highWaterMark: 0 },
    );
    const report = await exportReport(of(large), { workspace, report: "42", limit: 10_000 });
    await expect(textOf(report)).rejects.toMatchObject({ name: "ReportError", code: "too_large", bytes: 11_000 });
    expect(stopped).toBe(true);
  });

  test("end with the signal's reason when it aborts", async () => {
    const stop = new AbortController();
    const endless = new ReadableStream<Uint8Array>(
      { pull: (controller) => (stop.signal.aborted ? controller.error(stop.signal.reason) : controller.enqueue(new Uint8Array(9))) },
      { highWaterMark: 0 },
    );
    const report = await exportReport(of(endless), { workspace, report: "42", signal: stop.signal });
    stop.abort(new Error("enough"));
    await expect(textOf(report)).rejects.toThrow("enough");
  });

  test("left alone, the server is told to stop", async () => {
    let stopped = 0;
    const endless = (): ReadableStream<Uint8Array> =>
      new ReadableStream({ pull: (controller) => controller.enqueue(new TextEncoder().encode("a,b\r\n")), cancel: () => void (stopped += 1) }, { highWaterMark: 0 });
    await (await exportReport(of(endless()), { workspace, report: "42" })).bytes.cancel();
    for await (const row of (await exportReport(of(endless()), { workspace, report: "42" })).rows()) if (row) break;
    await expect.poll(() => stopped).toBe(2);
  });

  test.each([1, 3])("whose watcher throws at chunk %d end with that, and the server is told to stop", async (at) => {
    let [stopped, chunk] = [false, 0];
    const endless = new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(new Uint8Array(9)), cancel: () => void (stopped = true) }, { highWaterMark: 0 });
    const onProgress = (): void => {
      if ((chunk += 1) === at) throw new Error("mine");
    };
    await expect(exportReport(of(endless), { workspace, report: "42", onProgress }).then(textOf)).rejects.toThrow("mine");
    await expect.poll(() => stopped).toBe(true);
  });

  test("become rows by the names in the first line, with quotes, umlauts and line breaks, however they are cut", async () => {
    const text = '\uFEFF"Agent","Note"\r\n"Ada","says ""hi""\r\nand, ü"\r\n\r\n"Bob",""\r\n\r\n';
    const bytes = new TextEncoder().encode(text);
    const cut = (at: number): ReadableStream<Uint8Array> =>
      new Blob([bytes]).stream().pipeThrough(
        new TransformStream<Uint8Array, Uint8Array>({
          transform: (chunk, controller) => [...Array(Math.ceil(chunk.length / at)).keys()].forEach((index) => controller.enqueue(chunk.slice(index * at, (index + 1) * at))),
        }),
      );
    for (const size of [1, 2, 3, 7, 1000]) {
      const report = await exportReport(of(cut(size)), { workspace, report: "42" });
      expect(await all(report.rows())).toEqual([
        { Agent: "Ada", Note: 'says "hi"\r\nand, ü' },
        { Agent: "Bob", Note: "" },
      ]);
    }
  });

  test("become lists where the names are not wanted", async () => {
    const report = await exportReport(of("a,a\r\n1,2\r\n"), { workspace, report: "42" });
    expect(await all(report.rows({ header: false }))).toEqual([
      ["a", "a"],
      ["1", "2"],
    ]);
  });

  test.each([
    ["a line that is too short", "a,b\r\n1\r\n", /line 2/],
    ["an open quote", 'a,b\r\n"1,secret-cell\r\n', /line/],
    ["two columns of one name", "a,b,a\r\n1,2,3\r\n", /Columns 1 and 3/],
  ])("that are no CSV are a typed error without what is in them: %s", async (_, body, message) => {
    const report = await exportReport(of(body), { workspace, report: "42" });
    const error = (await all(report.rows()).catch((thrown: unknown) => thrown)) as Error;
    expect(error).toMatchObject({ name: "ReportError", code: "malformed" });
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain("secret-cell");
  });

  test("without csv-parse rows are a typed error that says what to install", async () => {
    vi.doMock("csv-parse", () => {
      throw new Error("Cannot find package 'csv-parse'");
    });
    const report = await exportReport(of("a\r\n1\r\n"), { workspace, report: "42" });
    await expect(all(report.rows())).rejects.toMatchObject({ code: "csv_parse_missing", message: expect.stringContaining("npm install csv-parse") });
    vi.doUnmock("csv-parse");
  });

  test("of 20 MB arrive once each and in order, as bytes and as rows", async () => {
    const line = (index: number): string => `"${index}","Ada","${"x".repeat(80)}"\r\n`;
    const count = 200_000;
    const hash = createHash("sha256");
    const produced = (): ReadableStream<Uint8Array> => {
      let next = 0;
      return new ReadableStream({
        pull(controller) {
          if (next >= count) return controller.close();
          const text = (next === 0 ? '"Number","Agent","Note"\r\n' : "") + Array.from({ length: 500 }, (_, index) => line(next + index)).join("");
          next += 500;
          controller.enqueue(new TextEncoder().encode(text));
        },
      });
    };
    for await (const chunk of produced()) hash.update(chunk);
    const arrived = createHash("sha256");
    let chunks_ = 0;
    const bytes = await exportReport(of(produced()), { workspace, report: "42", onProgress: () => void (chunks_ += 1) });
    for await (const chunk of bytes.bytes) arrived.update(chunk);
    expect([arrived.digest("hex"), chunks_]).toEqual([hash.digest("hex"), count / 500]);
    let at = 0;
    for await (const row of (await exportReport(of(produced()), { workspace, report: "42" })).rows()) {
      if (row["Number"] !== String(at)) throw new Error(`Row ${at} is ${row["Number"]}.`);
      at += 1;
    }
    expect(at).toBe(count);
  });
});
