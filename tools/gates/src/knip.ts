import { command, count, type Gate } from "./gate.ts";
import { jsonOf, runBin } from "./parts/program.ts";

interface Found {
  readonly name: string;
  readonly line?: number;
  readonly col?: number;
}

type Issues = { readonly file: string } & Readonly<Record<string, readonly Found[] | string>>;

/** What to do about each kind of finding; a kind that is not listed is still a mistake. */
const remedies: Readonly<Record<string, readonly [what: string, remedy: string]>> = {
  files: ["is used by nothing", "delete it, or name it as an entry in tools/gates/knip.json"],
  dependencies: ["is a dependency that nothing uses", "take it out of package.json"],
  devDependencies: ["is a development dependency that nothing uses", "take it out of package.json"],
  optionalPeerDependencies: ["is an optional peer that is used as if it were there", "make it a dependency, or import it lazily"],
  unlisted: ["is imported and not listed", "add it to package.json, from the catalog"],
  unresolved: ["leads nowhere", "correct the import"],
  binaries: ["is a command of no dependency", "add its package, or name it in tools/gates/knip.json"],
  exports: ["is exported and used nowhere else", "take the `export` away, or the whole"],
  types: ["is an exported type used nowhere else", "take the `export` away, or the whole"],
  nsExports: ["is exported and used nowhere else", "take the `export` away, or the whole"],
  nsTypes: ["is an exported type used nowhere else", "take the `export` away, or the whole"],
  duplicates: ["is exported under two names", "keep one"],
  catalog: ["is a catalog entry that no package uses", "take it out of pnpm-workspace.yaml"],
};

/** knip: files, exports and dependencies that nothing uses. */
export const knip: Gate = {
  name: "knip",
  keeps: "no file, export or dependency is there for nothing",
  check: async (house) => {
    const ended = await runBin("knip", ["--config", "tools/gates/knip.json", "--reporter", "json", "--no-progress", "--no-config-hints"], house.root);
    const { issues } = jsonOf<{ readonly issues: readonly Issues[] }>(ended);
    const mistakes = issues.flatMap(({ file, ...kinds }) =>
      Object.entries(kinds).flatMap(([kind, found]) => (Array.isArray(found) ? (found as readonly Found[]) : []).map((one) => lineOf(file, kind, one))),
    );
    return { mistakes: mistakes.sort(), seen: count(house.packages.length, "package") };
  },
};

function lineOf(file: string, kind: string, { name, line, col }: Found): string {
  const [what, remedy] = remedies[kind] ?? [`is in knip's list "${kind}"`, "see the documentation of knip"];
  const place = line === undefined ? file : `${file}:${line}:${col ?? 1}`;
  return kind === "files" ? `${file}  ${what}; ${remedy}` : `${place}  \`${name}\` ${what}; ${remedy}`;
}

if (import.meta.main) await command(knip);
