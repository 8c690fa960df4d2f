import { command, count, type Gate } from "./gate.ts";
import type { House, Package } from "./house.ts";
import { entriesOf } from "./parts/entries.ts";

const fileLines = 250;
const rootFiles = 14;
/** Lines that a person wrote in a client: of all files beside `index.ts`, and of what does a user's whole task, in folders named after it. */
const client = { root: 60, taskFile: 150, tasks: 400 } as const;
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
        ...house.packages.filter(({ kind }) => kind === "client").flatMap((one) => tooMuchByHand(house, one, sources)),
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

function tooMuchByHand(house: House, { folder }: Package, sources: readonly string[]): string[] {
  const own = sources.filter((file) => file.startsWith(`${folder}/src/`));
  const tasks = own.filter((file) => file.slice(`${folder}/src/`.length).includes("/"));
  const sum = (files: readonly string[]): number => files.reduce((lines, file) => lines + linesOf(house, file), 0);
  const [byHand, forTasks] = [sum(own) - sum(tasks), sum(tasks)];
  return [
    ...(byHand > client.root ? [`${folder}/src  ${byHand} lines by hand, at most ${client.root}; say it in the spec, in the generator or in auth-runtime`] : []),
    ...(forTasks > client.tasks ? [`${folder}/src  ${forTasks} lines for tasks, at most ${client.tasks}; do fewer tasks here, or move what clients share to auth-runtime`] : []),
    ...tasks.flatMap((file) =>
      linesOf(house, file) > client.taskFile ? [`${file}  has ${linesOf(house, file)} lines, at most ${client.taskFile} in a client; take one noun or verb out into a file of its own`] : [],
    ),
  ];
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
