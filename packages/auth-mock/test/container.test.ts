import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { readCommandLine } from "../src/cli/options.ts";
import { requireNode } from "../src/start.ts";
import { notes, start } from "./mock.ts";

// No container is built here: what the file names is held against what there is.
const run = promisify(execFile);
const text = readFileSync(new URL("../Containerfile", import.meta.url), "utf8");
const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { name: string; bin: Record<string, string>; files: string[] };

function instruction(name: string): string {
  return new RegExp(`^${name} (.*)$`, "m").exec(text)?.[1] ?? "";
}

test("a container installs this package and no script, on a Node that the mock takes, and runs as nobody special", () => {
  expect([instruction("ARG"), instruction("USER")]).toEqual([`PACKAGE=${manifest.name}`, "node"]);
  expect(instruction("RUN")).toMatch(/^--mount=type=bind,target=\/context npm install --global --ignore-scripts .*"\$PACKAGE"/);
  const [, major] = /^node:(\d+)-slim$/.exec(instruction("FROM")) ?? [];
  expect(() => requireNode(`${major}.99.0`)).not.toThrow();
  expect(manifest.files).toContain("Containerfile");
});

test("a container starts the command with flags and documents that there are, on the port that it exposes", () => {
  const [program = "", ...flags] = JSON.parse(instruction("ENTRYPOINT")) as string[];
  const names = JSON.parse(instruction("CMD")) as string[];
  expect(manifest.bin).toHaveProperty(program);
  expect(readCommandLine([...flags, ...names])).toMatchObject({ host: "0.0.0.0", port: Number(instruction("EXPOSE")), specs: names });
  const there = readdirSync(new URL("../../../specs", import.meta.url)).flatMap((file) => (file.endsWith(".openapi.yaml") ? [file.replace(".openapi.yaml", "")] : []));
  expect(names).toEqual(there.sort());
});

test("its health check tells a mock that is ready, with TLS or without, from one that is not there", async () => {
  const [, command = ""] = /CMD (.*)$/.exec(instruction("HEALTHCHECK")) ?? [];
  const check = (port: string): Promise<unknown> => run("sh", ["-c", command.replace(`:${instruction("EXPOSE")}/`, `:${port}/`)]);
  const mocks = [await start(notes), await start(notes, { tls: true })];
  for (const { url } of mocks) expect(await check(new URL(url).port)).toMatchObject({ stdout: "", stderr: "" });
  await expect(check("1")).rejects.toMatchObject({ code: 1 });
});
