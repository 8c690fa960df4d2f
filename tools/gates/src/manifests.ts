import { command, count, type Gate } from "./gate.ts";
import { tarballsOf, type Tarball } from "./parts/tarballs.ts";

const shipped =
  /^(dist\/.+\.(js|d\.ts)|dist\/THIRD-PARTY-LICENSES\.txt|dist\/inspector\/[\w.-]+\.(html|css|js|svg)|Containerfile|openapi\.yaml|scenarios\/[a-z0-9.-]+\.(yaml|json)|README\.md|LICENSE|CHANGELOG\.md|package\.json)$/;
const wanted: readonly string[] = ["README.md", "LICENSE", "dist/index.js", "dist/index.d.ts"];
/** The condition under which this house reads sources: it means nothing outside. */
const ownCondition = "@freshkey/source";

/** What only a look into the tarball shows. */
export const manifests: Gate = {
  name: "manifests",
  keeps: "a tarball says no word of the workspace and has every file it names",
  check: async (house) => {
    const tarballs = await tarballsOf(house);
    return { mistakes: tarballs.flatMap(flaws), seen: count(tarballs.length, "tarball") };
  },
};

function flaws({ package: { folder }, manifest, manifestText, files }: Tarball): string[] {
  const words = ["workspace:", "catalog:", "link:", "file:"].filter((word) => manifestText.includes(`"${word}`));
  const scripts = ["preinstall", "install", "postinstall"].filter((script) => script in (manifest.scripts ?? {}));
  const named = [...targets(manifest.exports), ...targets(manifest.imports), ...targets(manifest.bin)];
  const missing = [...new Set([...wanted, ...named])].filter((file) => !file.includes("*") && !files.includes(file));
  return [
    ...words.map((word) => `${folder}/package.json  the packed manifest says \`${word}\`; pack it with pnpm, and keep that protocol to where pnpm replaces it`),
    ...scripts.map((script) => `${folder}/package.json  has the script \`${script}\`, which would run at every user's; do that work in \`build\``),
    ...files.filter((file) => !shipped.test(file)).map((file) => `${folder}/${file}  is in the tarball; leave it out through \`files\`, or out of dist`),
    ...missing.map((file) => `${folder}/${file}  is promised and not in the tarball; write or build it, or list it under \`files\``),
  ];
}

/** The files that a member of the manifest leads to. */
function targets(node: unknown): string[] {
  if (typeof node === "string") return node.startsWith("./") ? [node.slice(2)] : [];
  if (node === null || typeof node !== "object") return [];
  return Object.entries(node).flatMap(([key, value]) => (key === ownCondition ? [] : targets(value)));
}

if (import.meta.main) await command(manifests);
