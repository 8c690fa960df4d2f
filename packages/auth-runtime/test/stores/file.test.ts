import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isMainThread } from "node:worker_threads";
import { describe, expect, test } from "vitest";
import { isAuthError } from "../../src/index.ts";
import { fileStore, StoreError } from "../../src/stores/file.ts";
import { failure, times } from "../support/time.ts";
import { filed, freshFolder, record } from "./support/files.ts";

/** Of POSIX. */
const pipes = "mkfifo";

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

describe("What fileStore leaves on the disk", () => {
  test("Only its owner can read it: folders 0700, files 0600, whatever the umask", async () => {
    // A worker cannot set it.
    const before = isMainThread ? process.umask(0) : undefined;
    try {
      const { root, folder, write } = filed();
      await write(2);
      expect([root, folder(), join(folder(), "tmp")].map(mode)).toEqual(["700", "700", "700"]);
      expect(["v1", "v2"].map((name) => mode(join(folder(), name)))).toEqual(["600", "600"]);
    } finally {
      if (before !== undefined) process.umask(before);
    }
  });

  test("No name on the disk tells the account", async () => {
    const { root, store } = filed();
    await store.swap("simacan https://example.com ada@example.com", undefined, record("a"), {});
    expect(readdirSync(root, { recursive: true }).join()).not.toMatch(/ada|simacan|example/);
  });

  test("The secrets of an old version are gone as soon as the new one is there; its name stays for 256 more", async () => {
    const { store, numbers, text, write } = filed();
    const version = await write(1);
    expect(text(1)).toContain("w0");
    await store.swap("k", version, record("next"), {});
    expect([text(1), text(2).includes("next")]).toEqual(["", true]);
    await write(298);
    expect(numbers()).toEqual(times(257, (index) => index + 44));
    expect(numbers().slice(0, -1).map(text).join("")).toBe("");
  });

  test("A swap of another process empties what a killed one left", async () => {
    const { folder, text, write, again } = filed();
    await write(3);
    writeFileSync(join(folder(), "v2"), "secrets of one who was killed before he cleaned");
    await write(1, again());
    expect([1, 2, 3].map(text)).toEqual(["", "", ""]);
  });

  test("No temporary file stays, after a won and after a lost swap", async () => {
    const { store, folder } = filed();
    await Promise.all(times(50, (index) => store.swap("k", undefined, record(String(index)), {})));
    expect(readdirSync(join(folder(), "tmp")).filter((name) => name !== "clock")).toEqual([]);
  });

  test("What killed processes left in tmp is removed after ten minutes, and not before", async () => {
    const { folder, write, again } = filed();
    await write(1);
    const tmp = join(folder(), "tmp");
    for (const name of ["old", "young"]) writeFileSync(join(tmp, name), "x");
    const ago = Date.now() / 1000 - 601;
    utimesSync(join(tmp, "old"), ago, ago);
    await write(1, again());
    expect(readdirSync(tmp).sort()).toEqual(["clock", "young"]);
  });

  test("Five thousand stray files change nothing", async () => {
    const { folder, store, write } = filed();
    await write(2);
    for (let index = 0; index < 2_500; index += 1) {
      writeFileSync(join(folder(), `stray-${index}`), "x");
      writeFileSync(join(folder(), "tmp", `stray-${index}`), "x");
    }
    for (const name of ["v", "v0", "v03", "v-9", "v9.bak", "v1e9", "V9", "xv9", "v99999999999999999999"]) writeFileSync(join(folder(), name), "x");
    const version = await write(3);
    expect(await store.load("k")).toMatchObject({ version, record: record("w2", 2) });
    expect(version).toMatch(/^5\./);
  });
});

describe("What fileStore does not trust", () => {
  const refused = async (path: string, reason: string, says: string | RegExp) => {
    for (const call of [() => fileStore(path, { onWarning: () => {} }).load("k"), () => fileStore(path, { onWarning: () => {} }).swap("k", undefined, record("a"), {})]) {
      const error = await failure(call());
      expect(error).toBeInstanceOf(StoreError);
      expect(isAuthError(error)).toBe(true);
      expect(error).toMatchObject({ code: "store_failed", reason });
      expect(error.message).toMatch(says);
    }
  };

  test.each([0o755, 0o710, 0o701, 0o770])("A folder that others can enter (%o) is refused, with the command that mends it", async (open) => {
    const root = freshFolder();
    chmodSync(root, open);
    await refused(root, "too_open", `chmod 700 ${root}`);
    chmodSync(root, 0o700);
    expect(await fileStore(root).swap("k", undefined, record("a"), {})).toBeTypeOf("string");
  });

  test("So are a record's folder and a record's file", async () => {
    const { root, folder, write } = filed();
    await write(1);
    chmodSync(join(folder(), "v1"), 0o640);
    await refused(root, "too_open", "chmod 600");
    chmodSync(join(folder(), "v1"), 0o600);
    chmodSync(folder(), 0o755);
    await refused(root, "too_open", "chmod 700");
  });

  test("A symbolic link is refused: as the folder, as a record's folder, as a record, as tmp", async () => {
    const { root, folder, write } = filed();
    await write(1);
    const aside = `${root}-elsewhere`;
    for (const path of [root, folder(), join(folder(), "v1")]) {
      renameSync(path, aside);
      symlinkSync(aside, path);
      await refused(root, "symlink", "symbolic link");
      rmSync(path);
      renameSync(aside, path);
    }
    renameSync(join(folder(), "tmp"), aside);
    symlinkSync(aside, join(folder(), "tmp"));
    expect(await failure(filed(join(root, "..")).write(1))).toMatchObject({ reason: "symlink" });
  });

  test("A file or a pipe where a folder or a record should be is refused, and not waited for", async () => {
    const { root, folder, write } = filed();
    writeFileSync(root, "");
    await refused(root, "wrong_kind", "folder");
    rmSync(root);
    await write(1);
    mkdirSync(join(folder(), "v2"));
    await refused(root, "wrong_kind", "folder");
    execFileSync(pipes, ["-m", "600", join(folder(), "v3")]);
    await refused(root, "wrong_kind", "folder");
  });

  test("Another user's folder is refused", async () => {
    const asRoot = process.getuid?.() === 0;
    const root = freshFolder();
    if (asRoot) (await import("node:fs")).chownSync(root, 12_345, 12_345);
    await refused(asRoot ? root : "/usr", "other_owner", "another user");
  });

  test("What is wrong is told of once for each thing, not once for each call", async () => {
    const { root, store, warnings } = filed();
    mkdirSync(root, { mode: 0o755 });
    chmodSync(root, 0o755);
    for (let turn = 0; turn < 3; turn += 1) await failure(store.load("k"));
    await failure(store.swap("k", undefined, record("a"), {}));
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain("chmod 700");
  });
});

