import { programsOf, runProgram, startMock, typeErrors } from "@freshkey-tools/contract";
import { expect, test, vi } from "vitest";

// Each program is a process of its own.
vi.setConfig({ testTimeout: 60_000 });

const programs = await programsOf(new URL("..", import.meta.url));

test("every program of the README type-checks", async () => {
  expect(await typeErrors(programs)).toBe("");
});

test("every program of the README runs and prints what it says", async () => {
  const credentials = { appKey: "fake/key+1==", appSecret: "fake/secret+1==" };
  const mock = await startMock("flexcharge", { credentials: [credentials] });
  const env = { FLEXCHARGE_URL: mock.url, FLEXCHARGE_APP_KEY: credentials.appKey, FLEXCHARGE_APP_SECRET: credentials.appSecret };
  const runs = await Promise.all(programs.map(async (program) => ({ title: program.title, ...(await runProgram(program, env)) })));
  expect(runs).toEqual([
    { title: "Read an order", exitCode: 0, stdout: "Completed\n", stderr: "" },
    { title: "Offer a declined payment", exitCode: 0, stdout: "APPROVED 36\n", stderr: "" },
    { title: "Refund an order", exitCode: 0, stdout: "SUCCESS\n", stderr: "" },
    { title: "Find orders", exitCode: 0, stdout: "order-1\n", stderr: "" },
    { title: "Check what comes back", exitCode: 0, stdout: "true\n", stderr: "" },
    { title: "Errors", exitCode: 0, stdout: "Completed\n", stderr: "" },
    { title: "Errors", exitCode: 0, stdout: "credentials_refused\n", stderr: "" },
  ]);
});
