import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { formatMistake, lint } from "@freshkey-tools/lint";
import { parseSpec } from "@freshkey-tools/spec";
import { readApi } from "./api.ts";
import { withFacts } from "./facts.ts";
import { manifest, settings } from "./manifest.ts";
import { readme } from "./readme.ts";
import { source } from "./source.ts";
import { tests } from "./tests.ts";

/** What a new package needs: files by their paths from the root. */
export interface Plan {
  readonly files: Readonly<Record<string, string>>;
}

/** Why there is no package to be made: what to do, a line each. */
export interface Refusal {
  readonly refused: readonly string[];
}

/** Reads `specs/<name>.openapi.yaml` and says what its package is to hold. Writes nothing. */
export async function plan(root: string, name: string): Promise<Plan | Refusal> {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) return { refused: [`"${name}" names no package; write small letters, digits and single hyphens: pnpm new <name>`] };
  const folder = `packages/${name}`;
  // `pnpm generate` may have been there before; a person's files may not.
  if (["package.json", "src/index.ts", "README.md"].some((mine) => existsSync(join(root, folder, mine))))
    return { refused: [`${folder} is there already, and nothing of it was touched; write \`pnpm generate ${name}\` for what the spec says now`] };
  const spec = `specs/${name}.openapi.yaml`;
  const file = join(root, spec);
  if (!existsSync(file)) return { refused: [`no ${spec}; write it first: specs/README.md has every word`] };
  const mistakes = await lint([file]);
  if (mistakes.length > 0) return { refused: mistakes.map((mistake) => formatMistake(mistake, () => spec)) };
  const api = readApi(name, parseSpec(file, readFileSync(file, "utf8")));
  const inFolder = { "package.json": manifest(api), ...settings, "src/index.ts": source(api), ...tests(api), "README.md": readme(api) };
  return {
    files: {
      ...Object.fromEntries(Object.entries(inFolder).map(([path, text]) => [`${folder}/${path}`, text])),
      "specs/facts.yaml": withFacts(readFileSync(join(root, "specs/facts.yaml"), "utf8"), api),
      [`.changeset/${name}-begins.md`]: `---\n"@freshkey/${name}": minor\n---\n\nA client for ${api.title}.\n`,
    },
  };
}
