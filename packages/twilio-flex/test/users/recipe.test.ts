import { readFile, writeFile } from "node:fs/promises";
import { programsOf, runProgram, startMock } from "@freshkey-tools/contract";
import { expect, test, vi } from "vitest";
import { createTwilioFlexClient } from "../../src/index.ts";
import { account, enlist } from "./support.ts";

// Prism takes a second to load, and longer on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const programs = await programsOf(new URL("../..", import.meta.url), undefined, "recipe");
const file = programs.find(({ title }) => title === "Hand a fresh token to your own front end")?.file ?? "";

/** What a front end does, and a stranger. Only what is true is printed, no token. */
const visits = `
signedIn.set("session=1", "ada").set("session=2", "eve");
const visit = async (cookie?: string) => GET(new Request("https://app.example.com/flex-token?username=ada", cookie === undefined ? {} : { headers: { cookie } }));
const strangers = await Promise.all([visit(), visit("session=3")]);
const answers = await Promise.all(["session=1", "session=1", "session=2", "session=2"].map(visit));
const [ada, again, eve] = await Promise.all(answers.map((answer) => answer.json()));
const later = await (await visit("session=1")).json();
console.log(JSON.stringify({
  strangers: await Promise.all(strangers.map(async (answer) => [answer.status, await answer.text()])),
  caches: [...new Set(answers.map(({ headers }) => headers.get("cache-control")))],
  members: Object.keys(ada),
  same: ada.token === again.token && ada.token === later.token,
  own: ada.token !== eve.token,
  life: Math.round((ada.expiresAt - Date.now()) / 60_000),
}));
`;

test("the endpoint of the README is ten lines long", async () => {
  const lines = (await readFile(file, "utf8")).split("\n").filter((line) => line.trim() !== "");
  expect(lines).toHaveLength(10);
});

test("it knows its own user before anything is minted, gives that user's token and no other, the same one while it lives, and lets nobody store it", async () => {
  const mock = await startMock("twilio-flex", { credentials: [account] });
  await enlist(createTwilioFlexClient({ credentials: account, server: mock.url }), ["ada", "eve"]);
  const driven = file.replace(/\.ts$/, ".driven.ts");
  await writeFile(driven, (await readFile(file, "utf8")) + visits);
  const env = { TWILIO_URL: mock.url, TWILIO_ACCOUNT_SID: account.accountSid, TWILIO_AUTH_TOKEN: account.authToken, FLEX_INSTANCE_SID: account.instanceSid };
  const { exitCode, stdout, stderr } = await runProgram({ title: "driven", file: driven }, env);
  expect([exitCode, stderr]).toEqual([0, ""]);
  expect(JSON.parse(stdout)).toEqual({
    strangers: [
      [401, ""],
      [401, ""],
    ],
    caches: ["no-store"],
    members: ["token", "expiresAt"],
    same: true,
    own: true,
    life: 60,
  });
  expect(mock.calls("createUserToken")).toBe(2);
});
