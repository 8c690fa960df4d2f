import { checkPackage, createPackageFromTarballData, type Problem } from "@arethetypeswrong/core";
import { command, count, type Gate } from "./gate.ts";
import { tarballsOf } from "./parts/tarballs.ts";

// The profile `esm-only`: nobody who resolves in the old ways gets types, and nobody was promised them.
const ignored: readonly string[] = ["node10", "node16-cjs"];

/** "Are the types wrong?" on the tarballs that would be published. */
export const attw: Gate = {
  name: "attw",
  keeps: "TypeScript finds the types of every entry, and they fit what runs",
  check: async (house) => {
    const tarballs = await tarballsOf(house);
    const mistakes: string[] = [];
    for (const {
      package: { folder },
      bytes,
    } of tarballs) {
      // A document among the exports has no types.
      const analysis = await checkPackage(createPackageFromTarballData(bytes), { excludeEntrypoints: [/\.(ya?ml|json)$/] });
      if (!analysis.types) {
        mistakes.push(`${folder}  the tarball has no types; build them, and name them in \`exports\``);
        continue;
      }
      for (const problem of analysis.problems) {
        if (!("resolutionKind" in problem && ignored.includes(problem.resolutionKind))) mistakes.push(`${folder}  ${problem.kind} ${placeOf(problem)}; correct \`exports\` or the file it names`);
      }
    }
    return { mistakes, seen: count(tarballs.length, "tarball") };
  },
};

function placeOf(problem: Problem): string {
  if ("entrypoint" in problem) return `of \`${problem.entrypoint}\` as ${problem.resolutionKind}`;
  return `in ${"fileName" in problem ? problem.fileName : problem.typesFileName}`;
}

if (import.meta.main) await command(attw);
