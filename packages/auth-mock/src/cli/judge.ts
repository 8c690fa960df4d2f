import { parseArgs } from "node:util";
import { AuthMockError } from "../error.ts";
import { childDriver } from "../scenarios/child.ts";
import { readScenarios, scenarioNames } from "../scenarios/read.ts";
import { runScenario, type Verdict } from "../scenarios/run.ts";
import { verdictTable } from "../scenarios/table.ts";
import { bundledNames, findSources } from "./sources.ts";

/** Judges the client that a command drives. Resolves to the exit code: 1 when a scenario failed. Throws `AuthMockError` that says what to do. */
export async function judge(args: readonly string[]): Promise<number> {
  const cut = args.indexOf("--");
  const { values, positionals } = parse(cut < 0 ? args : args.slice(0, cut));
  if (values.help) return say(helpText());
  const command = cut < 0 ? [] : args.slice(cut + 1);
  if (command.length === 0) throw new AuthMockError("Name the command that drives the client, after two dashes: auth-mock judge -- python3 driver.py");
  const scenarios = readScenarios(positionals.length > 0 ? positionals : undefined);
  const driver = await childDriver(command);
  const wanted = values.spec.length > 0 ? values.spec : bundledNames().filter((name) => driver.specs?.has(name) ?? true);
  const { files, remove } = await findSources(wanted);
  const verdicts: Verdict[] = [];
  try {
    for (const spec of files) {
      for (const scenario of scenarios) verdicts.push(await runScenario(scenario, { driver, spec, ...(values.chain !== undefined && { chain: values.chain }) }));
    }
  } finally {
    remove();
  }
  say(values.json ? JSON.stringify(verdicts) : verdictTable(verdicts));
  return verdicts.some(({ outcome }) => outcome === "failed") ? 1 : 0;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        spec: { type: "string", multiple: true, default: [] },
        chain: { type: "string" },
        json: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
  } catch (error) {
    const [what = ""] = (error as Error).message.split(/\.?\n|\. /);
    throw new AuthMockError(`${what}. \`auth-mock judge --help\` shows what there is.`);
  }
}

function say(text: string): 0 {
  process.stdout.write(`${text}\n`);
  return 0;
}

function helpText(): string {
  return `auth-mock judge [scenario]... [flags] -- <command>

Plays scenarios against the client that <command> drives, and says which it lives through. Exit code 1: not all.

[scenario]    a bundled one, or the path of a scenario file; absent: all bundled ones
              (${scenarioNames().join(", ")})
--spec NAME   a bundled document (${bundledNames().join(", ")}), or the path or URL of one; may come several times; absent: all bundled ones
--chain NAME  which of the document's chains; absent: the first
--json        the verdicts as JSON
--help, -h    this text

The command gets lines of JSON on stdin and answers on stdout: see the README, Scenarios.`;
}
