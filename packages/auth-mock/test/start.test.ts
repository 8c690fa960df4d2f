import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { AuthMockError, startAuthMock } from "../src/index.ts";
import { notes, realSpec, start } from "./mock.ts";

const folder = mkdtempSync(join(tmpdir(), "auth-mock-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Starts a mock on the fixture with one text replaced, and gives back what it complains about. */
async function complaint(before: string | RegExp, after: string): Promise<string> {
  const text = readFileSync(notes, "utf8");
  const changed = text.replace(before, after);
  expect(changed).not.toBe(text);
  const file = join(folder, "changed.openapi.yaml");
  writeFileSync(file, changed);
  const error = await startAuthMock({ spec: file }).then(
    (mock) => mock.close(),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(AuthMockError);
  return (error as AuthMockError).message;
}

test("the four real documents start together on one port", async () => {
  const mock = await start(["flex-insights", "flexcharge", "simacan", "twilio-flex"].map(realSpec));
  expect([mock.calls("login"), mock.calls("createToken"), mock.calls("createTokens"), mock.calls("createUserToken")]).toEqual([0, 0, 0, 0]);
});

test("a missing file is named", async () => {
  await expect(startAuthMock({ spec: "nowhere.openapi.yaml" })).rejects.toThrow(/nowhere\.openapi\.yaml: cannot be read \(ENOENT\)/);
});

test("broken YAML is told with its line", async () => {
  expect(await complaint("paths:", "paths: [")).toMatch(/changed\.openapi\.yaml: .* line \d+/);
});

test("without its dialect a document would not be checked, so the mock says what to write", async () => {
  expect(await complaint(/jsonSchemaDialect.*\n/, "")).toContain("Write `jsonSchemaDialect: https://json-schema.org/draft/2020-12/schema`");
  expect(await complaint("draft/2020-12/schema", "draft-07/schema")).toContain("Write `jsonSchemaDialect:");
});

test("a schema that does not compile stops the start, instead of letting everything through", async () => {
  expect(await complaint("properties: { key: { type: string }", "properties: { key: { type: text }")).toContain("#/paths/~1login/post/requestBody/content/application~1json/schema does not compile");
  expect(await complaint("dies: { type: integer }", 'dies: { type: string, pattern: "(" }')).toContain("#/components/schemas/Login does not compile");
  expect(await complaint("key: { type: string, minLength: 3 }", "key: { type: string, minLength: 3 }, other: 1")).toContain("default.credentials: the schema of other does not compile");
  expect(await complaint("secret: { type: string } }", "secret: { type: string, minLength: -3 } }")).toContain("minLength must be >= 0");
});

test("a document without token chains is refused", async () => {
  expect(await complaint("x-token-chains:", "x-other:")).toContain("no components.x-token-chains");
  expect(await complaint("version: 1\n", "version: 2\n")).toContain("Write `version: 1`");
});

test("a mistake in a chain is told with its place", async () => {
  expect(await complaint("$tokens.access }", "$token.access }")).toContain('default.schemes.bearer: "$token.access" is no expression');
  expect(await complaint("access: { lifetime: PT1M }", "access: { lifetime: 1m }")).toContain("default.tokens.access.lifetime");
  expect(await complaint("- operationId: login", "- operationId: logIn")).toContain("names the operation logIn");
});

test("a port that is taken is told", async () => {
  const mock = await start(notes);
  await expect(startAuthMock({ spec: notes, port: Number(new URL(mock.url).port) })).rejects.toThrow(/is taken/);
});
