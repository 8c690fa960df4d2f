import type { Verdict } from "./run.ts";

const marks: Readonly<Record<Verdict["outcome"], string>> = { passed: "✓", failed: "x", "not applicable": "-" };

/** The verdicts as text: a line each, below it what was expected and what came; at the end how many of each. */
export function verdictTable(verdicts: readonly Verdict[]): string {
  const width = Math.max(0, ...verdicts.map(({ scenario }) => scenario.length));
  const specs = Math.max(0, ...verdicts.map(({ spec }) => spec.length));
  const lines = verdicts.flatMap(({ scenario, spec, title, outcome, because }) => [
    `${marks[outcome]} ${spec.padEnd(specs)}  ${scenario.padEnd(width)}  ${outcome === "passed" ? title : outcome === "failed" ? `failed: ${title}` : `not applicable: ${because.join("; ")}`}`,
    ...(outcome === "failed" ? because.map((why) => `    ${why}`) : []),
  ]);
  const count = (outcome: Verdict["outcome"]): number => verdicts.filter((verdict) => verdict.outcome === outcome).length;
  return [...lines, `${count("passed")} passed, ${count("failed")} failed, ${count("not applicable")} not applicable.`].join("\n");
}
