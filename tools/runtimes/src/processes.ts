import { spawn } from "node:child_process";
import type { Cell } from "./program/check.ts";
import { columnOf, type Column } from "./column.ts";

const patience = 120_000;

/** Runs the program of a project on a runtime that has processes. */
export async function playProcess(command: readonly string[], cwd: string): Promise<Column> {
  const [program = "", ...flags] = command;
  const child = spawn(program, [...flags, "main.js"], {
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NO_COLOR: "1", NODE_OPTIONS: "", DENO_NO_UPDATE_CHECK: "1", DO_NOT_TRACK: "1" },
  });
  let [out, wrong] = ["", ""];
  child.stdout.on("data", (chunk) => (out += String(chunk)));
  child.stderr.on("data", (chunk) => (wrong = (wrong + String(chunk)).slice(-2_000)));
  const timer = setTimeout(() => child.kill("SIGKILL"), patience);
  const ended = await new Promise<string>((resolve) => {
    child.once("error", ({ message }) => resolve(message));
    child.once("close", (code, signal) =>
      resolve(code === 0 ? "" : signal === "SIGKILL" ? `it did not end within ${patience / 1000} s` : `it ended with ${String(code ?? signal)}: ${reasonOf(wrong)}`),
    );
  });
  clearTimeout(timer);
  const lines = out.split("\n").flatMap((line) => {
    try {
      return [JSON.parse(line) as { readonly plan?: readonly string[]; readonly cell?: Cell }];
    } catch {
      return [];
    }
  });
  const end: Cell = ended === "" ? { check: "the process ends by itself", result: "ok" } : { check: "the process ends by itself", result: "failed", why: ended };
  return columnOf(lines.find(({ plan }) => plan)?.plan, [...lines.flatMap(({ cell }) => (cell ? [cell] : [])), end], ended);
}

/** The line that says what is wrong. */
function reasonOf(text: string): string {
  const lines = text.trim().split("\n");
  return (lines.find((line) => /error/i.test(line)) ?? lines[0] ?? "").slice(0, 300);
}
