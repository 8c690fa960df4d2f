import { listCalls, readSpec } from "@freshkey-tools/spec";
import { startAuthMock, type AuthMock } from "@freshkey/auth-mock";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answersOf, titleOf, type DocumentedAnswer } from "../document/answers.ts";
import { filled, requestsOf, type ExampleRequest } from "../document/requests.ts";
import { specFile } from "../mock.ts";
import { callThrough, type Result, type Subject } from "../subject.ts";
import { isJson, strange, variants } from "./strange.ts";

/** Every documented answer comes out of the client as what it is, and strange ones break nothing. */
export function testAnswers(subject: Subject): void {
  const { document } = readSpec(specFile(subject.api));
  const operations = listCalls(document);
  const seen = new Set<string>();
  let mock: AuthMock;
  let answers = 0;
  let strangers = 0;

  beforeAll(async () => {
    mock = await startAuthMock({ spec: specFile(subject.api) });
  }, 60_000);
  afterAll(() => mock.close());

  /** Calls an operation; whenever it is called, it gets this answer. */
  async function answered(request: ExampleRequest, answer: DocumentedAnswer): Promise<Result> {
    const { id, method } = request.operation;
    const path = filled(request);
    const wire: typeof fetch = (input, init) => {
      if (init?.method === method && new URL(String(input)).pathname === path) mock.respondOnce(id, planned(answer));
      return fetch(input, init);
    };
    const result = await callThrough({ ...subject, known: {} }, mock, request, wire);
    seen.add(`${id} ${result.response.status}`);
    return result;
  }

  describe.each(operations.map((operation) => [operation.id, operation] as const))("%s", (_, operation) => {
    const [request] = requestsOf(document, operation) as [ExampleRequest];
    const documented = answersOf(document, operation);

    test.each(documented.map((answer) => [titleOf(answer), answer] as const))("answers %s, and so does the client", async (__, answer) => {
      expectAnswer(await answered(request, answer), answer);
      answers += 1;
    });

    test.each(documented.filter(isJson).map((answer) => [titleOf(answer), answer] as const))("new members, new values and nulls in %s pass through the client", async (__, answer) => {
      for (const body of variants(answer.body)) {
        expectAnswer(await answered(request, { ...answer, body }), { ...answer, body });
        strangers += 1;
      }
    });
  });

  test("new members and nulls in every answer, those of token endpoints too, stop no call", async () => {
    const wire: typeof fetch = async (input, init) => strange(await fetch(input, init));
    for (const operation of operations) {
      for (const request of requestsOf(document, operation)) {
        const { response } = await callThrough(subject, mock, request, wire);
        expect([operation.id, response.ok]).toEqual([operation.id, true]);
      }
    }
  });

  test("no operation and no documented status is left out", () => {
    const statuses = operations.flatMap(({ id, operation }) => Object.keys(operation.responses).map((status) => `${id} ${status}`));
    console.info(`${subject.api}: ${operations.length} operations, ${statuses.length} statuses of them, ${answers} documented answers and ${strangers} strange ones through the client`);
    expect(statuses.filter((status) => !seen.has(status))).toEqual([]);
  });
}

function expectAnswer({ ok, status: told, data, error, response }: Result, { status, body, headers }: DocumentedAnswer): void {
  const isSuccess = status < 400;
  expect([response.status, told, response.ok, ok]).toEqual([status, status, isSuccess, isSuccess]);
  expect(data).toEqual(isSuccess ? body : undefined);
  expect(error).toEqual(isSuccess ? undefined : body);
  for (const [name, value] of Object.entries(headers)) expect([name, response.headers.get(name)]).toEqual([name, value]);
}

function planned({ status, mediaType, body, headers }: DocumentedAnswer): Parameters<AuthMock["respondOnce"]>[1] {
  if (mediaType === undefined) return { status, headers };
  return { status, headers: { ...headers, "content-type": mediaType }, body: /json/.test(mediaType) ? JSON.stringify(body) : body };
}
