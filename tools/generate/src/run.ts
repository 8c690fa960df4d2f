import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
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

/** A spec, read, and the folder of its package. */
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

const schemas = "src/generated/schemas";
const outputs = ["src/generated/chains.ts", "src/generated/chains.browser.ts", "src/generated/openapi.ts", "src/generated/operations.ts", "test/generated/agreement.ts"];
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
    const target = { name, file, text: readFileSync(file, "utf8"), folder: join(root, "packages", name) };
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

/** Writes the files that differ from what the spec becomes, and only those; removes schemas that it does not become any more. */
async function write(target: Target, generator: string, force: boolean, _root: string, print: RunOptions["print"]): Promise<boolean> {
  const started = performance.now();
  const due = force || suspects(target, generator).length > 0;
  const changes = due ? await differences(target, generator) : [];
  for (const { file, text } of changes) {
    if (text === undefined) rmSync(file);
    else {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
  print(`${target.name}: ${summary(changes)} (${Math.round(performance.now() - started)} ms)`);
  return true;
}

function summary(changes: readonly Change[]): string {
  const written = changes.filter(({ text }) => text !== undefined);
  const [inFolder, others] = [true, false].map((wanted) => written.filter(({ file }) => (basename(dirname(file)) === "schemas") === wanted).map(({ file }) => basename(file)));
  const names = [...(others ?? []), ...((inFolder?.length ?? 0) > 0 ? [`${inFolder?.length} in schemas`] : [])];
  const removed = changes.filter(({ text }) => text === undefined).map(({ file }) => basename(file));
  return [...(names.length > 0 ? [`written ${names.join(", ")}`] : []), ...(removed.length > 0 ? [`removed ${removed.join(", ")}`] : [])].join("; ") || "unchanged";
}

/** What the fingerprints above the files say. Loads no generator. */
function suspects(target: Target, generator: string): Finding[] {
  const index = `${schemas}/index.ts`;
  const named = [...(read(join(target.folder, index)) ?? "").matchAll(/ from "\.\/(.+)";$/gm)].map(([, file]) => `${schemas}/${file}`);
  const expected = [...outputs, index, ...named];
  const found = expected.map((output) => join(target.folder, output)).map((file) => ({ file, state: stateOf(target, generator, file) }));
  return [...found, ...leftOver(target, expected)].filter(({ state }) => state !== "fresh");
}

/** Generated schemas that nothing expects. */
function leftOver(target: Target, expected: readonly string[]): Finding[] {
  return list(join(target.folder, schemas))
    .map((name) => `${schemas}/${name}`)
    .filter((output) => !expected.includes(output))
    .map((output) => ({ file: join(target.folder, output), state: "left over" as const }))
    .filter(({ file }) => read(file)?.startsWith("// Generated "));
}

/** A file to write, or to remove where it has no text. */
type Change = Finding & { readonly text: string | undefined };

/** What differs from a fresh generation. */
async function differences(target: Target, generator: string): Promise<Change[]> {
  const [{ generate }, { parseSpec }] = await Promise.all([import("./index.ts"), import("@freshkey-tools/spec")]);
  const texts = await generate(parseSpec(target.file, target.text));
  const behind = outputs.some((output) => stateOf(target, generator, join(target.folder, output)) === "stale");
  const changed = Object.entries(texts)
    .map(([output, text]) => ({ file: join(target.folder, output), text }))
    .filter(({ file, text }) => read(file) !== text)
    .map(({ file, text }) => {
      const state = stateOf(target, generator, file);
      // Its fingerprint fits, the spec becomes something else: a schema of an older spec, or whoever edited it has mended the fingerprint.
      return { file, text, state: state !== "fresh" ? state : behind ? "stale" : "edited by hand" } as const;
    });
  return [...changed, ...leftOver(target, Object.keys(texts)).map((finding) => ({ ...finding, text: undefined }))];
}

function stateOf(target: Target, generator: string, file: string): Freshness {
  return freshness(target.name, { spec: fingerprint(target.text), generator }, read(file));
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
