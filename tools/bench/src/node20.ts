import { delimiter, join } from "node:path";
import { run } from "./pack.ts";

/** The oldest Node that the packages promise to run on, as a program and its first arguments. Scripts of pnpm see the tools' own Node first. */
export async function node20(): Promise<readonly [program: string, ...args: string[]]> {
  for (const folder of [...(process.env.PATH ?? "").split(delimiter), "/usr/bin", "/usr/local/bin"]) {
    const program = join(folder, "node");
    const { stdout } = await run(program, ["--version"]).catch(() => ({ stdout: "" }));
    if (/^v20\./.test(stdout)) return [program];
  }
  return ["npx", "--yes", "--package", "node@20.20.2", "--", "node"];
}
