import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import type * as Files from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { StoreError } from "../../src/stores/file.ts";
import { door, failure, until } from "../support/time.ts";
import { filed, record } from "./support/files.ts";

/** What the file system does instead; it is asked before the real one. */
const faults = vi.hoisted(() => ({
  before: undefined as ((call: "link" | "readdir" | "write" | "sync" | "unlink", path: string) => unknown) | undefined,
  readdir: undefined as ((path: string, names: string[]) => string[]) | undefined,
}));

vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof Files>();
  return {
    ...real,
    link: async (from: string, to: string) => {
      await faults.before?.("link", to);
      await real.link(from, to);
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
      const file = await real.open(path, flags, mode);
      const { writeFile, sync } = file;
      file.writeFile = async (...rest: Parameters<typeof writeFile>) => {
        await faults.before?.("write", path);
        return writeFile.apply(file, rest);
      };
      file.sync = async () => {
        await faults.before?.("sync", path);
        return sync.apply(file);
      };
      return file;
    },
  };
});
afterEach(() => {
  faults.before = undefined;
  faults.readdir = undefined;
});

/** A world of its own, where mounting harms nobody. Of Linux. */
const apart = "unshare";

const fault = (code: string): Error => Object.assign(new Error(`${code}: canary`), { code });
const rest = (folder: string) => readdirSync(join(folder, "tmp")).filter((name) => name !== "clock");

describe("A disk that is full", () => {
  test.each([
    ["write", "ENOSPC"],
    ["sync", "ENOSPC"],
    ["write", "EDQUOT"],
    ["sync", "EIO"],
  ] as const)("makes a swap throw (%s: %s), not lose; nothing half-written stays, the old record does, and the next swap wins", async (call, code) => {
    const { store, folder, write } = filed();
    const version = await write(1);
    faults.before = (now, path) => {
      if (now === call && path.includes("tmp")) throw fault(code);
    };
    const error = await failure(store.swap("k", version, record("x"), {}));
    expect(error).toBeInstanceOf(StoreError);
    expect(error).toMatchObject({ reason: code === "EIO" ? "failed" : "full" });
    expect(`${error.message} ${error.stack} ${error.cause}`).not.toContain("canary");
    expect(rest(folder())).toEqual([]);
    faults.before = undefined;
    expect(await store.load("k")).toMatchObject({ version, record: record("w0") });
    expect(await store.swap("k", version, record("y"), {})).toBeTypeOf("string");
  });

  test("is told of once, however often it is tried", async () => {
    const { store, warnings, write } = filed();
    const version = await write(1);
    faults.before = (now) => {
      if (now === "write") throw fault("ENOSPC");
    };
    for (let turn = 0; turn < 3; turn += 1) await failure(store.swap("k", version, record("x"), {}));
    expect(warnings).toHaveLength(1);
  });

  const place = mkdtempSync(join(tmpdir(), "freshkey-small-"));
  afterAll(() => rmSync(place, { recursive: true, force: true }));
  const reason = spawnSync(apart, ["-rm", "mount", "-t", "tmpfs", "none", place]).status === 0 ? undefined : "this machine lets nobody mount a small tmpfs";
  if (reason) console.warn(`SKIPPED: ${reason}: a full disk is only injected here`);

  test.skipIf(reason)("is a real one, in memory (tmpfs): the first writes win, then each throws, and what was stored stays", () => {
    const program = fileURLToPath(new URL("support/fill.ts", import.meta.url));
    const out = execFileSync(apart, ["-rm", "sh", "-c", `mount -t tmpfs -o size=256k none "$2" && exec "$0" "$1" "$2"`, process.execPath, program, place], { encoding: "utf8", cwd: "/" });
    const told = JSON.parse(out) as { won: number; reasons: string[]; kept: number; left: string[]; later: boolean };
    expect(told.won).toBeGreaterThan(0);
    expect(told).toMatchObject({ reasons: ["full", "full", "full"], kept: told.won, left: [], later: true });
  });
});

describe("A folder that can only be read", () => {
  test("is read, without an age; a swap throws what to do", async () => {
    const { store, folder, root, write } = filed();
    const version = await write(1);
    const asRoot = process.getuid?.() === 0;
    const paths = [join(folder(), "tmp"), folder(), root];
    for (const path of paths) chmodSync(path, 0o500);
    if (!asRoot) {
      const found = await store.load("k");
      expect(found).toMatchObject({ version, record: record("w0") });
      expect(await failure(store.swap("k", version, record("x"), {}))).toMatchObject({ reason: "denied", message: expect.stringContaining("another folder") });
    } else {
      // Nothing denies root anything: so another user tries.
      const other = 65_534;
      for (const path of [...paths, join(folder(), "v1"), join(folder(), "tmp", "clock"), join(root, "..")]) chownSync(path, other, other);
      const program = fileURLToPath(new URL("support/read-only.ts", import.meta.url));
      const out = execFileSync(process.execPath, [program, root], { encoding: "utf8", uid: other, gid: other, cwd: "/" });
      expect(JSON.parse(out)).toMatchObject({ load: { version, record: record("w0") }, swap: { reason: "denied" } });
    }
    for (const path of paths.reverse()) chmodSync(path, 0o700);
  });

  test("so is one on a read-only file system", async () => {
    const { store, write } = filed();
    const version = await write(1);
    faults.before = (now) => {
      if (now === "write") throw fault("EROFS");
    };
    expect(await failure(store.swap("k", version, record("x"), {}))).toMatchObject({ reason: "read_only" });
  });
});

