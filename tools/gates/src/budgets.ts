import { command, count, type Gate } from "./gate.ts";
import type { House, Package } from "./house.ts";
import { entriesOf } from "./parts/entries.ts";

const fileLines = 250;
const rootFiles = 14;
/** Lines that a person wrote in a client, all files together. Twilio Flex keeps a Flex UI session alive, which no spec says. */
const clientLines = (name: string): number => (name === "@freshkey/twilio-flex" ? 300 : 60);
const values = { runtime: 14, client: 4 } as const;

/** The house stays small: files, clients, the root and the public surface. */
export const budgets: Gate = {
  name: "budgets",
  keeps: "files, clients, the root folder and the public surface stay small",
  check: async (house) => {
    const sources = house.files.filter((file) => /^(packages|tools)\/[^/]+\/src\/.+\.ts$/.test(file) && !file.includes("/src/generated/"));
    const root = house.files.filter((file) => !file.includes("/"));
    return {
      mistakes: [
        ...sources.flatMap((file) => tooLong(file, linesOf(house, file))),
        ...house.packages.filter(({ kind }) => kind === "client").flatMap((client) => tooMuchByHand(house, client, sources)),
        ...(root.length > rootFiles ? [`./  ${root.length} files in the root, at most ${rootFiles}; move the configuration of a tool to its folder in tools: ${root.join(" ")}`] : []),
        ...house.published.flatMap((one) => tooManyValues(house, one)),
      ],
      seen: `${count(sources.length, "source")}, ${count(root.length, "root file")}`,
    };
  },
};

function tooLong(file: string, lines: number): string[] {
  return lines > fileLines ? [`${file}  has ${lines} lines, at most ${fileLines}; take one noun or verb out into a file of its own`] : [];
}

function tooMuchByHand(house: House, { folder, manifest }: Package, sources: readonly string[]): string[] {
  const lines = sources.filter((file) => file.startsWith(`${folder}/src/`)).reduce((sum, file) => sum + linesOf(house, file), 0);
  const most = clientLines(manifest.name);
  return lines > most ? [`${folder}/src  ${lines} lines by hand, at most ${most}; say it in the spec, in the generator or in auth-runtime`] : [];
}

function tooManyValues(house: House, one: Package): string[] {
  const most = one.kind === "runtime" ? values.runtime : one.kind === "client" ? values.client : Infinity;
  const names =
    entriesOf(house, one)
      .find(({ entry }) => entry === ".")
      ?.names.filter(({ isValue }) => isValue) ?? [];
  return names.length > most ? [`${one.folder}/src/index.ts  exports ${names.length} values, at most ${most}; move what few people need to a subpath`] : [];
}

function linesOf(house: House, file: string): number {
  return house.read(file).trimEnd().split("\n").length;
}

if (import.meta.main) await command(budgets);
