import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { specFiles } from "@freshkey-tools/spec/files";
import { SpecMistake } from "./mistake.ts";
import { fingerprint, freshness, generatorFingerprint, type Freshness } from "./stamp.ts";

export interface RunOptions {
  /** Folder that holds `specs/` and `packages/`. */
  readonly root: string;
  /** Names of specs; all when empty. */
  readonly names?: readonly string[];
  /** Writes nothing, names what is not as it should be. */
  readonly check?: boolean;
  /** Generates even where the fingerprints say that nothing has changed. */
  readonly force?: boolean;
  readonly print: (line: string) => void;
}

/** A spec, read, and the folder that its files go to. */
interface Target {
  readonly name: string;
  readonly file: string;
  readonly text: string;
  readonly folder: string;
}

/** A generated file that is not as it should be. */
interface Finding {
  readonly file: string;
  readonly state: Freshness;
}

const outputs = ["chains.ts", "openapi.ts", "operations.ts"] as const;
const specName = (file: string): string => basename(file).replace(/\.openapi\.yaml$/, "");

/** Generates what is not fresh. Returns the exit code: 1 for a mistake, or for anything that a check finds. */
export async function run({ root, names = [], check = false, force = false, print }: RunOptions): Promise<0 | 1> {
  const files = specFiles(join(root, "specs"));
  const unknown = names.find((name) => !files.some((file) => specName(file) === name));
  if (unknown !== undefined) {
    print(`no spec ${unknown}; write one of ${files.map(specName).join(", ")}`);
    return 1;
  }
  const generator = generatorFingerprint();
  const work = check ? inspect : write;
  let code: 0 | 1 = 0;
  for (const file of files.filter((each) => names.length === 0 || names.includes(specName(each)))) {
    const name = specName(file);
    const target = { name, file, text: readFileSync(file, "utf8"), folder: join(root, "packages", name, "src", "generated") };
    try {
      if (!(await work(target, generator, force, root, print))) code = 1;
    } catch (error) {
      if (!(error instanceof SpecMistake)) throw error;
      print(`${relative(process.cwd(), error.file)}:${error.position.line}:${error.position.column}  ${error.message}`);
      code = 1;
    }
  }
  return code;
}

/** Prints one line for each file that is not as it should be; false when there is one. */
async function inspect(target: Target, generator: string, force: boolean, root: string, print: RunOptions["print"]): Promise<boolean> {
  const findings = force ? await differences(target, generator) : suspects(target, generator);
  for (const { file, state } of findings) print(`${relative(root, file)}: ${state}; run pnpm generate`);
  return findings.length === 0;
}

/** Writes the files that differ from what the spec becomes, and only those. */
async function write(target: Target, generator: string, force: boolean, _root: string, print: RunOptions["print"]): Promise<boolean> {
  const started = performance.now();
  const due = force || suspects(target, generator).length > 0;
  const changes = due ? await differences(target, generator) : [];
  if (changes.length > 0) mkdirSync(target.folder, { recursive: true });
  for (const { file, text } of changes) writeFileSync(file, text);
  const result = changes.length > 0 ? `written ${changes.map(({ file }) => basename(file)).join(", ")}` : "unchanged";
  print(`${target.name}: ${result} (${Math.round(performance.now() - started)} ms)`);
  return true;
}

/** What the fingerprints above the files say. Loads no generator. */
function suspects(target: Target, generator: string): Finding[] {
  return outputs
    .map((output) => join(target.folder, output))
    .map((file) => ({ file, state: stateOf(target, generator, file) }))
    .filter(({ state }) => state !== "fresh");
}

/** What differs from a fresh generation. */
async function differences(target: Target, generator: string): Promise<(Finding & { readonly text: string })[]> {
  const [{ generate }, { parseSpec }] = await Promise.all([import("./index.ts"), import("@freshkey-tools/spec")]);
  const texts = await generate(parseSpec(target.file, target.text));
  return Object.entries(texts)
    .map(([output, text]) => ({ file: join(target.folder, output), text }))
    .filter(({ file, text }) => read(file) !== text)
    .map(({ file, text }) => {
      const state = stateOf(target, generator, file);
      // Its fingerprints fit a text that the spec does not become: whoever edited it has mended them too.
      return { file, text, state: state === "fresh" ? "edited by hand" : state };
    });
}

function stateOf(target: Target, generator: string, file: string): Freshness {
  return freshness(target.name, fingerprint(target.text), generator, read(file));
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
