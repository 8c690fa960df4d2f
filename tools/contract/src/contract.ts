import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listCalls, readSpec } from "@freshkey-tools/spec";
import { startAuthMock, type AuthMock } from "@freshkey/auth-mock";
import { specFile } from "./mock.ts";

/** Calls every operation of an API through its client, against a mock, and looks at the answers. Makes no call that is to be refused. */
export type Exercise = (mock: AuthMock) => Promise<void>;

/**
 * Where a client and its spec disagree: violations of requests and answers, operations that were not called, an exercise that failed.
 * `edit` changes the mock's copy of the spec, to see that a disagreement shows.
 *
 * @throws Error when `edit` changes nothing
 * @example
 * expect(await contractOf("simacan", exercise)).toEqual([]);
 */
export async function contractOf(api: string, exercise: Exercise, edit?: (text: string) => string): Promise<readonly string[]> {
  const file = specFile(api);
  const ids = listCalls(readSpec(file).document).map(({ id }) => id);
  if (!edit) return findings(file, ids, exercise);
  const text = await readFile(file, "utf8");
  const edited = edit(text);
  if (edited === text) throw new Error(`The edit changes nothing in specs/${api}.openapi.yaml.`);
  const folder = await mkdtemp(join(tmpdir(), "freshkey-contract-"));
  try {
    const copy = join(folder, `${api}.openapi.yaml`);
    await writeFile(copy, edited);
    return await findings(copy, ids, exercise);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function findings(file: string, ids: readonly string[], exercise: Exercise): Promise<readonly string[]> {
  const mock = await startAuthMock({ spec: file });
  try {
    const failure = await exercise(mock).then(
      () => [],
      (error: Error) => [`the exercise failed: ${error.message}`],
    );
    const called = new Set(mock.journal.map(({ operationId }) => operationId));
    return [
      ...mock.journal.flatMap(({ method, path, operationId, violations }) =>
        violations.map(({ side, location, message }) => `${operationId ?? `${method} ${path}`}: ${side}: ${location}: ${message}`),
      ),
      ...mock.journal.filter(({ operationId }) => !operationId).map(({ method, path }) => `${method} ${path}: no operation`),
      ...ids.filter((id) => !called.has(id)).map((id) => `${id}: was not called`),
      ...failure,
    ];
  } finally {
    await mock.close();
  }
}
