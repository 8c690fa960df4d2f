import files from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { afterAll, afterEach, beforeAll } from "vitest";

type Call = "close" | "link" | "lstat" | "mkdir" | "open" | "readdir" | "sync" | "unlink" | "write";

/** What the file system does instead; it is asked before the real one. `flags`: how a file is opened. */
export const faults: {
  before: ((call: Call, path: string, flags?: number) => unknown) | undefined;
  readdir: ((path: string, names: string[]) => string[]) | undefined;
} = { before: undefined, readdir: undefined };

/** The file system as it is. */
export const real = { ...files };

export const fault = (code: unknown): Error => Object.assign(new Error(`${code}: canary`), { code });

const faulty = {
  link: async (from: string, to: string) => {
    await faults.before?.("link", to);
    await real.link(from, to);
  },
  lstat: async (path: string) => {
    await faults.before?.("lstat", path);
    return real.lstat(path);
  },
  mkdir: async (path: string, options: object) => {
    await faults.before?.("mkdir", path);
    return real.mkdir(path, options);
  },
  unlink: async (path: string) => {
    await faults.before?.("unlink", path);
    await real.unlink(path);
  },
  readdir: async (path: string) => {
    await faults.before?.("readdir", path);
    const names = await real.readdir(path);
    return faults.readdir?.(path, names) ?? names;
  },
  open: async (path: string, flags: number, mode: number) => {
    await faults.before?.("open", path, flags);
    const file = await real.open(path, flags, mode);
    const { close, writeFile, sync } = file;
    file.writeFile = async (...rest: Parameters<typeof writeFile>) => {
      await faults.before?.("write", path);
      return writeFile.apply(file, rest);
    };
    file.close = async () => {
      await faults.before?.("close", path);
      return close.apply(file);
    };
    file.sync = async () => {
      await faults.before?.("sync", path);
      return sync.apply(file);
    };
    return file;
  },
};

/** Not by a mock of the module: one that another test has loaded before would keep the real one. */
function install(functions: object): void {
  Object.assign(files, functions);
  syncBuiltinESMExports();
}

/** Puts `faults` before the file system, for the tests of a file. */
export function faultyFiles(): void {
  beforeAll(() => install(faulty));
  afterAll(() => install(real));
  afterEach(() => {
    faults.before = undefined;
    faults.readdir = undefined;
  });
}
