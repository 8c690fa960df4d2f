import { explore } from "./protocol/explore.ts";
import { named, withoutRule } from "./protocol/suite.ts";
import type { Setting } from "./protocol/setting.ts";
import type { Rule } from "./protocol/rules.ts";
import { runSchedule } from "./schedule/run.ts";

/** A piece of work for one thread. */
export type Job = { readonly explore: Setting } | { readonly without: Rule } | { readonly from: number; readonly to: number };

export interface Explored {
  readonly name: string;
  readonly states: number;
  readonly whole: boolean;
  readonly wrong: Readonly<Record<string, number>>;
  readonly seconds: number;
}

export interface Broken {
  readonly rule: Rule;
  /** What goes wrong without it, and the way there. */
  readonly breaks: string | undefined;
  readonly way: readonly string[];
}

export interface Scheduled {
  readonly schedules: number;
  readonly faults: number;
  readonly calls: number;
  readonly tokenCalls: number;
  /** Seeds that went wrong, and how. */
  readonly failed: readonly { readonly seed: number; readonly shape: string; readonly violations: readonly string[] }[];
}

export type Done = { readonly explored: Explored } | { readonly broken: Broken } | { readonly scheduled: Scheduled };

export async function runSchedules(from: number, to: number): Promise<Scheduled> {
  const sum = { faults: 0, calls: 0, tokenCalls: 0 };
  const failed: { seed: number; shape: string; violations: readonly string[] }[] = [];
  for (let seed = from; seed <= to; seed += 1) {
    const { shape, violations, faults, calls, tokenCalls } = await runSchedule(seed);
    sum.faults += faults;
    sum.calls += calls;
    sum.tokenCalls += tokenCalls;
    if (violations.length > 0) failed.push({ seed, shape, violations });
  }
  return { schedules: to - from + 1, ...sum, failed };
}

export function breakRule(rule: Rule): Broken {
  const { wrong, ways } = explore(withoutRule(rule), 500_000, true);
  const [breaks] = Object.keys(wrong);
  return { rule, breaks, way: breaks ? (ways[breaks] ?? []) : [] };
}

export async function run(job: Job): Promise<Done> {
  if ("from" in job) return { scheduled: await runSchedules(job.from, job.to) };
  if ("without" in job) return { broken: breakRule(job.without) };
  const started = process.hrtime.bigint();
  const { states, whole, wrong } = explore(job.explore, 14_000_000);
  return { explored: { name: named(job.explore), states, whole, wrong, seconds: Math.round(Number(process.hrtime.bigint() - started) / 1e8) / 10 } };
}
