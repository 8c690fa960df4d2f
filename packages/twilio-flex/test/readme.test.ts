import { programsOf, runProgram, startMock, typeErrors } from "@freshkey-tools/contract";
import { createTwilioFlexSession } from "@freshkey/twilio-flex";
import { expect, test, vi } from "vitest";

// Each program is a process of its own.
vi.setConfig({ testTimeout: 60_000 });

const programs = await programsOf(new URL("..", import.meta.url));

test("every program of the README type-checks", async () => {
  expect(await typeErrors(programs)).toBe("");
});

test("every program of the README runs and prints what it says", async () => {
  const account = { accountSid: "AC00000000000000000000000000000000", authToken: "fake-auth-token", instanceSid: "GO00000000000000000000000000000000" };
  const mock = await startMock("twilio-flex", { credentials: [account] });
  const given = await createTwilioFlexSession({ credentials: { ...account, username: "user1" }, server: mock.url }).getToken();
  const env = {
    TWILIO_URL: mock.url,
    TWILIO_ACCOUNT_SID: account.accountSid,
    TWILIO_AUTH_TOKEN: account.authToken,
    FLEX_INSTANCE_SID: account.instanceSid,
    FLEX_TOKEN: given.reveal(),
  };
  const runs = await Promise.all(programs.map(async (program) => ({ title: program.title, ...(await runProgram(program, env)) })));
  expect(runs).toEqual([
    { title: "Mint a token and use it", exitCode: 0, stdout: "AC00000000000000000000000000000000\n", stderr: "" },
    { title: "Create, update and list users", exitCode: 0, stdout: "ada created\nuser1\n", stderr: "" },
    { title: "Hand a fresh token to your own front end", exitCode: 0, stdout: "", stderr: "" },
    { title: "Exchange the AuthToken without a failed call", exitCode: 0, stdout: "200\n", stderr: "" },
    { title: "Use a token that you have", exitCode: 0, stdout: "200\n", stderr: "" },
    { title: "Check what comes back", exitCode: 0, stdout: "true\n", stderr: "" },
    { title: "Errors", exitCode: 0, stdout: "missing_credentials No way to flexToken: give username.\n", stderr: "" },
  ]);
});
