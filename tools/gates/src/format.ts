import { command, count, type Gate } from "./gate.ts";
import { openHouse, type House } from "./house.ts";
import { runBin } from "./parts/program.ts";

const config = ["--config", "tools/gates/oxfmt.json"] as const;
const remedy = "run `node tools/gates/src/format.ts --write`";

/** oxfmt: one layout, so that nobody discusses it. */
export const format: Gate = {
  name: "format",
  keeps: "all TypeScript has one layout",
  check: async (house) => {
    const sources = sourcesOf(house);
    const ended = await runBin("oxfmt", [...config, "--list-different", ...sources], house.root);
    const different = ended.stdout
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => sources.includes(line));
    if (ended.code !== 0 && different.length === 0) throw new Error(`${ended.stdout}${ended.stderr}`.trim().split("\n").slice(0, 3).join(" "));
    return { mistakes: different.map((file) => `${file}  has another layout; ${remedy}`), seen: count(sources.length, "source") };
  },
};

function sourcesOf(house: House): string[] {
  return house.files.filter((file) => /\.(ts|mjs)$/.test(file) && !/^packages\/[^/]+\/(src|test)\/generated\//.test(file));
}

if (import.meta.main) {
  const house = openHouse();
  if (process.argv.includes("--write")) await runBin("oxfmt", [...config, ...sourcesOf(house)], house.root);
  await command(format);
}
