import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { AuthMock } from "@freshkey/auth-mock";
import { columnOf, type Column } from "./column.ts";
import { play, type Cell } from "./program/check.ts";
import { crossings } from "./crossings.ts";

const patience = 60_000;

const config = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .worker), (name = "internet", network = (allow = ["private", "public"]))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const worker :Workerd.Worker = (modules = [(name = "worker", esModule = embed "worker.bundle.js")], compatibilityDate = "2026-01-01");
`;

/** Serves the Worker of a project with workerd, bare, and asks it for its checks. */
export async function playWorker(binary: string, folder: string, mock: AuthMock): Promise<Column> {
  await writeFile(join(folder, "config.capnp"), config);
  const child = spawn(binary, ["serve", "config.capnp", "--control-fd=3"], { cwd: folder, stdio: ["ignore", "pipe", "pipe", "pipe"] });
  let [told, wrong] = ["", ""];
  child.stdout?.on("data", () => {});
  child.stderr?.on("data", (chunk) => (wrong = (wrong + String(chunk)).slice(-2_000)));
  const ended = once(child, "close");
  try {
    const port = await new Promise<number>((resolve) => {
      child.stdio[3]?.on("data", (chunk) => {
        told += String(chunk);
        const listening = /"port":(\d+)/.exec(told);
        if (listening) resolve(Number(listening[1]));
      });
      child.once("error", () => resolve(0)).once("close", () => resolve(0));
    });
    if (port === 0) return columnOf(undefined, [], wrong.trim().split("\n")[0] ?? "");
    const ask = async (path: string): Promise<any> => {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(patience) });
      if (!answer.ok) throw new Error(`the Worker answered ${answer.status}: ${wrong.trim().split("\n").at(-1)?.slice(0, 200)}`);
      return answer.json();
    };
    const plan: readonly string[] | Error = await ask("/plan").catch((error: Error) => error);
    if (plan instanceof Error) return columnOf(undefined, [], plan.message);
    const cells: Cell[] = [];
    for (const check of plan) cells.push(await ask(`/check?name=${encodeURIComponent(check)}`).catch((error: Error): Cell => ({ check, result: "failed", why: error.message })));
    for (const check of crossings(ask, port, mock)) cells.push(await play(check));
    return columnOf(plan, cells, "");
  } finally {
    child.kill("SIGKILL");
    await ended;
  }
}
