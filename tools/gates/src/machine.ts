import { execFileSync } from "node:child_process";
import { homedir } from "node:os";
import { dirname } from "node:path";
import { command, count, type Gate } from "./gate.ts";
import type { House } from "./house.ts";
import { linesOf } from "./parts/lines.ts";

// What may stand before a path: in the middle of a URL's path the same words mean something else.
const before = String.raw`(?<=^|[\s"'\x60(=:,;]|file://)`;
const paths = new RegExp(String.raw`${before}/(?:home|Users|root|tmp|var/folders)/[\w.-]+|\b[A-Z]:\\+Users\b`);
const registries = /\b(?:https?:)?\/\/(?!127\.0\.0\.1|localhost)[^\s"'`/]*(?:registry|npmjs|npmmirror|verdaccio|artifactory|nexus)[^\s"'`]*/i;

/** Nothing of the machine on which something was written: another has other paths and another registry. */
export const machine: Gate = {
  name: "machine",
  keeps: "no file names a path of somebody's machine or a package registry",
  check: async (house) => {
    const own = ownWords(house);
    const around = neighbours(house);
    const mistakes: string[] = [];
    for (const { file, number, text } of linesOf(house)) {
      const isOfMachine = paths.test(text) || around?.test(text) || own.some((one) => text.includes(one));
      // What was found is not repeated: it may be what nobody should read.
      if (isOfMachine) mistakes.push(`${file}:${number}  has a path or host of one machine; write it relative to the repository, or leave it out`);
      else if (registries.test(text)) mistakes.push(`${file}:${number}  names a package registry; leave it out, the one of the user's own settings is right`);
    }
    return { mistakes, seen: count(house.files.length, "file") };
  },
};

/** This machine's own: where the house stands, the home folder, the registry in use. */
function ownWords(house: House): readonly string[] {
  const registry = URL.parse(npmRegistry())?.host ?? "";
  return [house.root.replace(/\/$/, ""), homedir(), registry].filter((word) => word.length > 5 && !/^(localhost|127\.)/.test(word));
}

/** What stands beside the house. */
function neighbours({ root }: House): RegExp | undefined {
  const parent = dirname(root.replace(/\/$/, ""));
  return parent === dirname(parent) ? undefined : new RegExp(`${before}${parent.replace(/[^\w/-]/g, "\\$&")}/`);
}

let asked: string | undefined;

function npmRegistry(): string {
  const { npm_config_registry: lower, NPM_CONFIG_REGISTRY: upper } = process.env;
  return (asked ??= lower ?? upper ?? execFileSync("pnpm", ["config", "get", "registry"], { encoding: "utf8" }).trim());
}

if (import.meta.main) await command(machine);
