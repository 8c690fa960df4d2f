import { programsOf, runProgram, startMock, typeErrors } from "@freshkey-tools/contract";
import { expect, test, vi } from "vitest";

// Each program is a process of its own.
vi.setConfig({ testTimeout: 60_000 });

const programs = await programsOf(new URL("..", import.meta.url));

test("every program of the README type-checks", async () => {
  expect(await typeErrors(programs)).toBe("");
});

test("every program of the README runs and prints what it says", async () => {
  const credentials = { username: "ada", password: "fake-password" };
  const mock = await startMock("simacan", { credentials: [credentials] });
  const env = { SIMACAN_URL: mock.url, SIMACAN_USERNAME: credentials.username, SIMACAN_PASSWORD: credentials.password };
  const runs = await Promise.all(programs.map(async (program) => ({ title: program.title, ...(await runProgram(program, env)) })));
  expect(runs).toEqual([
    { title: "Send a trip", exitCode: 0, stdout: "taken\n", stderr: "" },
    { title: "Send a trip", exitCode: 0, stdout: "200 200\n", stderr: "" },
    { title: "Check what comes back", exitCode: 0, stdout: "true\n", stderr: "" },
    { title: "Errors", exitCode: 0, stdout: "credentials_refused\n", stderr: "" },
  ]);
});
