import { randomBytes } from "node:crypto";
import { findResponse } from "./answer.ts";
import { resolve, type DocumentedOperation, type SpecDocument } from "./document.ts";
import { readPath, type Call } from "./request.ts";

/** How a long-running export goes on with this call. */
export interface ExportStep {
  /** The likeliest first: the first that the document has is answered. */
  readonly statuses: readonly number[];
  /** Where the file is or will be; undefined when there is none. */
  readonly uri?: string;
  readonly empty?: true;
}

/**
 * Exports that take their time: one call begins them with 201, another polls (202) and downloads. A document has one where the example of
 * a 201 has a `uri` that leads to an operation with a 202. Undefined for a call that is neither.
 */
export type Exports = (call: Call, account: readonly string[]) => ExportStep | undefined;

interface Running {
  readonly account: string;
  readonly uri: string;
  readonly startedAt: number;
  readonly outcome: Outcome;
  polls: number;
}

interface Target {
  readonly operation: DocumentedOperation;
  /** The `uri` of the example. */
  readonly uri: string;
}

type Outcome = keyof typeof outcomes;

/** By a segment of the report's path, such as `/obj/empty`. Every other report has rows. */
const outcomes = {
  full: { statuses: [200] },
  empty: { statuses: [204, 200], empty: true },
  gone: { statuses: [410, 404] },
  failed: { statuses: [500] },
} as const;

/** How long a finished export can be downloaded, ms. */
const life = 3_600_000;
const kept = 1_000;
const polls = 3;

export function createExports(document: SpecDocument, now: () => number): Exports {
  const targets = new Map<string, Target>();
  for (const operation of document.operations.values()) {
    const target = targetOf(document, operation);
    if (target) targets.set(operation.id, target);
  }
  // The document's own examples can always be followed.
  const examples = new Set([...targets.values()].map(({ uri }) => pathOf(uri)));
  const polled = new Set([...targets.values()].map(({ operation }) => operation.id));
  const running = new Map<string, Running>();

  return (call, account) => {
    const target = targets.get(call.operation.id);
    if (target) {
      const uri = uriOf(target, call);
      const segments = texts(call.content).flatMap((text) => text.split("/"));
      const slow = segments.map((segment) => /^slow(?:-(\d{1,3}))?$/.exec(segment)).find(Boolean);
      const outcome = segments.find((segment): segment is Outcome => Object.hasOwn(outcomes, segment)) ?? "full";
      running.set(pathOf(uri), { account: account.join(), uri, startedAt: now(), outcome, polls: slow ? Number(slow[1] ?? polls) : 0 });
      const [oldest] = running.keys();
      if (running.size > kept && oldest !== undefined) running.delete(oldest);
      return { statuses: [201], uri };
    }
    if (!polled.has(call.operation.id) || examples.has(call.path)) return undefined;
    const found = running.get(call.path);
    // The account's, not the token's: a token that died meanwhile takes no export with it.
    if (!found || found.account !== account.join() || now() - found.startedAt >= life) return outcomes.gone;
    if (found.polls === 0) return outcomes[found.outcome];
    found.polls -= 1;
    return { statuses: [202], uri: found.uri };
  };
}

function targetOf(document: SpecDocument, operation: DocumentedOperation): Target | undefined {
  const content = findResponse({ document, operation }, 201)?.content?.["application/json"];
  const uri: unknown = (content?.example ?? resolve(document.root, Object.values<any>(content?.examples ?? {})[0])?.value)?.uri;
  if (operation.node.responses?.["201"] === undefined || typeof uri !== "string") return undefined;
  const target = [...document.operations.values()].find(({ method, path, node }) => method === "GET" && node.responses?.["202"] && readPath(path, pathOf(uri)) !== undefined);
  return target && { operation: target, uri };
}

/** The example's `uri` with a name of its own at its end, and with what the call's path says. */
function uriOf({ operation: { path }, uri }: Target, call: Call): string {
  const places = { ...readPath(path, pathOf(uri)), ...readPath(call.operation.path, call.path) };
  const names = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name as string);
  const own = { ...places, [names.at(-1) ?? ""]: `export-${randomBytes(12).toString("base64url")}` };
  const query = uri.slice(pathOf(uri).length);
  return path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(own[name] ?? "")) + query;
}

function pathOf(uri: string): string {
  return uri.split("?")[0] ?? "";
}

function texts(content: unknown): string[] {
  if (typeof content === "string") return [content];
  return content !== null && typeof content === "object" ? Object.values(content).flatMap(texts) : [];
}
