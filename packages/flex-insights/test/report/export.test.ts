import { exportReport, ReportError } from "@freshkey/flex-insights/report";
import { describe, expect, test, vi } from "vitest";
import { createFlexInsightsClient } from "../../src/index.ts";
import { all, clientOn, csv, file, hurried, opened, pending, polled, textOf, workspace } from "./support.ts";

// Prism takes a second to load, and longer on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

describe("exportReport", () => {
  test("computes a report, waits for it and gives its bytes as they are", async () => {
    const { mock, client } = await opened();
    const { clock, waits } = hurried(mock);
    const report = await exportReport(client, { workspace, report: `/gdc/md/${workspace}/obj/slow-3/42`, clock });
    expect({ polls: report.polls, empty: report.empty, waits: waits.length }).toEqual({ polls: 3, empty: false, waits: 3 });
    expect(await textOf(report)).toMatch(/^"Date","Agent","Handled"\r\n/);
    expect([mock.calls("executeRawReport"), mock.calls("downloadRawReport")]).toEqual([1, 4]);
    expect(mock.journal.flatMap(({ violations }) => violations)).toEqual([]);
  });

  test("takes the id of a report's object for its path", async () => {
    const { mock, client } = await opened();
    await (await exportReport(client, { workspace, report: "42" })).bytes.cancel();
    expect(mock.journal.find(({ operationId }) => operationId === "executeRawReport")?.request.body).toBe(`{"report_req":{"report":"/gdc/md/${workspace}/obj/42"}}`);
  });

  test("asks exactly the address that the API gave, letter by letter", async () => {
    const { mock, client } = await opened();
    const uri = `/gdc/projects/${workspace}/execute/raw/Down%2Fload{x}?q=a+b%20c&c=%C3%A9&c=`;
    mock.respondOnce("executeRawReport", { status: 201, body: { uri } });
    const urls: string[] = [];
    const fetch: typeof globalThis.fetch = async (input, init) => {
      urls.push(String(input));
      return init?.method === "GET" && String(input).includes("/raw/") ? new Response(file) : globalThis.fetch(input, init);
    };
    const own = createFlexInsightsClient({ session: client.session, server: mock.url, clock: mock.clock, fetch });
    expect(await textOf(await exportReport(own, { workspace, report: "42" }))).toBe(file);
    expect(urls.at(-1)).toBe(mock.url + uri);
  });

  test("follows an address that changes while it waits", async () => {
    const { mock, client } = await opened();
    const next = (name: string): string => `/gdc/projects/${workspace}/execute/raw/${name}?q=1&c=2`;
    polled(mock, { status: 202, headers: { location: next("second") }, body: { uri: next("unused") } }, { status: 202, body: { uri: next("third") } }, csv(file));
    await (await exportReport(client, { workspace, report: "42", clock: hurried(mock).clock })).bytes.cancel();
    const asked = mock.journal.filter(({ operationId }) => operationId === "downloadRawReport").map(({ path }) => path.split("/").at(-1));
    expect(asked.slice(1)).toEqual(["second", "third"]);
  });

  test.each(["https://foreign.example/gdc/file", "//foreign.example/file", "gdc/file", "http://["])("takes the token to no other host: %s", async (uri) => {
    const { mock, client } = await opened();
    mock.respondOnce("executeRawReport", { status: 201, body: { uri } });
    const sent: string[] = [];
    const fetch: typeof globalThis.fetch = (input, init) => {
      sent.push(new URL(String(input)).origin);
      return globalThis.fetch(input, init);
    };
    const own = createFlexInsightsClient({ session: client.session, server: mock.url, fetch });
    await expect(exportReport(own, { workspace, report: "42" })).rejects.toBeInstanceOf(ReportError);
    expect(new Set(sent)).toEqual(new Set([mock.url]));
  });

  test("goes below the path of a proxy, and not twice", async () => {
    const urls: string[] = [];
    for (const uri of ["/gdc/file?q=1", "/insights/gdc/file?q=1", "https://proxy.example/insights/gdc/file?q=1"]) {
      const client = clientOn("https://proxy.example/insights", uri, (url) => {
        urls.push(url);
        return new Response(file);
      });
      await exportReport(client, { workspace, report: "42" });
      expect(urls.at(-1)).toBe("https://proxy.example/insights/gdc/file?q=1");
    }
  });

  test("a TT that dies five times between polls is renewed, and the report is started once", async () => {
    const { mock, client } = await opened();
    const { clock } = hurried(mock, (polls) => polls <= 5 && mock.revokeAll("tt"));
    const report = await exportReport(client, { workspace, report: `/gdc/md/${workspace}/obj/slow-5/42`, clock });
    expect(await textOf(report)).toMatch(/^"Date"/);
    expect([mock.calls("executeRawReport"), mock.calls("getTemporaryToken"), mock.calls("login")]).toEqual([1, 6, 1]);
    const statuses = mock.journal.filter(({ operationId }) => operationId === "downloadRawReport").map(({ status }) => status);
    expect(statuses).toEqual([202, 401, 202, 401, 202, 401, 202, 401, 202, 401, 200]);
  });

  test("a second 401 in a row is an error that says so", async () => {
    const { mock, client } = await opened();
    polled(mock, { status: 401, body: "no" }, { status: 401, body: "no" });
    await expect(exportReport(client, { workspace, report: "42" })).rejects.toMatchObject({ name: "ReportError", code: "refused", status: 401 });
  });

  test("an empty report is no error, whether the API says 204 or sends no byte", async () => {
    const { mock, client } = await opened();
    polled(mock, { status: 204 }, csv(""));
    for (const report of [await exportReport(client, { workspace, report: "42" }), await exportReport(client, { workspace, report: "42" })]) {
      expect(report.empty).toBe(true);
      expect(await all(report.rows())).toEqual([]);
    }
    const empty = await exportReport(client, { workspace, report: `/gdc/md/${workspace}/obj/empty` });
    expect([empty.empty, await textOf(empty)]).toEqual([true, ""]);
  });

  test.each([
    [410, "gone"],
    [404, "gone"],
    [413, "too_large"],
    [403, "refused"],
    [500, "failed"],
  ] as const)("a file that the API answers with %d is a typed error: %s", async (status, code) => {
    const { mock, client } = await opened();
    polled(mock, pending, { status, body: "secret-of-the-answer" });
    const error: unknown = await exportReport(client, { workspace, report: "42", clock: hurried(mock).clock }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "ReportError", code, status, polls: 1 });
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain("secret-of");
  });

  test.each([
    [404, "refused"],
    [400, "refused"],
    [413, "too_large"],
    [503, "failed"],
  ] as const)("a report that the API does not start with %d is a typed error: %s", async (status, code) => {
    const { mock, client } = await opened();
    mock.respondOnce("executeRawReport", { status, body: {} });
    await expect(exportReport(client, { workspace, report: "42" })).rejects.toMatchObject({ name: "ReportError", code, status });
    expect(mock.calls("downloadRawReport")).toBe(0);
  });

  test("a start without an address, and a web page in place of the file, are malformed", async () => {
    const { mock, client } = await opened();
    mock.respondOnce("executeRawReport", { status: 201, body: {} });
    await expect(exportReport(client, { workspace, report: "42" })).rejects.toMatchObject({ code: "malformed", status: 201 });
    mock.respondOnce("executeRawReport", { status: 200, headers: { "content-type": "text/html" }, body: "<h1>Sign in</h1>" });
    await expect(exportReport(client, { workspace, report: "42" })).rejects.toMatchObject({ name: "ReportError", code: "malformed" });
    polled(mock, { status: 200, headers: { "content-type": "text/html" }, body: "<h1>Sign in</h1>" });
    await expect(exportReport(client, { workspace, report: "42" })).rejects.toMatchObject({ code: "malformed", status: 200 });
  });

  test.each(["POST", "GET"])("a connection that breaks off is a typed error, and holds the platform's own: %s", async (method) => {
    const broken = new TypeError("fetch failed");
    const fetch: typeof globalThis.fetch = async (input, init) => {
      if (init?.method === method && /raw/.test(String(input))) throw broken;
      return globalThis.fetch(input, init);
    };
    const { mock, client } = await opened();
    const own = createFlexInsightsClient({ session: client.session, server: mock.url, clock: mock.clock, fetch });
    await expect(exportReport(own, { workspace, report: "42" })).rejects.toMatchObject({ name: "ReportError", code: "interrupted", cause: broken });
  });

  test("a token that cannot be had is the session's own error", async () => {
    const { mock } = await opened();
    const other = createFlexInsightsClient({ credentials: { login: "ada@example.com", password: "fake-wrong" }, server: mock.url });
    await expect(exportReport(other, { workspace, report: "42" })).rejects.toMatchObject({ name: "ReauthenticationRequiredError", code: "credentials_refused" });
  });

  test("a report's rows come from the mock's file", async () => {
    const { client } = await opened();
    const report = await exportReport(client, { workspace, report: "42" });
    expect(await all(report.rows())).toEqual([{ Date: "2026-01-31", Agent: "Ada", Handled: "12" }]);
  });
});
