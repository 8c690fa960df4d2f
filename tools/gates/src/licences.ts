import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { command, count, type Gate } from "./gate.ts";
import type { Manifest } from "./house.ts";

/** Licences that ask for nothing but their own text. */
const allowed: ReadonlySet<string> = new Set(["0BSD", "Apache-2.0", "BlueOak-1.0.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MIT-0", "Python-2.0", "Unlicense", "Zlib"]);

/** A package that a user of ours would install. */
interface Installed {
  readonly folder: string;
  readonly manifest: Manifest;
  /** Whose dependency it is, from ours on. */
  readonly way: readonly string[];
}

/** What comes with our packages: under which licence, and whether it runs something while it is installed. What auth-mock carries inside itself is checked by its build. */
export const licences: Gate = {
  name: "licences",
  keeps: "what is installed with our packages is free to use and runs no install script",
  check: async (house) => {
    const mistakes: string[] = [];
    const seen = new Map<string, Installed>();
    for (const { folder, manifest } of house.published) {
      if (spdx(manifest) !== "MIT") mistakes.push(`${folder}/package.json  has no \`"license": "MIT"\`; write it`);
      walk({ folder: realpathSync(house.path(folder)), manifest, way: [manifest.name] }, seen, mistakes);
    }
    const ours = new Set(house.published.map(({ manifest }) => manifest.name));
    for (const { folder, manifest, way } of seen.values()) {
      if (ours.has(manifest.name)) continue;
      const licence = spdx(manifest);
      if (!isAllowed(licence)) mistakes.push(`${way.join(" > ")}  has the licence ${licence || "of no name"}; depend on something else, or allow it in tools/gates/src/licences.ts with a reason`);
      for (const script of installScripts(folder, manifest)) mistakes.push(`${way.join(" > ")}  runs ${script} while it is installed; depend on something else`);
    }
    return { mistakes: [...new Set(mistakes)], seen: `${count(seen.size, "package")} below ${count(house.published.length, "published package")}` };
  },
};

function walk({ folder, manifest, way }: Installed, seen: Map<string, Installed>, mistakes: string[]): void {
  const peers = Object.keys(manifest.peerDependencies ?? {}).filter((name) => !manifest.peerDependenciesMeta?.[name]?.optional);
  const optional = new Set(Object.keys(manifest.optionalDependencies ?? {}));
  for (const name of new Set([...Object.keys(manifest.dependencies ?? {}), ...peers, ...optional])) {
    const found = find(folder, name);
    if (found === undefined) {
      // An optional one may be for another platform.
      if (!optional.has(name) && !peers.includes(name)) mistakes.push(`${[...way, name].join(" > ")}  is not installed; run \`npx --yes pnpm@12 install\``);
      continue;
    }
    if (seen.has(found)) continue;
    const next = { folder: found, manifest: JSON.parse(readFileSync(join(found, "package.json"), "utf8")) as Manifest, way: [...way, name] };
    seen.set(found, next);
    walk(next, seen, mistakes);
  }
}

/** As Node finds a package: the next node_modules upward, and then where it really is. */
function find(from: string, name: string): string | undefined {
  const place = join(from, "node_modules", name);
  if (existsSync(join(place, "package.json"))) return realpathSync(place);
  return dirname(from) === from ? undefined : find(dirname(from), name);
}

/** What a manifest says about its licence, in the old forms too. */
function spdx({ license, licenses }: Manifest): string {
  if (typeof license === "string") return license;
  const types = [license, licenses].flat().map((one) => (one !== null && typeof one === "object" && "type" in one ? String(one.type) : ""));
  return types.filter((type) => type !== "").join(" OR ");
}

/** An SPDX expression: of `OR` one suffices, of `AND` all must do. */
function isAllowed(expression: string): boolean {
  const parts = (word: string): string[] =>
    expression
      .replace(/[()]/g, " ")
      .split(new RegExp(`\\s+${word}\\s+`))
      .map((part) => part.trim());
  if (/\sOR\s/.test(expression) && /\sAND\s/.test(expression)) return false;
  return / OR /.test(expression) ? parts("OR").some((one) => allowed.has(one)) : parts("AND").every((one) => allowed.has(one));
}

function installScripts(folder: string, { scripts = {} }: Manifest): string[] {
  const named = ["preinstall", "install", "postinstall"].filter((script) => script in scripts).map((script) => `its script \`${script}\``);
  // npm builds what has a binding.gyp even without a script.
  return existsSync(join(folder, "binding.gyp")) && named.length === 0 ? ["node-gyp (it has a binding.gyp)"] : named;
}

if (import.meta.main) await command(licences);
