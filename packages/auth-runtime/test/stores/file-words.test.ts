import { chmodSync, constants, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { fileStore } from "../../src/stores/file.ts";
import { failure } from "../support/time.ts";
import { fault, faults, faultyFiles } from "./support/faults.ts";
import { filed, freshFolder, record, type Filed } from "./support/files.ts";

faultyFiles();
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const words: readonly (readonly [code: unknown, reason: string, message: (path: string) => string])[] = [
  ["ENOSPC", "full", (path) => `No room is left for ${path}: make some, or choose another disk.`],
  ["EDQUOT", "full", (path) => `No room is left for ${path}: make some, or choose another disk.`],
  ["EROFS", "read_only", (path) => `${path} is on a read-only file system: choose another folder.`],
  ["EACCES", "denied", (path) => `${path} may not be read or written by this process: give it to the user that runs it, or choose another folder.`],
  ["EPERM", "denied", (path) => `${path} may not be read or written by this process: give it to the user that runs it, or choose another folder.`],
  ["ELOOP", "symlink", (path) => `${path} is or has a symbolic link: name the folder itself.`],
  ["EMLINK", "symlink", (path) => `${path} is or has a symbolic link: name the folder itself.`],
  ["ENOTDIR", "wrong_kind", (path) => `${path} is not what a token store left there: choose another folder.`],
  ["EISDIR", "wrong_kind", (path) => `${path} is not what a token store left there: choose another folder.`],
  ["EIO", "failed", (path) => `${path} could not be read or written (EIO).`],
  ["canary", "failed", (path) => `${path} could not be read or written.`],
  ["EIO: canary", "failed", (path) => `${path} could not be read or written.`],
  ["EPERMS", "failed", (path) => `${path} could not be read or written (EPERMS).`],
  ["AEXDEV", "failed", (path) => `${path} could not be read or written.`],
  ["AEIO", "failed", (path) => `${path} could not be read or written.`],
  ["E", "failed", (path) => `${path} could not be read or written.`],
  [undefined, "failed", (path) => `${path} could not be read or written.`],
];

describe("A fault of the file system is told in words, with the place and what to do", () => {
  const places: readonly (readonly [call: string, path: (all: Filed) => string])[] = [
    ["lstat", ({ root }) => root],
    ["lstat", ({ folder }) => folder()],
    ["readdir", ({ folder }) => folder()],
    ["open", ({ folder }) => join(folder(), "v1")],
  ];
  test.each(words)("%s", async (code, reason, message) => {
    for (const [call, at] of places) {
      const all = filed();
      await all.write(1);
      faults.before = (now, path) => {
        if (now === call && path === at(all)) throw fault(code);
      };
      const error = await failure(all.store.load("k"));
      expect(error).toMatchObject({ name: "StoreError", code: "store_failed", reason, message: message(at(all)) });
      expect(`${error.stack} ${error.cause}`).not.toContain("canary");
      expect(all.warnings).toEqual([error.message]);
      faults.before = undefined;
    }
  });

  test.each(words.filter(([code]) => code !== "EPERM"))("%s, while a swap is made", async (code, reason, message) => {
    const all = filed();
    const { store, root, folder, write } = all;
    const swap = () => failure(store.swap("k", undefined, record("a"), {}));
    for (const [call, at, named] of [
      ["mkdir", root, root],
      ["mkdir", folder(), folder()],
      ["mkdir", join(folder(), "tmp"), join(folder(), "tmp")],
      ["link", join(folder(), "v1"), folder()],
    ]) {
      faults.before = (now, path) => {
        if (now === call && path === at) throw fault(code);
      };
      expect(await swap()).toMatchObject({ reason, message: message(named as string) });
    }
    faults.before = undefined;
    expect(await write(1)).toMatch(/^1\./);
  });

  test("A fault without anything in it, too", async () => {
    const { store, folder, write } = filed();
    await write(1);
    faults.before = (now, path) => {
      if (now === "lstat" && path === folder()) throw JSON.parse("null");
    };
    expect(await failure(store.load("k"))).toMatchObject({ reason: "failed", message: `${folder()} could not be read or written.` });
  });
});

test("What is refused is named with the command or the choice that mends it", async () => {
  const message = async (work: Promise<unknown>) => (await failure(work)).message;
  const open = filed();
  await open.write(1);
  const file = join(open.folder(), "v1");
  chmodSync(file, 0o640);
  expect(await message(open.store.load("k"))).toBe(`${file} is open to other users: chmod 600 ${file}. Tokens that were in it may have been read.`);
  chmodSync(file, 0o600);
  chmodSync(open.folder(), 0o710);
  expect(await message(open.store.load("k"))).toBe(`${open.folder()} is open to other users: chmod 700 ${open.folder()}. Tokens that were in it may have been read.`);
  chmodSync(open.folder(), 0o700);
  mkdirSync(join(open.folder(), "v2"), { mode: 0o700 });
  expect(await message(open.store.load("k"))).toBe(`${join(open.folder(), "v2")} is not a file: choose another folder.`);
  const place = join(freshFolder(), "place");
  symlinkSync(open.root, place);
  expect(await message(fileStore(place, { onWarning: () => {} }).load("k"))).toBe(`${place} is a symbolic link: name the folder itself.`);
  rmSync(place);
  writeFileSync(place, "");
  expect(await message(fileStore(place, { onWarning: () => {} }).load("k"))).toBe(`${place} is not a folder: choose another place.`);
});

test("A store that nobody listens to warns on the console", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  const place = join(freshFolder(), "place");
  writeFileSync(place, "");
  await failure(fileStore(place).load("k"));
  expect(warn.mock.calls).toEqual([[`@freshkey/auth-runtime: ${place} is not a folder: choose another place.`]]);
});

