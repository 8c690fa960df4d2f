import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { readDocument } from "../document.ts";
import { AuthMockError } from "../error.ts";
import { startAuthMock, type AuthMockOptions } from "../start.ts";
import { accountOf, secretsOf, type Credentials } from "./accounts.ts";
import { misses, missesAll } from "./compare.ts";
import type { Ability, Answer, Driver } from "./driver.ts";
import { requestMaker } from "./request.ts";
import { rolesOf } from "./roles.ts";
import type { Actions, Count, Counted, Expectation, Scenario, Step } from "./scenario.ts";
import { startElsewhere } from "./elsewhere.ts";
import { cast, type Stage } from "./stage.ts";
import { acts } from "./steps.ts";
import { onExchange, type Tapped } from "./tap.ts";
import { counted, createWitness } from "./witness.ts";

/** What a scenario is run with. */
export interface RunOptions {
  readonly driver: Driver;
  /** The document, as for `startAuthMock`. */
  readonly spec: string | URL;
  /** Which of its chains. Absent: the first. */
  readonly chain?: string;
}

/** What became of a scenario. */
export interface Verdict {
  readonly scenario: string;
  readonly title: string;
  readonly spec: string;
  readonly outcome: "passed" | "failed" | "not applicable";
  /** What was expected and what came, with the line of the scenario; or why it does not apply. */
  readonly because: readonly string[];
}

/**
 * Plays a scenario against a mock of its own and judges what the client made of it. Never rejects because of the client: that is a verdict.
 *
 * @throws AuthMockError when the document, the chain or the scenario cannot be used
 * @example
 * const { outcome, because } = await runScenario(scenario, { driver, spec: "specs/simacan.openapi.yaml" });
 */
