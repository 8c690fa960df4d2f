import { isBuiltin } from "node:module";
import { posix } from "node:path";
import { command, count, type Gate } from "./gate.ts";
import type { House, Kind, Package } from "./house.ts";
import { specifiers } from "./parts/parse.ts";
import { run } from "./parts/program.ts";

/** What a package of ours may need at run time, of ours. `turbo boundaries` cannot tell run time from development, so this is said here. */
const mayNeed: Readonly<Record<Exclude<Kind, "tool">, readonly Kind[]>> = { runtime: [], mock: [], client: ["runtime"] };

/** Who may depend on whom: by manifests, by imports, and by what `turbo boundaries` finds. */
export const boundaries: Gate = {
  name: "boundaries",
  keeps: "a client needs auth-runtime and no other client; nothing published needs what is private",
  check: async (house) => {
    const turbo = await run("turbo", ["boundaries", "--no-color"], house.root);
    return {
      mistakes: [...house.published.flatMap((one) => [...byManifest(house, one), ...byImports(house, one)]), ...(turbo.code === 0 ? [] : told(turbo.stdout + turbo.stderr, house))],
      seen: `${count(house.packages.length, "package")}, ${count(house.published.flatMap((one) => sourcesOf(house, one)).length, "published source")}`,
    };
  },
};

function byManifest(house: House, { folder, kind, manifest }: Package): string[] {
  const file = `${folder}/package.json`;
  const { dependencies = {}, peerDependencies = {}, optionalDependencies = {}, devDependencies = {} } = manifest;
  const needed = Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies });
  return [
    ...needed.flatMap((name) => {
      const other = house.packages.find((one) => one.manifest.name === name);
      if (other === undefined || kind === "tool" || mayNeed[kind].includes(other.kind)) return [];
      const what = other.published ? `${name}, which is for ${forms[other.kind]}` : `${name}, which is private`;
      return [`${file}  needs ${what}; ${kind === "client" ? "move what both need to auth-runtime" : "move it to devDependencies, or the code to here"}`];
    }),
    ...Object.keys(devDependencies).flatMap((name) => {
      const other = house.packages.find((one) => one.manifest.name === name);
      return kind === "client" && other?.kind === "client" ? [`${file}  is developed with ${name}, another client; move what both need to a package in tools`] : [];
    }),
  ];
}

const forms: Readonly<Record<Kind, string>> = { runtime: "clients", mock: "tests", client: "users", tool: "this house" };

function byImports(house: House, one: Package): string[] {
  const { name, dependencies = {}, peerDependencies = {}, optionalDependencies = {} } = one.manifest;
  const needed = { ...dependencies, ...peerDependencies, ...optionalDependencies };
  return sourcesOf(house, one).flatMap((file) =>
    specifiers(house, file).flatMap((specifier) => {
      if (specifier.startsWith(".")) {
        const target = posix.join(posix.dirname(file), specifier);
        return target.startsWith(`${one.folder}/src/`) ? [] : [`${file}  imports ${specifier} from outside of src, which is not in the tarball; move it here`];
      }
      if (specifier.startsWith("#") || isBuiltin(specifier)) return [];
      const from = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
      return from === name || from in needed ? [] : [`${file}  imports ${from}, which its users do not get; list it under dependencies of ${one.folder}/package.json`];
    }),
  );
}

function sourcesOf(house: House, { folder }: Package): readonly string[] {
  return house.files.filter((file) => file.startsWith(`${folder}/src/`) && file.endsWith(".ts"));
}

/** The mistakes in what `turbo boundaries` draws: each begins with a cross, its place stands in the frame below. */
function told(text: string, house: House): string[] {
  const parts = text.split(/^\s*[×x]\s/m).slice(1);
  if (parts.length === 0) return [`turbo.json  turbo boundaries: ${text.trim().split("\n").slice(0, 3).join(" ")}; repair what it names`];
  return parts.map((part) => {
    const place = /[╭,][─-]+\[(.+?:\d+(?::\d+)?)\]/.exec(part)?.[1]?.replace(`${house.root}/`, "").replaceAll("\\", "/");
    const what = part.split("\n")[0]?.trim();
    if (place === undefined) return `turbo.json  turbo boundaries: ${what}; repair what it names`;
    return `${place}  ${what}; list what it imports in that package's package.json, or do not import it`;
  });
}

if (import.meta.main) await command(boundaries);
