import { execFile } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** A code block of a README, as a file that runs. */
export interface Program {
  /** The heading above it. */
  readonly title: string;
  readonly file: string;
}

/** What became of a child process. */
export interface Run {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Writes every `ts` block of a package's README into a file of its own below `test-results`, so that imports resolve as they do for the package.
 * Lines keep their numbers: an error points into the README. `page` is another README, whose blocks become programs of this package in `into`.
 */
export async function programsOf(packageFolder: URL, page: URL = new URL("README.md", packageFolder), into = "readme"): Promise<readonly Program[]> {
  const readme = await readFile(page, "utf8");
  const folder = fileURLToPath(new URL(`test-results/${into}`, packageFolder));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "tsconfig.json"), settings);
  await writeFile(join(folder, "vitest.config.ts"), sources);
  const programs = blocksOf(readme).map((block) => ({ ...block, file: join(folder, `line-${block.line}.ts`) }));
  await Promise.all(programs.map(({ file, line, code }) => writeFile(file, "\n".repeat(line) + code)));
  return programs.map(({ title, file }) => ({ title, file }));
}

/** Compiler settings of a folder below `test-results`. */
export const settings: string = JSON.stringify({
  extends: "../../../../tsconfig.base.json",
  compilerOptions: { noEmit: true, types: ["node"], skipLibCheck: true, isolatedDeclarations: false, declaration: false },
  include: ["*.ts"],
});

const conditions = '["@freshkey/source", "module", "node", "default"]';
const sources = `export default { ssr: { resolve: { conditions: ${conditions}, externalConditions: ${conditions} } }, test: { include: ["line-*.ts"] } };\n`;

/** The `ts` blocks of a Markdown text, each with the heading above it and the number of lines above its code. */
export function blocksOf(markdown: string): readonly { readonly title: string; readonly line: number; readonly code: string }[] {
  const blocks: { title: string; line: number; code: string }[] = [];
  let title = "";
  let fence: string | undefined;
  for (const [index, text] of markdown.split("\n").entries()) {
    if (text.startsWith("```")) {
      fence = fence === undefined ? text.slice(3).trim() : undefined;
      if (fence === "ts") blocks.push({ title, line: index + 1, code: "" });
    } else if (fence === undefined) title = /^#+ (.+)/.exec(text)?.[1] ?? title;
    else if (fence === "ts") (blocks.at(-1) as { code: string }).code += `${text}\n`;
  }
  return blocks;
}

/** Runs a program in a process of its own that has nothing in its environment but what is given. */
export function runProgram({ file }: Program, env: Readonly<Record<string, string>>): Promise<Run> {
  return run(process.execPath, ["--conditions=@freshkey/source", file], { ...env, NODE_NO_WARNINGS: "1" });
}

/** Runs programs that are test files in a vitest of their own, without any settings but where sources are. */
export function runTests(programs: readonly Program[]): Promise<Run> {
  const [first] = programs;
  if (!first) throw new Error("The README has no ts block.");
  const folder = dirname(first.file);
  const vitest = join(folder, "../../node_modules/.bin/vitest");
  const timeouts = ["--testTimeout=60000", "--hookTimeout=60000"];
  return run(vitest, ["run", ...programs.map(({ file }) => file), "--reporter", "verbose", "--root", folder, "--config", join(folder, "vitest.config.ts"), ...timeouts], {
    PATH: process.env["PATH"] ?? "",
    NO_COLOR: "1",
    NODE_NO_WARNINGS: "1",
  });
}

/** What tsc has to say about the programs; empty when nothing. */
export async function typeErrors([first]: readonly Program[]): Promise<string> {
  if (!first) throw new Error("The README has no ts block.");
  const folder = dirname(first.file);
  const tsc = join(folder, "../../node_modules/.bin/tsc");
  const { stdout } = await run(tsc, ["-p", folder], { PATH: process.env["PATH"] ?? "" });
  // What the packages' own sources have wrong is found by their own check.
  const own = (line: string): boolean => /^error |(^|[\\/])line-\d+\.ts\(/.test(line);
  return stdout.split("\n").filter(own).join("\n");
}

function run(command: string, parameters: readonly string[], env: Record<string, string>): Promise<Run> {
  return new Promise((resolve, reject) => {
    execFile(command, parameters, { env, timeout: 60_000 }, (error, stdout, stderr) => {
      if (error && typeof error.code !== "number") reject(error);
      else resolve({ exitCode: Number(error?.code ?? 0), stdout, stderr });
    });
  });
}
