import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Broken, Explored, Job, Scheduled } from "./job.ts";
import { rules, type Rule } from "./protocol/rules.ts";
import { full, reduced } from "./protocol/suite.ts";
import { runSchedule } from "./schedule/run.ts";
import { onThreads } from "./threads.ts";

const { values } = parseArgs({
  options: {
    schedules: { type: "string", default: "50000" },
    from: { type: "string", default: "1" },
    seed: { type: "string" },
    reduced: { type: "boolean" },
    threads: { type: "string", default: "2" },
  },
});

if (values.seed !== undefined) {
  const { steps, shape, violations } = await runSchedule(Number(values.seed));
  console.log(`${steps.join("\n")}\n\nseed ${values.seed}: ${shape}\n${violations.join("\n") || "no violation"}`);
  process.exit(violations.length > 0 ? 1 : 0);
}

const from = Number(values.from);
const schedules = Number(values.schedules);
const piece = 2_500;
const settings = values.reduced ? reduced : full;
const jobs: Job[] = settings.map((setting) => ({ explore: setting }));
for (const rule of Object.keys(rules) as Rule[]) jobs.push({ without: rule });
for (let at = from; at < from + schedules; at += piece) jobs.push({ from: at, to: Math.min(at + piece, from + schedules) - 1 });

const explored: Explored[] = [];
const broken: Broken[] = [];
const scheduled: Scheduled[] = [];
console.log(`Exploring ${settings.length} settings, breaking ${Object.keys(rules).length} rules, running ${schedules} schedules from seed ${from}.`);
await onThreads(Number(values.threads), jobs, (done) => {
  if ("explored" in done) {
    explored.push(done.explored);
    const { name, states, whole, wrong, seconds } = done.explored;
    console.log(`${whole ? "" : "NOT TO ITS END  "}${name}: ${states} states, ${JSON.stringify(wrong)}, ${seconds} s`);
  } else if ("broken" in done) broken.push(done.broken);
  else {
    scheduled.push(done.scheduled);
    for (const { seed, shape, violations } of done.scheduled.failed) console.log(`seed ${seed} [${shape}]: ${violations.join("; ")}`);
  }
});

console.log("\nWithout a rule (the way there is in the JSON):");
for (const { rule, breaks } of broken) console.log(`  ${rules[rule].padEnd(82)} ${breaks ?? "NOTHING BREAKS"}`);
const sum = (pick: (one: Scheduled) => number) => scheduled.reduce((all, one) => all + pick(one), 0);
const count = (name: string) => explored.reduce((all, { wrong }) => all + (wrong[name] ?? 0), 0);
const failed = scheduled.flatMap((one) => one.failed);
const figures = {
  states: explored.reduce((all, one) => all + one.states, 0),
  whole: explored.every((one) => one.whole),
  alarms: count("alarm"),
  regressions: count("regression"),
  deadUnmarked: count("dead and unmarked"),
  deadlocks: count("deadlock"),
  otherWrong: explored.reduce((all, { wrong }) => all + Object.values(wrong).reduce((sum, one) => sum + one, 0), 0),
  rulesThatBreak: broken.filter((one) => one.breaks).length,
  rules: broken.length,
  schedules: sum((one) => one.schedules),
  faults: sum((one) => one.faults),
  calls: sum((one) => one.calls),
  tokenCalls: sum((one) => one.tokenCalls),
  failedSchedules: failed.length,
};
console.log("");
for (const [name, value] of Object.entries(figures)) console.log(`${name.padEnd(18)} ${value}`);
const folder = fileURLToPath(new URL("../test-results/", import.meta.url));
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}model.json`, `${JSON.stringify({ figures, explored, broken, failed }, null, 2)}\n`);
process.exitCode = figures.otherWrong > 0 || failed.length > 0 || figures.rulesThatBreak < figures.rules || !figures.whole ? 1 : 0;
