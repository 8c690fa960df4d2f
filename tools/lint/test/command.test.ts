import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const folder = fileURLToPath(new URL("..", import.meta.url));
const run = (...files: string[]): { status: number | null; stdout: string; stderr: string } => spawnSync(process.execPath, ["src/main.ts", ...files], { cwd: folder, encoding: "utf8" });

test("without mistakes the command prints one line of what it looked at", () => {
  expect(run("test/fixtures/widgets.openapi.yaml")).toMatchObject({ status: 0, stdout: "1 spec, 5 operations, 2 chains: no mistakes\n", stderr: "" });
});

test("with mistakes the command prints one line each, by file and position, and exits with 1", () => {
  const { status, stdout, stderr } = run("test/fixtures/wrong.openapi.yaml", "test/fixtures/missing.openapi.yaml", "test/fixtures/widgets.openapi.yaml");
  expect(status).toBe(1);
  expect(stderr).toBe("");
  const lines = stdout.trimEnd().split("\n");
  expect(lines[0]).toBe("test/fixtures/missing.openapi.yaml:1:1  there is no such file; write the path of a `*.openapi.yaml`");
  expect(lines[1]).toBe("test/fixtures/wrong.openapi.yaml:1:1  `jsonSchemaDialect` is missing; write `jsonSchemaDialect: https://json-schema.org/draft/2020-12/schema` on a line of its own");
  expect(lines.slice(1).map((line) => line.slice(0, "test/fixtures/wrong.openapi.yaml".length))).toEqual(lines.slice(1).map(() => "test/fixtures/wrong.openapi.yaml"));
});
