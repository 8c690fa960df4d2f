import { createInstance, getHttpOperationsFromSpec, mocker, router } from "#vendor/prism";
import { problem, type Answer, type Generate } from "./answer.ts";
import type { Complaint } from "./decide.ts";
import { readDocument, type DocumentedOperation, type SpecDocument } from "./document.ts";
import { AuthMockError } from "./error.ts";
import type { Violation } from "./journal.ts";
import { isJson, mediaType, readContent, type Incoming } from "./request.ts";

type PrismOperation = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>[number];
type PrismRequest = Parameters<ReturnType<typeof createInstance>["request"]>[0];
type PrismComponents = Parameters<typeof createInstance>[1];

/** A document together with what Prism made of it. */
export interface Loaded {
  readonly document: SpecDocument;
  readonly routes: readonly Indexed[];
}

/** An operation of Prism's beside its path, taken apart: undefined stands for a step with a parameter in it. */
interface Indexed {
  readonly steps: readonly (string | undefined)[];
  /** No step mixes text and parameters: what fits the steps fits the path. */
  readonly whole: boolean;
  /** Prism's own, unknown here: its types are not installed with this package. */
  readonly resource: unknown;
}

export interface Route {
  readonly document: SpecDocument;
  readonly operation: DocumentedOperation;
  readonly resource: unknown;
}

export async function load(source: string | URL): Promise<Loaded> {
  const document = readDocument(source);
  try {
    // A copy: Prism writes into what it is given.
    const routes = await getHttpOperationsFromSpec(structuredClone(document.root));
    // Prism would call the addresses that a request names for callbacks. A mock calls nobody.
    return { document, routes: routes.map(({ callbacks: _callbacks, ...resource }) => indexed(resource)) };
  } catch (error) {
    throw new AuthMockError(`${document.file}: Prism cannot read this document: ${(error as Error).message}`);
  }
}

/** The first document that has the path and the method; a problem document (404, 405) when none has. */
export function findRoute(loaded: readonly Loaded[], { method, path }: Incoming): Route | { readonly problem: Answer } {
  let missed = problem(404, "No document has this path.");
  const wanted = stepsOf(path);
  for (const { document, routes } of loaded) {
    const found = choose(
      routes.filter(({ steps }) => steps.length === wanted.length && steps.every((step, at) => step === undefined || step === wanted[at])),
      method,
      path,
    );
    if (found._tag === "Right") {
      const resource = found.right as PrismOperation;
      const operation = document.operations.get(`${resource.method.toUpperCase()} ${resource.path}`);
      if (operation) return { document, operation, resource };
    } else if (found.left.status === 405) missed = problem(405, "The document has this path, but not with this method.");
  }
  return { problem: missed };
}

function indexed(resource: PrismOperation): Indexed {
  const steps = stepsOf(resource.path);
  const mixed = steps.some((step) => /.\{.+\}|\{.+\}./.test(step));
  return { steps: steps.map((step) => (/\{.+\}/.test(step) ? undefined : step)), whole: !mixed, resource };
}

/** Prism's router sorts and compares all that it is given, so it is given little, and only what needs a choice. */
function choose(candidates: readonly Indexed[], method: string, path: string): any {
  const [only, ...others] = candidates.filter(({ resource }) => (resource as PrismOperation).method.toUpperCase() === method);
  if (only?.whole && others.length === 0) return { _tag: "Right", right: only.resource };
  return router({ resources: candidates.map(({ resource }) => resource), input: { method: method.toLowerCase(), url: { path } } });
}

function stepsOf(path: string): string[] {
  return path.split("/").map((step) => {
    try {
      return decodeURIComponent(step);
    } catch {
      return step;
    }
  });
}

