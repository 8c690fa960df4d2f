import { existsSync, writeFileSync } from "node:fs";
import { command, count, type Gate } from "./gate.ts";
import { openHouse, type House } from "./house.ts";
import { entriesOf } from "./parts/entries.ts";

const file = "tools/gates/public-names.txt";

/** Every public name of every published package stands in a file that a reviewer reads. */
export const names: Gate = {
  name: "names",
  keeps: "no public name comes, goes or changes its kind unnoticed",
  check: async (house) => {
    const now = namesOf(house);
    const before = existsSync(house.path(file)) ? house.read(file) : "";
    const [has, had] = [linesOf(now), linesOf(before)];
    const remedy = `if that is meant, run \`node tools/gates/src/names.ts --write\` and write a changeset`;
    const mistakes = [
      ...[...has].filter((line) => !had.has(line)).map((line) => `${file}  new: ${line}; ${remedy}`),
      ...[...had].filter((line) => !has.has(line)).map((line) => `${file}  gone: ${line}; ${remedy}`),
    ];
    // The same lines in another order, or edited by hand.
    if (mistakes.length === 0 && now !== before) mistakes.push(`${file}  is not as it would be written; run \`node tools/gates/src/names.ts --write\``);
    return { mistakes, seen: `${count(has.size, "name")} of ${count(house.published.length, "package")}` };
  },
};

function namesOf(house: House): string {
  const blocks = house.published.map((one) => {
    const entries = entriesOf(house, one).flatMap(({ entry, source, names: list }) =>
      source === undefined ? [`  ${entry} (file)`] : [`  ${entry}`, ...list.map(({ name, kind }) => `    ${name} ${kind}`)],
    );
    return [one.manifest.name, ...entries].join("\n");
  });
  return `Public names of the published packages. Written by \`node tools/gates/src/names.ts --write\`.\n\n${blocks.join("\n\n")}\n`;
}

/** Each name with its package and entry, so that lines can be compared. */
function linesOf(text: string): Set<string> {
  const found = new Set<string>();
  let [one, entry] = ["", ""];
  for (const line of text.split("\n").slice(1)) {
    if (line.startsWith("    ")) found.add(`${one} ${entry}: ${line.trim()}`);
    else if (line.startsWith("  ")) {
      entry = line.trim();
      if (entry.endsWith(" (file)")) found.add(`${one} ${entry}`);
    } else one = line;
  }
  return found;
}

if (import.meta.main) {
  if (process.argv.includes("--write")) {
    const house = openHouse();
    writeFileSync(house.path(file), namesOf(house));
  }
  await command(names);
}
