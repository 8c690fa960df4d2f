import { join } from "node:path";
import { command, count, type Gate } from "./gate.ts";
import { run } from "./parts/program.ts";

/** The ceilings of bytes and packages: `tools/bench` keeps them, with a reason for each, and its tests measure. */
export const ceilings: Gate = {
  name: "ceilings",
  keeps: "bundles and installs stay under ceilings that have a written reason",
  check: async (house) => {
    const folder = house.path("tools/bench");
    // Only to the screen: the file with the results of a whole run of that package must stay what it is.
    const { stdout, stderr } = await run(join(folder, "node_modules/.bin/vitest"), ["run", "test/bytes.test.ts", "test/install.test.ts", "--reporter=tap-flat"], folder);
    const lines = stdout.split("\n");
    const tests = lines.filter((line) => /^(not )?ok \d/.test(line));
    if (tests.length === 0) throw new Error(`${stdout}${stderr}`.trim().split("\n").slice(0, 3).join(" "));
    const mistakes = lines.flatMap((line, index) => {
      const name = /^not ok \d+ - (.*?)(?: # time=.*)?$/.exec(line)?.[1];
      if (name === undefined) return [];
      const why = lines.slice(index + 1, index + 6).find((below) => below.includes("message:"));
      return [
        `tools/bench/ceilings.json  ${name.replaceAll(" > ", ": ")}${why === undefined ? "" : ` (${why.replace(/^\s*message:\s*/, "")})`}; make it smaller, or raise the ceiling and say why in its reason`,
      ];
    });
    return { mistakes, seen: count(tests.length, "test") };
  },
};

if (import.meta.main) await command(ceilings);
