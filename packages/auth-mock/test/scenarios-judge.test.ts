import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { childDriver, readScenarios, runScenario, verdictTable, type Driver, type Verdict } from "../src/scenarios/index.ts";
import { realSpec } from "./mock.ts";

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const naive = [process.execPath, here("fixtures/naive-driver.mjs")];

async function judgeAll(ids: readonly string[], driver: Driver, spec = realSpec("simacan")): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const scenario of readScenarios(ids)) verdicts.push(await runScenario(scenario, { driver, spec }));
  return verdicts;
}

/** A driver that is one line of a program. */
const oneLine = (program: string): string[] => [
  process.execPath,
  "-e",
  `require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => { const say = (more) => console.log(JSON.stringify({ id: JSON.parse(line).id, ...more })); const { do: verb } = JSON.parse(line); ${program} })`,
];

function command(...args: string[]): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  return new Promise((done) => {
    execFile(process.execPath, [here("../src/cli/main.ts"), "judge", ...args], { timeout: 60_000, env: { ...process.env, NODE_OPTIONS: "--conditions=@freshkey/source" } }, (error, stdout, stderr) =>
      done({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

const fails = [
  "a-401-that-no-token-cures",
  "body-sent-again",
  "cold-herd",
  "dead-refresh-token",
  "early-death",
  "lost-answer",
  "redirected-token-endpoint",
  "sleeping-laptop",
  "stale-refusal",
  "thundering-herd",
  "token-storm",
  "told-to-wait",
  "two-targets-one-refresh-token",
  "wrong-password",
];

test("a client that logs in at every 401 fails the scenarios that it must fail, and no other", async () => {
  const passes = ["clock-ahead", "clock-behind", "early-renewal-fails", "redirected-call"];
  const verdicts = await judgeAll([...fails, ...passes], await childDriver(naive));
  expect(verdicts.filter(({ outcome }) => outcome === "failed").map(({ scenario }) => scenario)).toEqual(fails);
  expect(verdicts.filter(({ outcome }) => outcome === "passed").map(({ scenario }) => scenario)).toEqual(passes);
  const because = (id: string): readonly string[] => verdicts.find(({ scenario }) => scenario === id)?.because ?? [];
  expect(because("thundering-herd")).toEqual(["line 11 (call): renewals: expected 1, got 1000"]);
  expect(because("redirected-token-endpoint")).toContain("in all: leaks: expected 0, got 1");
}, 180_000);

test("what a driver cannot do is not applicable, never passed", async () => {
  const verdicts = await judgeAll(["frozen-holder", "first-caller-leaves", "flexcharge-day", "call-inside-an-event"], await childDriver(naive));
  expect(verdicts.map(({ outcome, because }) => [outcome, ...because])).toEqual([
    ["not applicable", "the driver cannot: store"],
    ["not applicable", "the driver cannot: abort"],
    ["not applicable", "it is about flexcharge"],
    ["not applicable", "the driver cannot: events"],
  ]);
  const [elsewhere] = await judgeAll(["cold-herd"], await childDriver(naive), realSpec("flexcharge"));
  expect(elsewhere).toMatchObject({ outcome: "not applicable", because: ["the driver has no client for it"] });
});

test("a client on its own clock is not asked to follow the mock's", async () => {
  const driver = await childDriver(oneLine('say(verb === "hello" ? { can: [] } : { status: 200 })'));
  const [herd, laptop] = await judgeAll(["thundering-herd", "sleeping-laptop"], driver);
  expect(herd).toMatchObject({ outcome: "not applicable", because: ["the driver cannot: clock"] });
  expect(laptop?.outcome).toBe("failed");
});

test("a client that ends, or cannot be opened, has failed", async () => {
  const [ended] = await judgeAll(["cold-herd"], await childDriver(oneLine('verb === "call" ? process.exit(3) : say({ can: [] })')));
  expect(ended).toMatchObject({ outcome: "failed", because: ["line 8 (call): The driver ended with 3"] });
  const [closed] = await judgeAll(["cold-herd"], await childDriver(oneLine('say(verb === "hello" ? { can: [] } : { error: "no key" })')));
  expect(closed?.because[0]).toBe("line 1 (open): The driver could not open a client: no key");
});

test("a command that is no driver is told so", async () => {
  await expect(childDriver([process.execPath, "-e", "0"])).rejects.toThrow(/^The driver ended with 0\. A driver answers /);
  await expect(childDriver(["./no-such-command"])).rejects.toThrow(/^The driver "\.\/no-such-command" could not be started\. /);
});

test("the table has a line for each scenario, what was expected and what came", () => {
  expect(
    verdictTable([
      { scenario: "one", title: "One call", spec: "notes", outcome: "passed", because: [] },
      { scenario: "other", title: "Two calls", spec: "notes", outcome: "failed", because: ["line 3 (call): logins: expected 1, got 2"] },
      { scenario: "third", title: "No call", spec: "notes", outcome: "not applicable", because: ["the driver cannot: clock", "x"] },
    ]),
  ).toBe(
    [
      "✓ notes  one    One call",
      "x notes  other  failed: Two calls",
      "    line 3 (call): logins: expected 1, got 2",
      "- notes  third  not applicable: the driver cannot: clock; x",
      "1 passed, 1 failed, 1 not applicable.",
    ].join("\n"),
  );
});

test("`auth-mock judge` prints the table and exits 1 when something failed", async () => {
  const { code, stdout } = await command("cold-herd", "redirected-call", "--spec", realSpec("simacan"), "--", ...naive);
  expect(stdout.split("\n")).toEqual([
    "x simacan  cold-herd        failed: A hundred first calls cost one log-in",
    "    line 8 (call): logins: expected 1, got 100",
    "    line 8 (call): renewals: expected 1, got 100",
    "✓ simacan  redirected-call  A redirect of a call takes no token to another origin",
    "1 passed, 1 failed, 0 not applicable.",
    "",
  ]);
  expect(code).toBe(1);
  const passed = await command("redirected-call", "--json", "--spec", realSpec("simacan"), "--", ...naive);
  expect(passed.code).toBe(0);
  expect(JSON.parse(passed.stdout)).toMatchObject([{ scenario: "redirected-call", spec: "simacan", outcome: "passed", because: [] }]);
});

test.each<[string, string[], unknown]>([
  ["no command", [], "auth-mock: Name the command that drives the client, after two dashes: auth-mock judge -- python3 driver.py\n"],
  ["a flag that is none", ["--quick", "--", "node"], "auth-mock: Unknown option '--quick'. `auth-mock judge --help` shows what there is.\n"],
  ["a scenario that is none", ["nothing", "--", "node"], expect.stringMatching(/^auth-mock: There is no scenario "nothing"\. There are: /)],
  ["a chain that is none", ["--chain", "other", "--spec", realSpec("simacan"), "--", ...naive], 'auth-mock: simacan.openapi.yaml: there is no chain "other". There are: default.\n'],
])("`auth-mock judge` with %s is told so in one line", async (_, args, told) => {
  expect(await command(...args)).toEqual({ code: 1, stdout: "", stderr: told });
});

test("the README shows the naive driver as it is", () => {
  const readme = readFileSync(here("../README.md"), "utf8");
  expect(readme).toContain(`\`\`\`js\n${readFileSync(here("fixtures/naive-driver.mjs"), "utf8")}\`\`\`\n`);
});