/** Has Prism check the request, asks `decide` for the answer, has Prism check that. */
export async function throughPrism(
  { resource }: Route,
  incoming: Incoming,
  decide: (complaints: readonly Complaint[], generate: Generate) => Answer,
): Promise<{ readonly answer: Answer; readonly violations: readonly Violation[] }> {
  let decided: Answer | undefined;
  // An answer of ours that the document does not know loses Prism's own list.
  let complaints: readonly Violation[] = [];
  let stable: Answer | undefined;
  const components: PrismComponents = {
    logger: silent,
    route: () => ({ _tag: "Right", right: resource as PrismOperation }),
    mock:
      ({ resource, input, config }) =>
      () => {
        const make = (wanted: Parameters<Generate>[0]): Answer => {
          const mocked = mocker({ resource, input: { data: input.data, validations: [] }, config: { ...config, dynamic: false, ...wanted } })(silent);
          return mocked._tag === "Right" ? fromPrism(mocked.right) : ofError(mocked.left);
        };
        const generate: Generate = (wanted) => {
          if (wanted.dynamic) return make(wanted);
          stable = remember(resource, JSON.stringify([wanted, incoming.headers["accept"]]), () => make(wanted));
          return stable;
        };
        complaints = input.validations.map((found) => describe("request", found));
        decided = decide(
          input.validations.map((found) => ({ ...describe("request", found), code: found.code ?? "" })),
          generate,
        );
        return toPrism(decided, verdicts.has(decided)) as never;
      },
  };
  const settings = { mock: { dynamic: false }, checkSecurity: false, validateRequest: true, validateResponse: true, errors: false, isProxy: false as const, upstreamProxy: undefined };
  const result: any = await createInstance(settings, components).request(readRequest(incoming), [resource as PrismOperation])();
  if (result._tag === "Left") return { answer: decided ?? ofError(result.left), violations: [...complaints, ...((decided && verdicts.get(decided)) ?? [])] };
  const { input, output } = result.right.validations;
  const outputs: Violation[] = output.map((found: any) => describe("response", found));
  if (decided && decided === stable) verdicts.set(decided, outputs);
  return { answer: decided ?? fromPrism(result.right.output), violations: [...input.map((found: any) => describe("request", found)), ...outputs] };
}

// Without `dynamic` the same wish always gets the same answer, and Prism's verdict on that is always the same.
const remembered = new WeakMap<object, Map<string, Answer>>();
const verdicts = new WeakMap<Answer, readonly Violation[]>();

function remember(resource: object, key: string, make: () => Answer): Answer {
  const known = remembered.get(resource) ?? new Map<string, Answer>();
  remembered.set(resource, known);
  const found = known.get(key) ?? make();
  // The caller writes the key: without an end to it he could fill the memory.
  if (known.size >= 100) known.clear();
  known.set(key, found);
  return found;
}

function readRequest(incoming: Incoming): PrismRequest {
  const { method, path, query, headers, body } = incoming;
  const parameters: Record<string, string | string[]> = Object.create(null);
  for (const [name, value] of new URLSearchParams(query)) {
    const before = parameters[name];
    parameters[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  // Prism wants JSON parsed, and a form as it came.
  const content = body === "" ? undefined : isJson(mediaType(headers)) ? readContent(incoming) : body;
  return { method: method.toLowerCase() as "get", url: { path, query: parameters }, headers: { ...headers }, body: content };
}

function fromPrism(output: { statusCode: number; headers?: Record<string, unknown>; body?: unknown }): Answer {
  const known = Object.entries(output.headers ?? {}).filter(([, value]) => value !== null && value !== undefined);
  const headers = Object.fromEntries(known.map(([name, value]) => [name.toLowerCase(), String(value)]));
  if (output.body === undefined) delete headers["content-type"];
  return { status: output.statusCode, headers, body: output.body };
}

// One for all: an Error for each answer would collect a stack for each.
const unchecked = { _tag: "Left", left: new Error("This answer needs no check.") };

/** `Left` skips Prism's check of the answer: a problem document made up here is in no document, and a checked answer needs no second check. */
function toPrism(answer: Answer, isChecked: boolean): unknown {
  if (answer.problem || isChecked) return unchecked;
  return { _tag: "Right", right: { statusCode: answer.status, headers: { ...answer.headers }, body: answer.body } };
}

function ofError(error: { status?: number; detail?: string; message?: string }): Answer {
  return problem(error.status ?? 500, error.detail ?? error.message ?? "Prism failed.");
}

function describe(side: Violation["side"], found: { path?: readonly unknown[]; message: string }): Violation {
  return { side, location: (found.path ?? [side]).join("."), message: found.message };
}

const mute = (): void => {};
const silent = { child: () => silent, fatal: mute, error: mute, warn: mute, info: mute, debug: mute, trace: mute, success: mute };