export async function runScenario(scenario: Scenario, { driver, spec, chain: wanted }: RunOptions): Promise<Verdict> {
  const document = readDocument(spec);
  const name = nameOf(document.path);
  const chain = document.chains.find((one) => one.name === wanted) ?? (wanted === undefined ? document.chains[0] : undefined);
  if (!chain) throw new AuthMockError(`${document.file}: there is no chain ${JSON.stringify(wanted)}. There are: ${document.chains.map((one) => one.name).join(", ")}.`);
  const roles = rolesOf(document, chain);
  const requests = requestMaker(document, chain, roles);
  const verdict = (outcome: Verdict["outcome"], because: readonly string[]): Verdict => ({ scenario: scenario.id, title: scenario.title, spec: name, outcome, because });

  if (scenario.specs && !scenario.specs.includes(name)) return verdict("not applicable", [`it is about ${scenario.specs.join(", ")}`]);
  if (driver.specs && !driver.specs.has(name)) return verdict("not applicable", ["the driver has no client for it"]);
  const lacking = scenario.needs?.filter((need) => (need === "body" ? !requests.hasBody : !roles.has(need))) ?? [];
  if (lacking.length > 0) return verdict("not applicable", [`the chain has no ${lacking.join(", no ")}`]);
  const unable = [...abilitiesOf(scenario)].filter((ability) => !driver.can.has(ability));
  if (unable.length > 0) return verdict("not applicable", [`the driver cannot: ${unable.join(", ")}`]);

  const setups = scenario.setup?.clients ?? { A: {} };
  const accounts = new Map(["first", "second"].map((account) => [account, accountOf(document, chain, account)]));
  const credentialsOf = (client: string): Credentials => {
    const { account = "first", password, credentials } = setups[client] ?? {};
    const wrong = password === "wrong" ? Object.fromEntries(secretsOf(chain).map((secret) => [secret, "fake-and-not-right"])) : {};
    return { ...accounts.get(account), ...wrong, ...credentials };
  };
  const owners = [...accounts].map(([account, credentials]) => ({ account, secrets: secretsOf(chain).map((secret) => String(credentials[secret])) }));
  const taken = [...accounts.values()].map((credentials) => Object.fromEntries(Object.entries(credentials).filter(([member]) => chain.credentials.required?.includes(member) ?? true)));
  const witness = createWitness(
    roles,
    owners,
    (client) => setups[client]?.account ?? "first",
    () => mock.tokens(),
  );
  const options: AuthMockOptions & Tapped = { ...scenario.setup?.mock, spec, credentials: taken, [onExchange]: witness.see };
  const mock = await startAuthMock(options);
  const elsewhere = await startElsewhere(witness.seeElsewhere);
  const folder = mkdtempSync(join(tmpdir(), "auth-mock-judge-"));
  const players = cast({ scenario, driver, mock, spec: name, chain: chain.name, folder, credentialsOf, request: requests.make });
  const stage: Stage = { ...players, scenario, mock, roles, witness, request: requests.make, elsewhere: elsewhere.url, begun: new Map(), armed: [], since: new Map(), calls: 0 };
  try {
    const found: string[] = [];
    // Opening the clients is a step that stands in no line.
    const opening = Object.keys(setups).map((open): Step => ({ open, line: 1 }));
    for (const step of [...opening, ...scenario.steps]) {
      const wrong = await play(stage, step);
      found.push(...wrong.because);
      if (wrong.over) break;
    }
    found.push(...totals(stage));
    return verdict(found.length > 0 ? "failed" : "passed", found);
  } finally {
    for (const client of stage.clients.keys()) await stage.kill(client);
    await Promise.all([mock.close(), elsewhere.close()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `simacan` of `simacan.openapi.yaml`, and of `simacan/openapi.yaml` as a client package has it. */
function nameOf(path: string): string {
  const [name = ""] = basename(path).split(".");
  return name === "openapi" ? basename(dirname(resolve(path))) : name;
}

async function play(stage: Stage, step: Step): Promise<{ readonly because: readonly string[]; readonly over: boolean }> {
  const [name] = (Object.keys(acts) as (keyof Actions)[]).filter((one) => step[one] !== undefined);
  const where = (what: string): string => `line ${step.line}${name === undefined ? "" : ` (${name})`}: ${what}`;
  try {
    const answers = name && (await (acts[name] as (stage: Stage, what: unknown) => Promise<readonly Answer[] | void>)(stage, step[name]));
    return { because: step.expect ? compare(stage, step.expect, answers ?? []).map(where) : [], over: false };
  } catch (error) {
    // A mistake in the scenario is not the client's.
    if (error instanceof AuthMockError || error instanceof RangeError) throw new AuthMockError(`${stage.scenario.id}.yaml:${step.line}: ${error.message}`);
    return { because: [where((error as Error).message)], over: true };
  }
}

function compare(stage: Stage, { answers: expected, ...counts }: Expectation, answers: readonly Answer[]): string[] {
  const got = new Map<string, number>();
  for (const { status, error } of answers) {
    const kind = error ?? (status < 300 ? "ok" : String(status));
    got.set(kind, (got.get(kind) ?? 0) + 1);
  }
  const since = stage.since;
  const now = (name: Counted): number => stage.witness.count(name);
  const wrong = Object.entries(counts).flatMap(([name, count]) => misses(name, count, now(name as Counted) - (since.get(name as Counted) ?? 0)) ?? []);
  stage.since = new Map(counted.map((name) => [name, now(name)]));
  return [...(expected ? missesAll(expected, got).map((miss) => `answers: ${miss}`) : []), ...wrong];
}

function totals({ scenario, witness }: Stage): string[] {
  const expected: Readonly<Record<string, Count>> = scenario.expect ?? {};
  return missesAll(expected, witness.totals()).map((miss) => `in all: ${miss}`);
}

/** What a client must be able to do for a scenario. */
function abilitiesOf({ setup, steps }: Scenario): ReadonlySet<Ability> {
  const needed = new Set<Ability>();
  const does = (...names: (keyof Actions)[]): boolean => steps.some((step) => names.some((name) => step[name] !== undefined));
  if (does("advance") && setup?.clock !== "own") needed.add("clock");
  if (setup?.store === "shared" || does("open")) needed.add("store");
  if (does("freeze")) needed.add("freeze");
  if (does("breakStore")) needed.add("breakStore");
  if (does("signOut")) needed.add("signOut");
  if (does("abort")) needed.add("abort");
  if (Object.values(setup?.clients ?? {}).some(({ callsInEvents }) => callsInEvents)) needed.add("events");
  return needed;
}
