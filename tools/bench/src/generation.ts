import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { run } from "./pack.ts";
import { printTable } from "./table.ts";

const home = fileURLToPath(new URL("../../../", import.meta.url));
const generator = join(home, "tools/generate/src/main.ts");

// Tells, at the end, how many modules of installed packages were loaded.
const trace = `import { registerHooks } from "node:module";
let loaded = 0;
registerHooks({ load: (url, context, next) => ((loaded += url.includes("/node_modules/")), next(url, context)) });
process.on("exit", () => console.log("loaded " + loaded));
`;

/** Figures of one measurement. Seconds are of CPU, all threads, starting Node included: the least of some runs, for noise only adds. */
export interface Generation {
  readonly empty: number;
  readonly cold: number;
  readonly warm: number;
  readonly unchanged: number;
  /** Files written, and modules of installed packages loaded, when nothing had changed. */
  readonly written: readonly string[];
  readonly loaded: number;
  /** The same with `--force`: shows that loading is seen. */
  readonly loadedByForce: number;
  /** All files that a run into an empty folder writes. */
  readonly files: readonly string[];
  /** Files that two runs into empty folders did not write alike. */
  readonly differing: readonly string[];
}

/** Runs a program in a shell of its own, which knows what its children cost. */
async function cpu(args: readonly string[], cache: string): Promise<number> {
  const { stdout } = await run("sh", ["-c", `"$@" >/dev/null || exit 1; times`, "sh", process.execPath, ...args], { env: { ...process.env, NODE_COMPILE_CACHE: cache } });
  const children = stdout.trim().split("\n").at(-1) ?? "";
  return [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
}

async function least(times: number, work: (round: number) => Promise<number>): Promise<number> {
  let best = Infinity;
  for (let round = 0; round < times; round++) best = Math.min(best, await work(round));
  return best;
}

/** Every generated file of a root, by its path. */
async function generated(root: string): Promise<ReadonlyMap<string, string>> {
  const paths = (await readdir(join(root, "packages"), { recursive: true })).filter((path) => path.endsWith(".ts")).sort();
  return new Map(await Promise.all(paths.map(async (path) => [path, await readFile(join(root, "packages", path), "utf8")] as const)));
}

async function stamps(root: string): Promise<ReadonlyMap<string, number>> {
  const paths = [...(await generated(root)).keys()];
  return new Map(await Promise.all(paths.map(async (path) => [path, (await stat(join(root, "packages", path))).mtimeMs] as const)));
}

/** Generates the specs of this workspace into scratch folders. */
export async function measure(rounds: number): Promise<Generation> {
  const scratch = await mkdtemp(join(tmpdir(), "freshkey-generation-"));
  try {
    const roots = await Promise.all(
      ["first", "second"].map(async (name) => {
        const root = join(scratch, name);
        await cp(join(home, "specs"), join(root, "specs"), { recursive: true });
        await mkdir(join(root, "packages"));
        return root;
      }),
    );
    const [first = "", second = ""] = roots;
    const caches = (round: number) => join(scratch, `cache-${round}`);
    const all = (root: string) => [generator, "--force", "--root", root];
    const cold = await least(rounds, (round) => cpu(all(first), caches(round)));
    const warm = await least(rounds, (round) => cpu(all(second), caches(round)));
    const [one, other] = [await generated(first), await generated(second)];
    const before = await stamps(first);
    const unchanged = await least(rounds, (round) => cpu([generator, "--root", first], caches(round)));
    await writeFile(join(scratch, "trace.mjs"), trace);
    const traced = async (...more: string[]) => {
      const { stdout } = await run(process.execPath, ["--import", pathToFileURL(join(scratch, "trace.mjs")).href, generator, "--root", first, ...more]);
      return Number(/^loaded (\d+)$/m.exec(stdout)?.[1]);
    };
    const loaded = await traced();
    const after = await stamps(first);
    return {
      empty: await least(rounds, () => cpu(["--eval", "0"], caches(0))),
      cold,
      warm,
      unchanged,
      written: [...after].filter(([path, at]) => before.get(path) !== at).map(([path]) => path),
      loaded,
      loadedByForce: await traced("--force"),
      files: [...one.keys()],
      differing: [...new Set([...one.keys(), ...other.keys()])].filter((path) => one.get(path) !== other.get(path)),
    };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { values } = parseArgs({ options: { rounds: { type: "string", default: "4" } } });
  const { empty, cold, warm, unchanged, written, loaded, differing } = await measure(Number(values.rounds));
  const seconds = (value: number) => `${value.toFixed(2)} s`;
  printTable(
    ["types and chains of all specs, CPU", "figure", "target <="],
    [
      ["empty compile cache, which it fills", seconds(cold), "1.40 s"],
      ["warm compile cache", seconds(warm), "1.00 s"],
      ["nothing changed", seconds(unchanged), ""],
      ["an empty Node program", seconds(empty), ""],
      ["nothing changed: files written", String(written.length), "0"],
      ["nothing changed: modules of installed packages loaded", String(loaded), "0"],
      ["two runs: files that differ", String(differing.length), "0"],
    ],
  );
}