describe("A record that fileStore cannot read", () => {
  test.each([
    ["empty", ""],
    ["cut", '{"id":"x","record":{"schema":1,"writer":"canary'],
    ["no JSON", "canary\u0000\u0001"],
    ["JSON of another kind", '["canary"]'],
    ["without a record", '{"id":"canary"}'],
    ["a record without a schema", '{"id":"x","record":{"writer":"canary"}}'],
    ["null", "null"],
  ])("counts as none, is told of once without its content, and is written over by the next swap: %s", async (_, text) => {
    const { store, folder, warnings, numbers, write } = filed();
    await write(2);
    writeFileSync(join(folder(), "v2"), text);
    expect(await store.load("k")).toBeUndefined();
    expect(await store.load("k")).toBeUndefined();
    expect(await store.swap("k", "2.canary", record("x"), {})).toBe(false);
    const won = await Promise.all(times(20, (index) => store.swap("k", undefined, record(`new ${index}`), {})));
    expect(won.filter(Boolean)).toEqual([expect.stringMatching(/^3\./)]);
    expect((await store.load("k"))?.record.writer).toMatch(/^new /);
    expect(numbers()).toEqual([1, 2, 3]);
    expect(readFileSync(join(folder(), "v2"), "utf8")).toBe("");
    expect(warnings).toHaveLength(1);
    expect(warnings.join()).not.toContain("canary");
  });

  test("of a newer release is read, and never written over", async () => {
    const { store, folder, text, write } = filed();
    await write(1);
    const newer = text(1).replace('"schema":1', '"schema":2');
    writeFileSync(join(folder(), "v1"), newer);
    const found = await store.load("k");
    expect(found?.record.schema).toBe(2);
    expect(await failure(store.swap("k", found?.version, record("older"), {}))).toMatchObject({ reason: "newer_schema", message: expect.stringContaining("Update") });
    expect(text(1)).toBe(newer);
  });
});

describe("A folder that somebody deleted", () => {
  test("is no record: the next swap begins anew, and old versions win nothing", async () => {
    const { store, root, write } = filed();
    const version = await write(5);
    rmSync(root, { recursive: true });
    expect(await store.load("k")).toBeUndefined();
    expect(await store.swap("k", version, record("x"), {})).toBe(false);
    expect(await store.swap("k", undefined, record("a"), {})).toMatch(/^1\./);
  });

  test("and written anew by another process up to the same number lets no old version win", async () => {
    const { store, root, write, again } = filed();
    const version = await write(5);
    rmSync(root, { recursive: true });
    await write(5, again());
    expect(await store.swap("k", version, record("x"), {})).toBe(false);
  });

  test("whose files alone were removed is noticed after it was looked at again", async () => {
    const { store, folder, numbers, write } = filed();
    await write(5);
    for (const number of numbers()) rmSync(join(folder(), `v${number}`));
    expect(await store.load("k")).toBeUndefined();
    expect(await store.swap("k", undefined, record("a"), {})).toMatch(/^1\./);
    expect(existsSync(join(folder(), "v1"))).toBe(true);
  });
});

describe("A folder that was deleted, to forget everything", () => {
  test.each(["oneself", "another process"])("and written anew by %s keeps no secret of an old version either", async (who) => {
    const { root, store, numbers, text, write, again } = filed();
    await write(5);
    rmSync(root, { recursive: true });
    await write(2, who === "oneself" ? store : again());
    await write(2);
    expect(numbers().map((number) => text(number) === "")).toEqual([true, true, true, false]);
  });
});

test("The age goes by the clock that stamps the files, not by this machine's", async () => {
  const { store, folder, write } = filed();
  await write(1);
  const path = join(folder(), "v1");
  const ago = statSync(path).mtimeMs / 1000 - 90;
  utimesSync(path, ago, ago);
  const now = Date.now;
  Date.now = () => now() + 7_200_000;
  try {
    const age = (await store.load("k"))?.age as number;
    expect(age).toBeGreaterThanOrEqual(89_000);
    expect(age).toBeLessThan(3_600_000);
  } finally {
    Date.now = now;
  }
});

test("A file cut to nothing by hand while it is the highest is not waited for for ever", async () => {
  const { store, folder, write } = filed();
  await write(3);
  truncateSync(join(folder(), "v3"));
  expect(await store.load("k")).toBeUndefined();
});
