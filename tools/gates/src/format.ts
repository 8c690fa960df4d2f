import { command, count, type Gate } from "./gate.ts";
import { runBin } from "./parts/program.ts";

const config = ["--config", "tools/gates/oxfmt.json"] as const;

/** oxfmt: one layout, so that nobody discusses it. */
export const format: Gate = {
  name: "format",
  keeps: "all TypeScript has one layout",
  check: async (house) => {
    const sources = house.files.filter((file) => /\.(ts|mjs)$/.test(file) && !file.includes("/src/generated/"));
    const ended = await runBin("oxfmt", [...config, "--list-different", ...sources], house.root);
    const different = ended.stdout.split("\n").map((line) => line.trim()).filter((line) => sources.includes(line));
    if (ended.code !== 0 && different.length === 0) throw new Error(`${ended.stdout}${ended.stderr}`.trim().split("\n").slice(0, 3).join(" "));
    return { mistakes: different.map((file) => `${file}  has another layout; run \`tools/gates/node_modules/.bin/oxfmt ${config.join(" ")} ${file}\``), seen: count(sources.length, "source") };
  },
};

if (import.meta.main) await command(format);
