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
 * Lines keep their numbers: an error points into the README.
 */
export async function programsOf(packageFolder: URL): Promise<readonly Program[]> {
  const readme = await readFile(new URL("README.md", packageFolder), "utf8");
  const folder = fileURLToPath(new URL("test-results/readme", packageFolder));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "tsconfig.json"), settings);
  const programs = blocksOf(readme).map((block) => ({ ...block, file: join(folder, `line-${block.line}.ts`) }));
  await Promise.all(programs.map(({ file, line, code }) => writeFile(file, "\n".repeat(line) + code)));
  return programs.map(({ title, file }) => ({ title, file }));
}

const settings = JSON.stringify({
  extends: "../../../../tsconfig.base.json",
  compilerOptions: { noEmit: true, types: ["node"], skipLibCheck: true, isolatedDeclarations: false, declaration: false },
  include: ["*.ts"],
});

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
    execFile(command, parameters, { env, timeout: 30_000 }, (error, stdout, stderr) => {
      if (error && typeof error.code !== "number") reject(error);
      else resolve({ exitCode: Number(error?.code ?? 0), stdout, stderr });
    });
  });
}
