import { onTestFinished, expect, test } from "vitest";
import { clientOf, counted, hashed, open } from "../src/report.ts";
import { startReportServer } from "../src/report-server.ts";

test("a report of 20 MB arrives whole while its token dies five times: one report, one login, six tokens", async () => {
  const server = await startReportServer({ bytes: 20_000_000, polls: 8, deaths: 5 });
  onTestFinished(() => server.close());
  const { sha256, rows } = server.counts();
  const client = clientOf(server.url);
  const report = await open(client);
  expect(report.polls).toBe(8);
  expect(await hashed(report.bytes)).toBe(sha256);
  // The last of the five deaths is found by the download itself: it is asked for once more, not a byte twice.
  expect(server.counts()).toMatchObject({ started: 1, logins: 1, tokens: 6, refused: 5, polls: 8, downloads: 1 });
  expect(await counted((await open(client)).rows())).toBe(rows);
  expect(server.counts()).toMatchObject({ started: 2, logins: 1, tokens: 11, refused: 10, polls: 16, downloads: 2 });
});
