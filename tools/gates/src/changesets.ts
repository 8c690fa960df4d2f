import { execFileSync } from "node:child_process";
import { command, count, type Gate } from "./gate.ts";
import type { House, Package } from "./house.ts";

/** What users notice comes with a changeset. */
export const changesets: Gate = {
  name: "changesets",
  keeps: "a published package that changed since its last release has a changeset",
  check: async (house) => {
    const tags = new Set(git(house, ["tag", "--list"]));
    const released = house.published.filter((one) => tags.has(tagOf(one)));
    // A version without a tag is being released right now.
    if (released.length === 0) return { mistakes: [], seen: "no package", skipped: tags.size === 0 ? "no release has a tag yet" : "no package's version has a tag: a release is under way" };
    const announced = house.files.filter((file) => /^\.changeset\/[^/]+\.md$/.test(file) && file !== ".changeset/README.md").flatMap((file) => packagesIn(house.read(file)));
    const mistakes = released.flatMap((one) => {
      const changed = changesOf(house, one);
      if (changed.length === 0 || announced.includes(one.manifest.name)) return [];
      return [`${one.folder}  changed since ${tagOf(one)} (${changed[0]}${changed.length > 1 ? ` and ${changed.length - 1} more` : ""}); run \`pnpm changeset\` and say what its users notice`];
    });
    return { mistakes, seen: count(released.length, "released package") };
  },
};

function tagOf({ manifest: { name, version } }: Package): string {
  return `${name}@${version}`;
}

/** The names in the front matter of a changeset. */
function packagesIn(text: string): string[] {
  const [, matter = ""] = /^---\n([\s\S]*?)\n---/.exec(text) ?? [];
  return matter.split("\n").flatMap((line) => /^["']?(@?[^"':]+)["']?:/.exec(line)?.[1] ?? []);
}

/** What of a package changed since its tag, in the commits and in the working tree, and reaches its users. */
function changesOf(house: House, one: Package): string[] {
  const places = [`${one.folder}/src`, `${one.folder}/package.json`, `${one.folder}/README.md`, `specs/${one.folder.split("/")[1]}.openapi.yaml`];
  const fresh = git(house, ["ls-files", "--others", "--exclude-standard", "--", ...places]);
  return [...new Set([...git(house, ["diff", "--name-only", `${tagOf(one)}^{commit}`, "--", ...places]), ...fresh])].sort();
}

function git(house: House, args: readonly string[]): string[] {
  return execFileSync("git", args, { cwd: house.root, encoding: "utf8" })
    .split("\n")
    .filter((line) => line !== "");
}

if (import.meta.main) await command(changesets);
