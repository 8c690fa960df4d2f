import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listCalls, readSpec, type Operation } from "@freshkey-tools/spec";
import { startAuthMock, type AuthMock } from "@freshkey/auth-mock";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mutateAnswer, mutateRequest } from "../document/mutate.ts";
import { requestsOf, type ExampleRequest } from "../document/requests.ts";
import { specFile } from "../mock.ts";
import { callThrough, type Subject } from "../subject.ts";

/** Where a document has schemas of its own: named ones, and those of parameters, headers and bodies that are no reference. */
function schemaPlaces(node: any, at: readonly string[] = []): readonly (readonly string[])[] {
  if (node === null || typeof node !== "object") return [];
  return Object.entries<any>(node).flatMap(([step, member]) => {
    const place = [...at, step];
    if (at.join("/") === "components/schemas") return [place];
    if (step === "schema") return member.$ref === undefined ? [place] : [];
    return /^examples?$|^x-/.test(step) ? [] : schemaPlaces(member, place);
  });
}

/** A spec that is wrong about one request or answer is found out by calling. */
export function testMutations(subject: Subject): void {
  const { document } = readSpec(specFile(subject.api));
  const operations = listCalls(document);
  // A chain needs these: beside other mutations nothing would get a token.
  const grants = new Set(Object.values<any>(document.components["x-token-chains"]).flatMap(({ grants = [] }) => grants.map(({ operationId }: any) => operationId)));
  const requests = operations.flatMap((operation) => requestsOf(document, operation));
  const red: string[] = [];
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "freshkey-mutations-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** A mock of the document as `change` leaves it. */
  async function mockOf<T>(change: (document: any) => T): Promise<readonly [AuthMock, T]> {
    const copy = structuredClone(document);
    const changes = change(copy);
    const file = join(folder, `${subject.api}.openapi.yaml`);
    await writeFile(file, JSON.stringify(copy));
    return [await startAuthMock({ spec: file }), changes];
  }

  /** What nobody noticed, of several mutations in one document. */
  async function unnoticed(side: "request" | "response", those: readonly ExampleRequest[]): Promise<readonly string[]> {
    const mutate = (copy: any, request: ExampleRequest): string => (side === "request" ? mutateRequest(copy, request) : mutateAnswer(copy, request.operation));
    const [mock, changes] = await mockOf((copy) => those.map((request) => mutate(copy, request)));
    try {
      const missed: string[] = [];
      for (const [index, request] of those.entries()) {
        const from = mock.journal.length;
        // A refused request may end in an error: only the mock's word counts.
        await callThrough(subject, mock, request).catch(() => {});
        const told = mock.journal.slice(from).some((exchange) => exchange.operationId === request.operation.id && exchange.violations.some((violation) => violation.side === side));
        const title = `${request.operation.id}, ${side}: ${changes[index]}`;
        (told ? red : missed).push(title);
      }
      return missed;
    } finally {
      await mock.close();
    }
  }

  const groups = (all: readonly ExampleRequest[]): readonly (readonly ExampleRequest[])[] => [
    all.filter(({ operation }) => !grants.has(operation.id)),
    ...all.filter(({ operation }) => grants.has(operation.id)).map((request) => [request]),
  ];

  test.each(["request", "response"] as const)("a spec that is wrong about the %s of an operation is found out, whichever operation it is", async (side) => {
    const one = side === "request" ? requests : requests.filter(({ operation }, index) => requests.findIndex((other) => other.operation === operation) === index);
    const missed: string[] = [];
    for (const group of groups(one)) missed.push(...(await unnoticed(side, group)));
    expect(missed).toEqual([]);
  });

  test("each operation has a mutation of its request and one of its answer that went red", () => {
    console.info(`${subject.api}: ${red.length} mutations of ${operations.length} operations, all red`);
    const has = ({ id }: Operation, side: string): boolean => red.some((title) => title.startsWith(`${id}, ${side}:`));
    expect(operations.filter((operation) => !has(operation, "request") || !has(operation, "response")).map(({ id }) => id)).toEqual([]);
  });

  test("a schema that does not compile stops the mock, whichever schema it is", async () => {
    const places = schemaPlaces(document);
    for (const place of places) {
      const broken = mockOf((copy) => {
        const holder = place.slice(0, -1).reduce((node, step) => node[step], copy);
        holder[place.at(-1) as string] = { type: "string", pattern: "(" };
      });
      await expect(broken, place.join("/")).rejects.toThrow("does not compile: Invalid regular expression");
    }
    console.info(`${subject.api}: ${places.length} schemas compiled at the start of the mock`);
  });
}
