import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));

/** Runs the program; `meet` is told what it printed first, then it is ended. */
async function run(args: readonly string[], meet?: (said: string) => Promise<void>): Promise<{ readonly code: unknown; readonly said: string }> {
  const child = spawn(process.execPath, ["--conditions=@freshkey/source", main, ...args]);
  const ended = once(child, "exit");
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += String(text)));
  if (meet) {
    try {
      await Promise.race([once(child.stdout, "data"), ended]);
      await meet(said);
    } finally {
      child.kill("SIGTERM");
    }
  }
  const [code] = await ended;
  return { code, said };
}

test.each(["mock", "oidc"])("the demo with %s prints one line with its address, answers there with a strict policy, and ends when it is told to", async (provider) => {
  const { code, said } = await run(["--provider", provider, "--port", "0"], async (line) => {
    const url = /http:\S+/.exec(line)?.[0] ?? "";
    const page = await fetch(url);
    const policy = page.headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src http:\/\/127\.0\.0\.1:\d+; base-uri 'none'; form-action 'none';/);
    expect(policy).not.toContain("unsafe");
    expect(await page.text()).not.toMatch(/<script>|<style|style=|onclick=|\{\w+\}/);
    expect((await fetch(new URL("/app.js", url))).headers.get("content-type")).toContain("javascript");
    expect((await fetch(new URL("/other", url))).status).toBe(404);
  });
  expect(said).toMatch(/^Open http:\/\/127\.0\.0\.1:\d+\/ in a browser\. Ctrl-C ends the demo\.\n$/);
  expect(code).toBe(0);
});

test.each([
  [["--provider", "other"], "--provider is mock or oidc."],
  [["--port", "99999"], "--port is a number up to 65535."],
  [["--life", "0"], "--life is a number of seconds from 2 to 3600."],
  [["--other"], "Unknown option '--other'"],
])("%j is a mistake that says what to write", async (args, hint) => {
  const { code, said } = await run(args);
  expect([code, said]).toEqual([1, expect.stringContaining(hint)]);
});
