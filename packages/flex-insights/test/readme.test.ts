import { programsOf, runProgram, startMock, typeErrors } from "@freshkey-tools/contract";
import { expect, test, vi } from "vitest";

// Each program is a process of its own.
vi.setConfig({ testTimeout: 60_000 });

const programs = await programsOf(new URL("..", import.meta.url));

test("every program of the README type-checks", async () => {
  expect(await typeErrors(programs)).toBe("");
});

test("every program of the README runs and prints what it says", async () => {
  const credentials = { login: "ada@example.com", password: "fake-password" };
  const mock = await startMock("flex-insights", { credentials: [credentials] });
  mock.respondOnce("downloadRawReport", { status: 202, body: {} });
  mock.respondOnce("downloadRawReport", { status: 202, body: {} });
  const env = { INSIGHTS_URL: mock.url, INSIGHTS_LOGIN: credentials.login, INSIGHTS_PASSWORD: credentials.password };
  const runs = await Promise.all(programs.map(async (program) => ({ title: program.title, ...(await runProgram(program, env)) })));
  expect(runs).toEqual([
    { title: "Export a report", exitCode: 0, stdout: "2026-01-31 Ada 12\n", stderr: "" },
    { title: "Export a report", exitCode: 0, stdout: '"Date","Agent","Handled"\r\n"2026-01-31","Ada","12"\r\n', stderr: expect.stringContaining("polls") },
    { title: "The chain", exitCode: 0, stdout: "ttCookie cookie\n", stderr: "" },
    { title: "Check what comes back", exitCode: 0, stdout: "true\n", stderr: "" },
    { title: "Errors", exitCode: 0, stdout: "credentials_refused\n", stderr: "" },
  ]);
  expect(mock.calls("downloadRawReport")).toBe(4);
});
