import { resolve, type GrantSource } from "@freshkey-tools/spec";
import { operationOf, type Api, type Call } from "./api.ts";
import { literal, variableOf } from "./words.ts";

/** The test files of a client: what can be promised of every API. What this one has besides is written by hand. */
export function tests(api: Api): Readonly<Record<string, string>> {
  return {
    "test/subject.ts": subject(api),
    "test/operations.test.ts": operations(api),
    "test/exports.test.ts": exports(api),
    "test/contract.test.ts": api.call ? `${contract(api)}\n${sessions(api, api.call)}` : contract(api),
    ...(api.call && { "test/readme.test.ts": readme(api) }),
  };
}

/** The name of the subject in the tests: `flexInsights`. */
const subjectOf = ({ prefix }: Api): string => `${prefix[0]?.toLowerCase()}${prefix.slice(1)}`;

function subject(api: Api): string {
  const { name, prefix, sample, ways } = api;
  const known = ways[0].source.grants.flatMap((grant) => live(api, grant));
  return `import type { Subject } from "@freshkey-tools/contract";
import { create${prefix}Client } from "../src/index.ts";

const credentials = ${literal(sample)};

/** The client with credentials that a mock takes. */
export const ${subjectOf(api)}: Subject = {
  api: ${literal(name)},
  folder: new URL("..", import.meta.url),
  client: ${literal(`${prefix}Client`)},
  open: (place) => create${prefix}Client({ credentials, ...place }),
${known.length > 0 ? `  known: {\n    // A mock takes only tokens that it has given out.\n${known.join("")}  },\n` : ""}};
`;
}

/** The request of a grant that carries a token in its body: an example of the document is none that the mock has given out. */
function live({ prefix, sample, document }: Api, { operationId, requestBody }: GrantSource): string[] {
  const body = Object.entries(requestBody ?? {});
  if (!body.some(([, from]) => String(from).startsWith("$tokens."))) return [];
  if (!resolve(document, operationOf(document, operationId).operation.requestBody)) return [];
  const members = body.flatMap(([member, from]) => {
    const [, kind, name = ""] = /^\$(tokens|credentials)\.(\w+)$/.exec(String(from)) ?? [];
    if (kind === "credentials" && !(name in sample)) return [];
    return `${literal(member)}: ${kind === "tokens" ? `mock.tokens(${literal(name)}).at(-1)?.value` : kind ? `credentials.${name}` : literal(from)}`;
  });
  return [`    async ${operationId}(mock, place) {\n      await create${prefix}Client({ credentials, ...place }).session.getToken();\n      return { body: { ${members.join(", ")} } };\n    },\n`];
}

function operations(api: Api): string {
  return `import { testContract } from "@freshkey-tools/contract";
import { vi } from "vitest";
import { ${subjectOf(api)} } from "./subject.ts";

// Prism takes a second to load, and longer on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

testContract(${subjectOf(api)});
`;
}

function exports({ name, prefix }: Api): string {
  return `import { handWrittenLines } from "@freshkey-tools/contract";
import * as names from "@freshkey/${name}";
import { expect, test } from "vitest";

test("the package exports these values and no others", () => {
  expect(Object.keys(names).sort()).toMatchInlineSnapshot(\`
    [
      "create${prefix}Client",
      "create${prefix}Session",
    ]
  \`);
});

test("at most 60 lines are written by hand", () => {
  expect(handWrittenLines(new URL("..", import.meta.url))).toBeLessThanOrEqual(60);
});
`;
}

function contract(api: Api): string {
  const shared = api.call ? "contractOf, placeAt, startMock, walk" : "contractOf, walk";
  return `import { ${shared} } from "@freshkey-tools/contract";
${api.call ? 'import type { AuthMock } from "@freshkey/auth-mock";\n' : ""}import { expect, test, vi } from "vitest";
${api.call ? `import { create${api.prefix}Client, type ${api.prefix}Client } from "../src/index.ts";\n` : ""}import { ${subjectOf(api)} } from "./subject.ts";

// Prism takes a second to load, and longer on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

test("every operation of the document goes through the client, and both sides keep to the document", async () => {
  expect(await contractOf(${literal(api.name)}, walk(${subjectOf(api)}))).toEqual([]);
});
`;
}

/** Promises of a session, counted on two mocks: what one call costs there, fifty may cost here. */
function sessions({ name, prefix, sample, ways }: Api, { operation, init }: Call): string {
  const grants = ways[0].source.grants.map(({ operationId }) => operationId);
  const rest = Object.keys(init).length > 0 ? `, ${literal(init)}` : "";
  return `const grants = ${literal(grants)};

async function open(): Promise<{ readonly mock: AuthMock; readonly client: ${prefix}Client; readonly call: () => Promise<boolean>; readonly spent: () => number[] }> {
  const mock = await startMock(${literal(name)});
  const client = create${prefix}Client({ credentials: ${literal(sample)}, ...placeAt(mock) });
  return {
    mock,
    client,
    call: async () => (await client.${operation.method}(${literal(operation.path)}${rest})).ok,
    spent: () => grants.map((id) => mock.calls(id)),
  };
}
const fifty = (call: () => Promise<boolean>): Promise<boolean[]> => Promise.all(Array.from({ length: 50 }, call));
const all = Array<boolean>(50).fill(true);

test("fifty calls at once cost no more token calls than one", async () => {
  const [one, many] = [await open(), await open()];
  expect(await one.call()).toBe(true);
  expect(await fifty(many.call)).toEqual(all);
  expect(many.spent()).toEqual(one.spent());
});

test("fifty calls on dead tokens cost no more token calls than one", async () => {
  const [one, many] = [await open(), await open()];
  for (const { mock, call } of [one, many]) {
    await call();
    mock.revokeAll();
  }
  expect(await one.call()).toBe(true);
  expect(await fifty(many.call)).toEqual(all);
  expect(many.spent()).toEqual(one.spent());
});

test("after sign-out nothing is sent any more", async () => {
  const { mock, client, call } = await open();
  await call();
  await client.session.signOut();
  const sent = mock.journal.length;
  await expect(call()).rejects.toMatchObject({ name: "ReauthenticationRequiredError", code: "signed_out" });
  expect(mock.journal).toHaveLength(sent);
});
`;
}

function readme(api: Api): string {
  const env = Object.entries(api.sample).map(([name, value]) => `${variableOf(api, name)}: ${literal(String(value))}`);
  return `import { programsOf, runProgram, startMock, typeErrors } from "@freshkey-tools/contract";
import { expect, test, vi } from "vitest";

// Each program is a process of its own.
vi.setConfig({ testTimeout: 60_000 });

const programs = await programsOf(new URL("..", import.meta.url));

test("every program of the README type-checks", async () => {
  expect(await typeErrors(programs)).toBe("");
});

test("every program of the README runs and prints what it says", async () => {
  const mock = await startMock(${literal(api.name)});
  const env = { ${[`${variableOf(api, "url")}: mock.url`, ...env].join(", ")} };
  const runs = await Promise.all(programs.map(async (program) => ({ title: program.title, ...(await runProgram(program, env)) })));
  expect(runs).toEqual([
    { title: "Call it", exitCode: 0, stdout: "true\\n", stderr: "" },
    { title: "Check what comes back", exitCode: 0, stdout: "true\\n", stderr: "" },
  ]);
});
`;
}
