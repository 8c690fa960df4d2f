import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const run = promisify(execFile);
const hasCurl = await run("curl", ["--version"]).then(
  () => true,
  () => false,
);

describe("pnpm start", () => {
  test("tells the life of all four APIs, every figure as expected", async () => {
    const { stdout, stderr } = await run(process.execPath, [main]);
    const lines = stdout.trimEnd().split("\n");
    expect(lines.at(-1)).toBe("20 steps, 17 token calls, every figure as expected.");
    expect(lines.filter((line) => /^\S.* -> /.test(line)).map((line) => line.split("  ")[0])).toEqual(["Flex Insights", "FlexCharge", "Simacan", "Twilio Flex"]);
    expect(stdout).not.toContain("\u001b");
    expect(stderr).toBe("");
  }, 60_000);

  test.skipIf(!hasCurl)(
    "--serve leaves the mocks up, its curl lines work as printed, and SIGTERM ends it with 0",
    async () => {
      const child = spawn(process.execPath, [main, "--serve"], { stdio: ["ignore", "pipe", "inherit"] });
      const ended = once(child, "exit");
      try {
        let text = "";
        for await (const chunk of child.stdout) {
          text += chunk;
          if (text.includes("Ctrl-C stops them.\n")) break;
        }
        const script = text.slice(text.indexOf("\n# "), text.lastIndexOf("Ctrl-C"));
        // -f: a curl line that is refused ends the script.
        const { stdout } = await run("sh", ["-eu", "-c", script.replaceAll("curl -s", "curl -fsS")]);
        expect(stdout).toContain('"Date","Agent","Handled"');
        expect(stdout).toContain('"statusName":"Completed"');
        expect(stdout).toContain('{"account_sid":"AC00000000000000000000000000000000"}');
        expect(script.match(/^\w+=|^curl /gm)?.length).toBe(11);
      } finally {
        child.kill("SIGTERM");
      }
      expect(await ended).toEqual([0, null]);
    },
    60_000,
  );
});
