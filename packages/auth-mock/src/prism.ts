import { createRequire } from "node:module";
import { createInstance, getHttpOperationsFromSpec } from "@stoplight/prism-http";
import { problem, type Answer, type Generate } from "./answer.ts";
import type { Complaint } from "./decide.ts";
import { readDocument, type DocumentedOperation, type SpecDocument } from "./document.ts";
import { AuthMockError } from "./error.ts";
import type { Violation } from "./journal.ts";
import { isJson, mediaType, readContent, type Incoming } from "./request.ts";

// Prism exports neither: there is no other way to its router and to its choice of examples. Required and not imported,
// because loaders disagree on what the default of such a module is.
const require = createRequire(import.meta.url);
const { default: mocker } = require("@stoplight/prism-http/dist/mocker/index.js") as { default: (options: unknown) => (logger: unknown) => any };
const { default: router } = require("@stoplight/prism-http/dist/router/index.js") as { default: (options: unknown) => any };

type PrismOperation = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>[number];
type PrismRequest = Parameters<ReturnType<typeof createInstance>["request"]>[0];
type PrismComponents = Parameters<typeof createInstance>[1];

/** A document together with what Prism made of it. */
export interface Loaded {
  readonly document: SpecDocument;
  readonly routes: readonly unknown[];
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
    return { document, routes: await getHttpOperationsFromSpec(structuredClone(document.root)) };
  } catch (error) {
    throw new AuthMockError(`${document.file}: Prism cannot read this document: ${(error as Error).message}`);
  }
}

/** The first document that has the path and the method; a problem document (404, 405) when none has. */
export function findRoute(loaded: readonly Loaded[], { method, path }: Incoming): Route | { readonly problem: Answer } {
  let missed = problem(404, "No document has this path.");
  for (const { document, routes } of loaded) {
    const found = router({ resources: routes, input: { method: method.toLowerCase(), url: { path } } });
    if (found._tag === "Right") {
      const resource = found.right as PrismOperation;
      const operation = document.operations.get(`${resource.method.toUpperCase()} ${resource.path}`);
      if (operation) return { document, operation, resource };
    } else if (found.left.status === 405) missed = problem(405, "The document has this path, but not with this method.");
  }
  return { problem: missed };
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
  const components: PrismComponents = {
    logger: silent,
    mock:
      ({ resource, input, config }) =>
      () => {
        const generate: Generate = (wanted) => {
          const mocked = mocker({ resource, input: { data: input.data, validations: [] }, config: { ...config, dynamic: false, ...wanted } })(silent);
          return mocked._tag === "Right" ? fromPrism(mocked.right) : ofError(mocked.left);
        };
        complaints = input.validations.map((found) => describe("request", found));
        decided = decide(
          input.validations.map((found) => ({ ...describe("request", found), code: found.code ?? "" })),
          generate,
        );
        return toPrism(decided) as never;
      },
  };
  const settings = { mock: { dynamic: false }, checkSecurity: false, validateRequest: true, validateResponse: true, errors: false, isProxy: false as const, upstreamProxy: undefined };
  const result: any = await createInstance(settings, components).request(readRequest(incoming), [resource as PrismOperation])();
  if (result._tag === "Left") return { answer: decided ?? ofError(result.left), violations: complaints };
  const { input, output } = result.right.validations;
  const violations = [...input.map((found: any) => describe("request", found)), ...output.map((found: any) => describe("response", found))];
  return { answer: decided ?? fromPrism(result.right.output), violations };
}

function readRequest(incoming: Incoming): PrismRequest {
  const { method, path, query, headers, body } = incoming;
  const parameters: Record<string, string | string[]> = {};
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

/** `Left` skips Prism's check of the answer: a problem document made up here is in no document. */
function toPrism(answer: Answer): unknown {
  if (answer.problem) return { _tag: "Left", left: new Error("problem") };
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