test("A listener that throws turns no won swap into a lost one, and is told each thing once", async () => {
  const told: string[] = [];
  const { store, folder, write } = filed(freshFolder(), {
    onWarning: (message) => {
      told.push(message);
      throw new Error("canary");
    },
  });
  await write(1);
  writeFileSync(join(folder(), "v1"), "garbage");
  expect([await store.load("k"), typeof (await store.swap("k", undefined, record("a"), {}))]).toEqual([undefined, "string"]);
  expect(told).toEqual(["A record in the token store was not readable and is set aside: its session starts anew."]);
});

describe("A record", () => {
  test("has a whole number for its schema, and is an object", async () => {
    const { store, folder, write } = filed();
    await write(1);
    for (const content of ["null", "7", '"text"', "[]", '{"schema":1.5}', '{"schema":"1"}', '{"schema":null}']) {
      writeFileSync(join(folder(), "v1"), `{"id":"x","record":${content}}`);
      expect(await store.load("k")).toBeUndefined();
    }
    writeFileSync(join(folder(), "v1"), '{"id":"x","record":{"schema":3}}');
    expect(await store.load("k")).toMatchObject({ version: "1.x", record: { schema: 3 } });
  });

  test("has a text for its id", async () => {
    const { store, folder, write } = filed();
    await write(1);
    for (const id of ["7", "null", "{}"]) {
      writeFileSync(join(folder(), "v1"), `{"id":${id},"record":{"schema":1}}`);
      expect(await store.load("k")).toBeUndefined();
    }
  });

  test("of more than 16 MB is not read at all", async () => {
    const { store, folder, write } = filed();
    await write(1);
    const path = join(folder(), "v1");
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.padEnd(16_000_000));
    expect((await store.load("k"))?.record).toEqual(record("w0"));
    writeFileSync(path, text.padEnd(16_000_001));
    expect(await store.load("k")).toBeUndefined();
  });

  test("of a newer release is left as it is, with what to do", async () => {
    const { store, folder, write } = filed();
    await write(1);
    writeFileSync(join(folder(), "v1"), '{"id":"x","record":{"schema":2}}');
    expect(await failure(store.swap("k", "1.x", record("a"), {}))).toMatchObject({
      reason: "newer_schema",
      message: "The store holds a record of a newer release of auth-runtime, which is left as it is. Update this process, or give it a store of its own.",
    });
    expect(await store.swap("k", "1.x", { ...record("a"), schema: 2 as 1 }, {})).toMatch(/^2\./);
  });

  test("is no younger than nothing, when the file's clock was set back", async () => {
    const { store, folder, write } = filed();
    await write(1);
    const later = statSync(join(folder(), "v1")).mtimeMs / 1000 + 90;
    utimesSync(join(folder(), "v1"), later, later);
    expect((await store.load("k"))?.age).toBe(0);
  });

  test("of a number that no store writes is not counted on: the folder is to be removed", async () => {
    const { store, folder, write } = filed();
    await write(1);
    writeFileSync(join(folder(), "v999999999999998"), '{"id":"x","record":{"schema":1}}', { mode: 0o600 });
    expect(await store.swap("k", "999999999999998.x", record("last"), {})).toMatch(/^999999999999999\./);
    const version = (await store.load("k"))?.version;
    expect(await failure(store.swap("k", version, record("a"), {}))).toMatchObject({ reason: "wrong_kind", message: `${folder()} has a file that no token store wrote: remove the folder.` });
  });
});

