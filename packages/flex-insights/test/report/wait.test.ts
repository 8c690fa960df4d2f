import type { PlannedResponse } from "@freshkey/auth-mock";
import { exportReport } from "@freshkey/flex-insights/report";
import { describe, expect, test, vi } from "vitest";
import { createFlexInsightsClient } from "../../src/index.ts";
import { answering, csv, file, hurried, opened, pending, polled, workspace } from "./support.ts";

// Prism takes a second to load, and longer on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

describe("The wait between polls", () => {
  test("is what Retry-After or Refresh says, never longer than the cap, never shorter than half a second", async () => {
    const { mock, client } = await opened();
    const told = (headers: Record<string, string>): PlannedResponse => ({ ...pending, headers });
    polled(mock, told({ "retry-after": "3" }), told({ refresh: "7" }), told({ refresh: "9; url=/x" }), told({ "retry-after": "3600" }), told({ "retry-after": "0" }), csv(file));
    const { clock, waits } = hurried(mock);
    await (await exportReport(client, { workspace, report: "42", clock, cap: 30_000 })).bytes.cancel();
    expect(waits).toEqual([3_000, 7_000, 9_000, 30_000, 500]);
  });

  test("without a word of the server it grows from 1 to 8 seconds", async () => {
    const { mock, client } = await opened();
    polled(mock, ...Array.from({ length: 6 }, () => ({ ...pending, headers: { "retry-after": "soon" } })), csv(file));
    const { clock, waits } = hurried(mock);
    await (await exportReport(client, { workspace, report: "42", clock })).bytes.cancel();
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 8_000, 8_000]);
  });

  test("until a date, it is counted by the server's own clock", async () => {
    const { mock } = await opened();
    const { clock, waits } = hurried(mock);
    const headers = { "retry-after": "Sat, 31 Jan 2026 12:00:20 GMT", date: "Sat, 31 Jan 2026 12:00:00 GMT" };
    const client = answering(Response.json({}, { status: 202, headers }), Response.json({}, { status: 202, headers: { "retry-after": "1.5" } }), new Response(file));
    await (await exportReport(client, { workspace, report: "42", clock })).bytes.cancel();
    expect(waits).toEqual([20_000, 2_000]);
  });

  test("ends at the timeout: the wait that would outlast it is not begun", async () => {
    const { mock, client } = await opened();
    const { clock, waits } = hurried(mock, undefined, 10_000);
    const export_ = exportReport(client, { workspace, report: `/gdc/md/${workspace}/obj/slow-500`, clock, timeout: 10_000, cap: 4_000 });
    await expect(export_).rejects.toMatchObject({ name: "ReportError", code: "timed_out" });
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(10_000);
  });

  test("ends at the timeout also where a poll is never answered", async () => {
    const { mock, client } = await opened();
    mock.fault({ kind: "hang", on: "downloadRawReport" });
    const export_ = exportReport(client, { workspace, report: "42", clock: mock.clock, timeout: 10_000 });
    await expect.poll(() => mock.calls("executeRawReport")).toBe(1);
    // Until the answer has come, the time of the polls has not begun.
    const ended = vi.fn();
    export_.catch(ended);
    await expect.poll(() => (mock.advance(10_000), ended.mock.calls.length), { timeout: 10_000 }).toBe(1);
    await expect(export_).rejects.toMatchObject({ name: "ReportError", code: "timed_out", polls: 0 });
  });

  test("ends with the client's own timeout, as a typed error", async () => {
    const { mock, client } = await opened();
    mock.fault({ kind: "hang", on: "downloadRawReport" });
    const own = createFlexInsightsClient({ session: client.session, server: mock.url, timeout: 500 });
    await client.session.getToken();
    await expect(exportReport(own, { workspace, report: "42" })).rejects.toMatchObject({ name: "ReportError", code: "timed_out", cause: { name: "TimeoutError" } });
  });

  test("ends at once when the signal aborts, with its reason, and nothing is sent after", async () => {
    const { mock, client } = await opened();
    const stop = new AbortController();
    const { clock } = hurried(mock, (polls) => polls === 2 && stop.abort(new Error("enough")));
    await expect(exportReport(client, { workspace, report: `/gdc/md/${workspace}/obj/slow-9`, clock, signal: stop.signal })).rejects.toThrow("enough");
    expect(mock.calls("downloadRawReport")).toBe(2);
  });

  test("a gateway's hiccup between polls does not lose the report, six in a row do", async () => {
    const { mock, client } = await opened();
    const hiccup: PlannedResponse = { status: 503, body: "" };
    polled(mock, hiccup, { status: 429, headers: { "retry-after": "5" }, body: {} }, pending, ...Array.from({ length: 5 }, () => hiccup), csv(file));
    const { clock, waits } = hurried(mock);
    await (await exportReport(client, { workspace, report: "42", clock })).bytes.cancel();
    expect([waits.length, waits[1], mock.calls("executeRawReport")]).toEqual([8, 5_000, 1]);
    polled(mock, ...Array.from({ length: 6 }, () => hiccup));
    await expect(exportReport(client, { workspace, report: "42", clock })).rejects.toMatchObject({ code: "failed", status: 503 });
  });
});
