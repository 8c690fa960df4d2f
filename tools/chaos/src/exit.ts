import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { tmpdir } from "node:os";
import { mkdtempSync, rmSync } from "node:fs";
import { startAuthMock } from "@freshkey/auth-mock";
import { bundle } from "./bundle.ts";

/** What a program printed whose session was open when it had nothing left to do; "killed" when it did not end by itself within a minute. */
export async function exitWithOpenSession(): Promise<string> {
  const mock = await startAuthMock({ spec: new URL("../../../specs/simacan.openapi.yaml", import.meta.url) });
  const folder = mkdtempSync(join(tmpdir(), "freshkey-idle-"));
  const { path, remove } = await bundle("idle");
  try {
    const child = spawn(process.execPath, [path, mock.url, join(folder, "tokens")], { stdio: ["ignore", "pipe", "inherit"] });
    let printed = "";
    child.stdout.on("data", (text) => (printed += String(text)));
    const timer = setTimeout(() => child.kill("SIGKILL"), 60_000);
    const [code] = await once(child, "close");
    clearTimeout(timer);
    return code === 0 ? printed : code === null ? "killed" : `code ${code}`;
  } finally {
    await mock.close();
    remove();
    rmSync(folder, { recursive: true, force: true });
  }
}