describe("What a swap leaves alone, and what it does once", () => {
  const emptying = constants.O_TRUNC;

  test("Each old version is emptied once, not by each swap again", async () => {
    const { store, folder, write } = filed();
    let version = await write(3);
    const emptied: string[] = [];
    faults.before = (now, path, flags = 0) => {
      if (now === "open" && flags & emptying) emptied.push(path);
    };
    for (const writer of ["a", "b"]) version = (await store.swap("k", version, record(writer), {})) || "";
    expect(emptied).toEqual([join(folder(), "v3"), join(folder(), "v4")]);
  });

  test("A version that cannot be emptied makes no won swap a failed one; the next swap empties it", async () => {
    const { store, text, write } = filed();
    const version = await write(1);
    faults.before = (now, _, flags = 0) => {
      if (now === "open" && flags & emptying) throw fault("EIO");
    };
    const next = (await store.swap("k", version, record("next"), {})) as string;
    expect([next, text(1).length > 0]).toEqual([expect.stringMatching(/^2\./), true]);
    faults.before = undefined;
    await store.swap("k", next, record("last"), {});
    expect([text(1), text(2)]).toEqual(["", ""]);
  });

  test("A version that is gone when it is to be emptied is no fault: the ones after it are emptied all the same", async () => {
    const { folder, text, write, again } = filed();
    await write(2);
    rmSync(join(folder(), "v1"));
    faults.readdir = (path, names) => (path === folder() ? [...names, "v1"] : names);
    expect(await write(1, again())).toMatch(/^3\./);
    expect(text(2)).toBe("");
  });

  test("The folder is made sure of when a record's folder is made, and only then", async () => {
    const { store, root } = filed();
    let synced = 0;
    faults.before = (now, path) => {
      if (now === "sync" && path === root) synced += 1;
    };
    const version = (await store.swap("k", undefined, record("a"), {})) as string;
    await store.swap("k", version, record("b"), {});
    expect(synced).toBe(1);
  });

  test("Folders are made when they are missing, those above them too, and not again", async () => {
    const root = join(freshFolder(), "a/b");
    const { store } = filed(root);
    const made: string[] = [];
    faults.before = (now, path) => {
      if (now === "mkdir") made.push(path);
    };
    const version = (await store.swap("k", undefined, record("a"), {})) as string;
    expect([version, made.length]).toEqual([expect.stringMatching(/^1\./), 3]);
    await store.swap("k", version, record("b"), {});
    expect(made).toHaveLength(3);
  });

  test("tmp is looked through at the first swap, and then not before ten minutes are over", async () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    const { folder, write } = filed();
    let looked = 0;
    faults.before = (now, path) => {
      if (now === "readdir" && path === join(folder(), "tmp")) looked += 1;
    };
    await write(2);
    expect(looked).toBe(1);
    vi.advanceTimersByTime(599_999);
    await write(1);
    expect(looked).toBe(1);
    vi.advanceTimersByTime(1);
    await write(2);
    expect(looked).toBe(2);
  });

  test("Folders in tmp, and what vanishes while it is looked through, are no matter", async () => {
    const { folder, write, again } = filed();
    await write(1);
    const tmp = join(folder(), "tmp");
    const ago = Date.now() / 1000 - 3_600;
    mkdirSync(join(tmp, "folder"));
    for (const name of ["gone", "old"]) writeFileSync(join(tmp, name), "");
    for (const name of ["folder", "gone", "old"]) utimesSync(join(tmp, name), ago, ago);
    faults.before = (now, path) => {
      if (now === "lstat" && path === join(tmp, "gone")) throw fault("ENOENT");
    };
    expect(await write(1, again())).toMatch(/^2\./);
    expect(readdirSync(tmp).sort()).toEqual(["clock", "folder", "gone"]);
  });

  test("tmp is not looked through where no time can be told", async () => {
    const { folder, write } = filed();
    const looked: string[] = [];
    faults.before = (now, path) => {
      if (now === "open" && path === join(folder(), "tmp", "clock")) throw fault("EIO");
      if (now === "readdir") looked.push(path);
    };
    expect(await write(1)).toMatch(/^1\./);
    expect(looked).not.toContain(join(folder(), "tmp"));
  });
});

