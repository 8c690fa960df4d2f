import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { outcomeOf, type Gate, type Outcome } from "../src/gate.ts";
import { openHouse } from "../src/house.ts";

/** A copy of a part of this house, in which a test may do wrong. */
export interface Scratch {
  readonly root: string;
  /** Writes a file of its own. */
  readonly write: (file: string, text: string) => void;
  /** Changes a file; the change must be one. */
  readonly edit: (file: string, from: string | RegExp, to: string) => void;
  readonly remove: (file: string) => void;
  readonly git: (...args: string[]) => void;
  /** All that a gate finds. */
  readonly outcome: (gate: Gate) => Promise<Outcome>;
}

const house = openHouse();
const always = ["tools/gates/knip.json", "tools/gates/oxlint.json", "tools/gates/oxfmt.json", "tools/gates/public-names.txt"];

/** Copies the root's files and some packages: what is in git, what was built, and links to what was installed. */
export function scratch(...folders: readonly string[]): Scratch {
  const root = mkdtempSync(join(realpathSync(tmpdir()), "freshkey-scratch-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const isWanted = (file: string): boolean => !file.includes("/") || always.includes(file) || folders.some((folder) => file.startsWith(`${folder}/`));
  for (const file of house.files.filter(isWanted)) copy(file);
  for (const folder of folders) {
    for (const built of ["dist", "LICENSE", "openapi.yaml"]) if (existsSync(house.path(`${folder}/${built}`))) copy(`${folder}/${built}`);
    link(`${folder}/node_modules`);
  }
  link("node_modules");
  const git = (...args: string[]): void => void execFileSync("git", ["-c", "user.name=nobody", "-c", "user.email=nobody@example.com", ...args], { cwd: root, stdio: ["ignore", "ignore", "pipe"] });
  git("init", "--quiet");
  const at = (file: string): string => join(root, file);

  function copy(file: string): void {
    cpSync(house.path(file), join(root, file), { recursive: true });
  }

  /** What belongs to the house is taken from the copy, everything else from where it is. */
  function link(folder: string): void {
    const from = house.path(folder);
    if (!existsSync(from)) return;
    mkdirSync(join(root, folder), { recursive: true });
    for (const name of readdirSync(from)) {
      const inner = name.startsWith("@freshkey") ? readdirSync(join(from, name)).map((one) => `${name}/${one}`) : [name];
      for (const one of inner) {
        const own = house.packages.find(({ manifest }) => manifest.name === one)?.folder;
        mkdirSync(dirname(join(root, folder, one)), { recursive: true });
        symlinkSync(own !== undefined && folders.includes(own) ? join(root, own) : realpathSync(join(from, one)), join(root, folder, one));
      }
    }
  }

  return {
    root,
    git,
    write: (file, text) => {
      mkdirSync(dirname(at(file)), { recursive: true });
      writeFileSync(at(file), text);
    },
    edit: (file, from, to) => {
      const before = readFileSync(at(file), "utf8");
      const after = before.replace(from, to);
      if (after === before) throw new Error(`${file} does not say ${String(from)}`);
      writeFileSync(at(file), after);
    },
    remove: (file) => rmSync(at(file), { recursive: true }),
    outcome: (gate) => outcomeOf(gate, openHouse(root)),
  };
}

/** What a gate finds after something was planted, and did not find before. */
export async function newMistakes(copy: Scratch, gate: Gate, plant: () => void): Promise<readonly string[]> {
  const before = new Set((await copy.outcome(gate)).mistakes);
  plant();
  return (await copy.outcome(gate)).mistakes.filter((mistake) => !before.has(mistake));
}