test.each(["EPERM", "EOPNOTSUPP", "ENOTSUP", "ENOSYS", "EXDEV"])("A file system without hard links (%s) is told of at the first swap, with what to use instead", async (code) => {
  const { store, folder } = filed();
  faults.before = (now) => {
    if (now === "link") throw fault(code);
  };
  expect(await failure(store.swap("k", undefined, record("a"), {}))).toMatchObject({ reason: "no_hard_links", message: expect.stringContaining("redisStore") });
  expect(rest(folder())).toEqual([]);
});

describe("A process that is stopped amid a swap", () => {
  /** Stops the first link until it is let go. */
  const stopped = async () => {
    const all = filed();
    const version = await all.write(1);
    const gate = door();
    let first = true;
    faults.before = (now) => {
      if (now !== "link" || !first) return undefined;
      first = false;
      return gate.promise;
    };
    const late = all.store.swap("k", version, record("late"), {});
    await until(() => !first);
    return { ...all, late, go: gate.open };
  };

  test.each([1, 255, 256, 257, 258, 259, 300])("loses when %i others were written meanwhile, though its name may be free again", async (count) => {
    const { late, go, again, numbers, write } = await stopped();
    const version = await write(count, again());
    go();
    expect(await late).toBe(false);
    expect(await again().load("k")).toMatchObject({ version, record: { writer: `w${count - 1}` } });
    expect(numbers()[0]).toBeGreaterThan(count + 1 - 258);
  });

  test("wins when nobody wrote", async () => {
    const { late, go, store } = await stopped();
    go();
    expect(await late).toBe((await store.load("k"))?.version);
  });

  test("longer than temporary files live loses, and does not throw", async () => {
    const { late, go, folder } = await stopped();
    const { unlink } = await vi.importActual<typeof Files>("node:fs/promises");
    for (const name of rest(folder())) await unlink(join(folder(), "tmp", name));
    go();
    expect(await late).toBe(false);
  });

  test("after its link has won, even if others have written since", async () => {
    const { store, again, write } = filed();
    const version = await write(1);
    const gate = door();
    let held = false;
    faults.before = (now, path) => {
      if (now !== "unlink" || held || !path.includes("tmp")) return undefined;
      held = true;
      return gate.promise;
    };
    const first = store.swap("k", version, record("first"), {});
    await until(() => held);
    await write(30, again());
    gate.open();
    expect(await first).toMatch(/^2\./);
  });
});

describe("A listing that misses names while others write", () => {
  test("is not taken for a cold store: it is listed again", async () => {
    const { store, folder, write } = filed();
    const version = await write(3);
    let missed = 0;
    faults.readdir = (path, names) => (path === folder() && (missed += 1) <= 3 ? names.filter((name) => name !== "v3") : names);
    expect(await store.load("k")).toMatchObject({ version });
    missed = 0;
    faults.readdir = (path, names) => (path === folder() && (missed += 1) <= 3 ? [] : names);
    expect(await store.load("k")).toMatchObject({ version });
    missed = 0;
    expect(await store.swap("k", undefined, record("x"), {})).toBe(false);
    expect(missed).toBeGreaterThan(3);
  });

  test("A record that is replaced while it is read is read anew", async () => {
    const { store, folder, write, again } = filed();
    await write(1);
    const version = await write(1, again());
    let hidden = false;
    faults.readdir = (path, names) => {
      if (path !== folder() || hidden) return names;
      hidden = true;
      return names.filter((name) => name !== "v2");
    };
    expect(await again().load("k")).toMatchObject({ version });
    expect(await store.load("k")).toMatchObject({ version });
    expect(hidden).toBe(true);
  });
});

test("A won version is on the disk, its folder too, before anybody hears of it and before the old one is emptied", async () => {
  const { store, folder, text, write } = filed();
  const version = await write(1);
  const steps: string[] = [];
  faults.before = (now, path) => {
    if (now === "sync") steps.push(path === folder() ? `folder, old one ${text(1) ? "there" : "gone"}` : "file");
    if (now === "link") steps.push("link");
  };
  await store.swap("k", version, record("x"), {});
  expect(steps).toEqual(["file", "link", "folder, old one there"]);
});