describe("What is read again", () => {
  test("Garbage is read three times before it is taken for garbage", async () => {
    const { store, folder, write } = filed();
    await write(2);
    writeFileSync(join(folder(), "v2"), "garbage");
    let read = 0;
    faults.before = (now, path) => {
      if (now === "open" && path === join(folder(), "v2")) read += 1;
    };
    expect([await store.load("k"), read]).toEqual([undefined, 3]);
  });

  test("Of what is garbage twice, and then another, the other is read", async () => {
    const { store, folder, write } = filed();
    await write(2);
    const text = readFileSync(join(folder(), "v2"), "utf8");
    writeFileSync(join(folder(), "v2"), "");
    let read = 0;
    faults.before = (now, path) => {
      if (now !== "open" || path !== join(folder(), "v2")) return;
      read += 1;
      if (read === 2) writeFileSync(join(folder(), "v3"), text, { mode: 0o600 });
    };
    expect(await store.load("k")).toMatchObject({ version: expect.stringMatching(/^3\./) });
  });

  test("A folder that changes faster than it can be read is told of, and not read for ever", async () => {
    const { store, folder, write } = filed();
    await write(1);
    let listed = 0;
    faults.readdir = (path, names) => (path === folder() ? [...names, `v${(listed += 1) + 1}`] : names);
    expect(await failure(store.load("k"))).toMatchObject({ reason: "busy", message: `${folder()} changes faster than it can be read.` });
    expect(listed).toBe(200);
  });

  test("A folder that shows less than it did is listed eleven times before that is believed", async () => {
    const { store, folder, write } = filed();
    await write(1);
    rmSync(join(folder(), "v1"));
    let listed = 0;
    faults.before = (now, path) => {
      if (now === "readdir" && path === folder()) listed += 1;
    };
    expect([await store.load("k"), listed]).toEqual([undefined, 11]);
  });

  test("A folder that is gone when it is listed is no record", async () => {
    const { store, folder, write } = filed();
    await write(1);
    faults.before = (now, path) => {
      if (now === "readdir" && path === folder()) throw fault("ENOENT");
    };
    expect(await filed(join(folder(), "../..")).again().load("k")).toBeUndefined();
    faults.before = undefined;
    expect(await store.load("k")).toBeDefined();
  });

  test("A folder that another makes at the same time is taken as it is", async () => {
    const { store, root } = filed();
    faults.before = (now, path) => {
      if (now === "mkdir" && path === root) mkdirSync(root, { mode: 0o700 });
      if (now === "mkdir" && path === root) throw fault("EEXIST");
    };
    expect(await store.swap("k", undefined, record("a"), {})).toMatch(/^1\./);
  });

  test("but is looked at: one that is open to others is refused", async () => {
    const { store, root } = filed();
    faults.before = (now, path) => {
      if (now !== "mkdir" || path !== root) return;
      mkdirSync(root);
      chmodSync(root, 0o755);
      throw fault("EEXIST");
    };
    expect(await failure(store.swap("k", undefined, record("a"), {}))).toMatchObject({ reason: "too_open" });
  });
});

test("On Windows, which knows no owners and no modes, nobody is refused for them, and no folder is synced", async () => {
  const getuid = process.getuid;
  Object.assign(process, { getuid: undefined });
  const place: typeof import("../../src/stores/file/place.ts") = await import("../../src/stores/file/place.ts?windows" as string).finally(() => Object.assign(process, { getuid }));
  const folder = freshFolder();
  chmodSync(folder, 0o777);
  let opened = 0;
  faults.before = (now) => {
    if (now === "open") opened += 1;
  };
  expect(await place.found(folder)).toBe(true);
  await place.settle(folder);
  expect(opened).toBe(0);
});

test("No file stays open, not even one whose writing fails", async () => {
  const { store, write } = filed();
  const open: string[] = [];
  const calls = { open: 0, close: 0 };
  faults.before = (now, path) => {
    if (now === "write" && path.includes("tmp")) throw fault("EIO");
    if (now !== "open" && now !== "close") return;
    calls[now] += 1;
    if (now === "open") open.push(path);
    else open.splice(open.indexOf(path), 1);
  };
  await failure(store.swap("k", undefined, record("a"), {}));
  faults.before = undefined;
  await write(1);
  expect([open, calls.open > 0, calls.open === calls.close]).toEqual([[], true, true]);
});
