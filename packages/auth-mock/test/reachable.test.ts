import { expect, test } from "vitest";
import type { DocumentedOperation } from "../src/document.ts";
import type { AuthMock } from "../src/index.ts";
import { apis, spoiled, type Api } from "./reachable/apis.ts";
import { ask, documentOf, exampleOf, type Asked } from "./reachable/asked.ts";
import { realSpec, start } from "./mock.ts";

type Means = "natural" | "prefer" | "fault" | "unreached";
type Reached = Readonly<Record<string, Means>>;

/** By `"operationId status"`: how that answer was come by. What the request alone brings about counts before a wish, a wish before a fault. */
async function reach(api: Api): Promise<Reached> {
  const spec = realSpec(api.name);
  const mock = await start(spec);
  const document = documentOf(spec);
  const reached = new Map<string, Means>();
  for (const operation of document.operations.values()) {
    const subject: Subject = { api, mock, document, operation };
    const seen = await byTheRequest(subject);
    for (const status of Object.keys(operation.node.responses).map(Number)) reached.set(`${operation.id} ${status}`, seen.has(status) ? "natural" : await byWish(subject, status));
  }
  return Object.fromEntries(reached);
}

interface Subject {
  readonly api: Api;
  readonly mock: AuthMock;
  readonly document: ReturnType<typeof documentOf>;
  readonly operation: DocumentedOperation;
}

/** The operation's example, with what a login of just now fills in. */
async function enter({ api, mock, document, operation }: Subject): Promise<Asked> {
  // Gates that others shut have opened again.
  mock.advance("PT31S");
  const { schemes, truths } = await api.enter(mock);
  const example = exampleOf(document, operation);
  const fills = operation.security.find((names) => names.every((name) => schemes[name])) ?? [];
  const asked = { ...example, headers: { ...example.headers, ...(Object.assign({}, ...fills.map((name) => schemes[name])) as Asked["headers"]) } };
  return truths[operation.id]?.(asked) ?? asked;
}

async function byTheRequest(subject: Subject): Promise<Set<number>> {
  const { api, mock, operation } = subject;
  const asked = await enter(subject);
  const seen = new Set<number>();
  // The right request comes last: what it spends or ends is still there for the wrong ones.
  for (const change of [...(api.ways[operation.id] ?? []), ...(api.everywhere ?? []), ...spoiled, (same: Asked) => same]) seen.add((await ask(mock, operation, change(asked))).status);
  const begins = api.exports?.[operation.id];
  if (begins !== undefined) for (const status of await poll(subject, begins)) seen.add(status);
  return seen;
}

/** A report that takes its time goes through states of its own. */
async function poll(subject: Subject, by: string): Promise<number[]> {
  const begins = [...subject.document.operations.values()].find(({ id }) => id === by) as DocumentedOperation;
  const asked = await enter({ ...subject, operation: begins });
  const statuses: number[] = [];
  for (const state of ["slow", "empty", "gone", "failed"]) {
    const body = JSON.parse(JSON.stringify(asked.body).replaceAll(/(\/gdc\/md\/[^"]*?)"/g, `$1/${state}"`)) as unknown;
    const { uri } = (await (await ask(subject.mock, begins, { ...asked, body })).json()) as { uri: string };
    for (let count = 0; count < 4; count += 1) statuses.push((await subject.mock.fetch(`http://mock.example${uri}`, { headers: asked.headers })).status);
  }
  return statuses;
}

async function byWish(subject: Subject, status: number): Promise<Means> {
  const { mock, operation } = subject;
  const asked = await enter(subject);
  if ((await ask(mock, operation, asked, status)).status === status) return "prefer";
  mock.fault({ kind: "status", status, on: operation.id });
  return (await ask(mock, operation, asked)).status === status ? "fault" : "unreached";
}

test.each(apis.map(({ name }) => name))("%s: every documented status of every operation can be had, each success and each refusal of a token by the request alone", async (name) => {
  const reached = await reach(apis.find((api) => api.name === name) as Api);
  const of = (means: Means): string[] => Object.keys(reached).filter((key) => reached[key] === means);
  console.log(
    `${name}: ${Object.keys(reached).length} answers: ${of("natural").length} by the request, ${of("prefer").length} by Prefer, ${of("fault").length} by a fault, ${of("unreached").length} not.\n  By Prefer: ${of("prefer").join(", ")}`,
  );
  expect(of("unreached")).toEqual([]);
  expect(of("fault")).toEqual([]);
  expect(of("prefer").filter((key) => / (?:2..|302|401)$/.test(key))).toEqual([]);
});
