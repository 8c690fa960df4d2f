import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { Ajv2020, type ValidateFunction } from "#vendor/ajv";
import { isMap, isSeq, LineCounter, parseDocument } from "#vendor/yaml";
import { AuthMockError } from "../error.ts";
import type { Scenario, Step } from "./scenario.ts";

// The same folder from the sources and from what is built of them.
const bundle = new URL("../../scenarios/", import.meta.url);
let check: ValidateFunction | undefined;

/** The names of the scenarios that come with this package. */
export function scenarioNames(): readonly string[] {
  return readdirSync(bundle)
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => basename(file, ".yaml"))
    .sort();
}

/**
 * Reads scenario files: bundled ones by name, others by path or `file:` URL. Absent: all bundled ones.
 *
 * @throws AuthMockError naming file and line, and what to write
 * @example
 * const [scenario] = readScenarios(["thundering-herd"]);
 */
export function readScenarios(which: readonly (string | URL)[] = scenarioNames()): readonly Scenario[] {
  const bundled = new Set(scenarioNames());
  return which.map((one) => {
    if (typeof one === "string" && bundled.has(one)) return read(new URL(`${one}.yaml`, bundle), `${one}.yaml`);
    if (typeof one === "string" && !/[./\\]/.test(one))
      throw new AuthMockError(`There is no scenario ${JSON.stringify(one)}. There are: ${[...bundled].join(", ")}. A file of your own is given by its path.`);
    const place = typeof one === "string" && one.startsWith("file:") ? new URL(one) : one;
    return read(place, basename(String(one)));
  });
}

function read(place: string | URL, file: string): Scenario {
  let text: string;
  try {
    text = readFileSync(place, "utf8");
  } catch (error) {
    throw new AuthMockError(`${file}: cannot be read (${(error as NodeJS.ErrnoException).code}). Give the path of a scenario file, or the name of a bundled one.`);
  }
  return parseScenario(text, file);
}

/** Reads the text of one scenario file. Throws `AuthMockError` with its file and line. */
export function parseScenario(text: string, file: string): Scenario {
  const counter = new LineCounter();
  const tree = parseDocument(text, { lineCounter: counter });
  const lineAt = (steps: readonly (string | number)[]): number => counter.linePos(offsetOf(tree, steps)).line;
  const fail = (line: number, what: string): never => {
    throw new AuthMockError(`${file}:${line}: ${what}`);
  };
  const [mistake] = tree.errors;
  if (mistake) fail(counter.linePos(mistake.pos[0]).line, `${mistake.message.split("\n")[0]?.replace(/ at line .*$/, "")}. Write YAML.`);
  const scenario = tree.toJS() as Scenario;
  check ??= new Ajv2020({ strict: false, allErrors: true, logger: false, verbose: true }).compile(JSON.parse(readFileSync(new URL("scenario.schema.json", bundle), "utf8")) as object);
  if (!check(scenario)) {
    const { steps, what } = worst(check.errors ?? []);
    fail(lineAt(steps), what);
  }
  if (scenario.id !== basename(file, ".yaml")) fail(lineAt(["id"]), `the id is ${scenario.id}. Write the name of the file: ${basename(file, ".yaml")}.`);
  const clients = new Set(Object.keys(scenario.setup?.clients ?? { A: {} }));
  const begun = new Set<string>();
  const steps = scenario.steps.map((step, index): Step => {
    const line = lineAt(["steps", index]);
    const actions = Object.keys(step).filter((name) => name !== "expect");
    if (actions.length > 1) fail(line, `a step does one thing, and this one has ${actions.join(" and ")}. Write two steps.`);
    const stranger = namesIn(step).find((name) => !clients.has(name));
    if (stranger !== undefined) fail(line, `there is no client ${stranger}. Write one under setup.clients.`);
    const begins = typeof step.call === "object" ? step.call.as : undefined;
    if (begins !== undefined) begun.add(begins);
    const later = step.finish ?? step.abort;
    if (later !== undefined && !begun.has(later)) fail(line, `no calls were begun as ${later}. Write as: ${later} at a call before.`);
    if (step.expect?.answers && (begins !== undefined || (step.call === undefined && step.finish === undefined && step.signOut === undefined))) {
      fail(line, "only call, finish and signOut have answers. Expect them where the calls are finished.");
    }
    return { ...step, line };
  });
  return { ...scenario, steps };
}

/** The clients that a step names. */
function namesIn(step: Partial<Step>): readonly string[] {
  const by = typeof step.call === "object" ? step.call.by : undefined;
  return [by ?? (step.call === undefined ? [] : "A"), step.signOut ?? [], step.kill ?? [], step.open ?? [], step.freeze ?? [], step.thaw ?? [], step.breakStore?.of ?? [], step.mendStore ?? []].flat();
}

interface Mistake {
  readonly steps: readonly (string | number)[];
  readonly what: string;
}

/** The mistake that lies deepest: those above it only say that something below is wrong. */
function worst(errors: NonNullable<ValidateFunction["errors"]>): Mistake {
  const [deepest] = errors
    .map((error) => ({ error, steps: stepsOf(error.instancePath) }))
    .sort((one, other) => other.steps.length - one.steps.length || rank(other.error.keyword) - rank(one.error.keyword));
  if (!deepest) return { steps: [], what: "is no scenario." };
  const { error, steps } = deepest;
  const place = steps.length === 0 ? "the scenario" : steps.join(".");
  const { additionalProperty, missingProperty, allowedValues, allowedValue } = error.params as Record<string, unknown>;
  const known = Object.keys((error.parentSchema as { properties?: object } | undefined)?.properties ?? {}).join(", ");
  if (additionalProperty !== undefined) return { steps: [...steps, String(additionalProperty)], what: `${place} has no member ${JSON.stringify(additionalProperty)}. Write one of: ${known}.` };
  if (missingProperty !== undefined) return { steps, what: `${place} needs ${String(missingProperty)}. Write it.` };
  if (Array.isArray(allowedValues)) return { steps, what: `${place} is ${JSON.stringify(error.data)}. Write one of: ${allowedValues.join(", ")}.` };
  if (allowedValue !== undefined) return { steps, what: `${place} is ${JSON.stringify(error.data)}. Write ${JSON.stringify(allowedValue)}.` };
  if (error.keyword === "propertyNames" || error.propertyName !== undefined)
    return { steps, what: `${place} has the member ${JSON.stringify(error.propertyName)}, whose name does not fit. See scenario.schema.json.` };
  return { steps, what: `${place} is ${JSON.stringify(error.data)?.slice(0, 80)}. It ${error.message}.` };
}

function rank(keyword: string): number {
  return keyword === "additionalProperties" ? 3 : keyword === "enum" || keyword === "const" ? 2 : keyword === "oneOf" ? 0 : 1;
}

function stepsOf(pointer: string): (string | number)[] {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

/** Where a member begins, as near as there is one. */
function offsetOf(tree: ReturnType<typeof parseDocument>, steps: readonly (string | number)[]): number {
  let node: any = tree.contents;
  let offset: number = node?.range?.[0] ?? 0;
  for (const step of steps) {
    if (isMap(node)) {
      const pair: any = node.items.find(({ key }: any) => key?.value === step);
      offset = pair?.key?.range?.[0] ?? offset;
      node = pair?.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      offset = node?.range?.[0] ?? offset;
    }
  }
  return offset;
}
