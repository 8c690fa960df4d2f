import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { StoreError } from "../../src/stores/file.ts";
import { door, failure, until } from "../support/time.ts";
import { fault, faults, faultyFiles, real } from "./support/faults.ts";
import { filed, record } from "./support/files.ts";

faultyFiles();
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
});

describe("A folder that can only be read", () => {
  test("is read, without an age; a swap throws what to do", async () => {
    const { store, root, write, warnings } = filed();
    const version = await write(1);
    faults.before = (now, path) => {
      if (now === "open" && path.includes("tmp")) throw fault("EACCES");
    };
    const found = await store.load("k");
    expect(found).toEqual({ version, record: record("w0") });
    expect(warnings).toEqual([]);
    expect(await failure(store.swap("k", version, record("x"), {}))).toMatchObject({
      reason: "denied",
      message: `${root} may not be read or written by this process: give it to the user that runs it, or choose another folder.`,
    });
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
    for (const name of rest(folder())) await real.unlink(join(folder(), "tmp", name));
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
