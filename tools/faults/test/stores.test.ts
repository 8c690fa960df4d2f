import { chmodSync, chownSync, mkdirSync, readdirSync, renameSync, statSync, symlinkSync } from "node:fs";
import type * as Files from "node:fs/promises";
import { join } from "node:path";
import { findRedis, startRedis } from "@freshkey-tools/parts/redis";
import { startAuthMock } from "@freshkey/auth-mock";
import { memoryStore, type TokenStore } from "@freshkey/auth-runtime";
import { fileStore } from "@freshkey/auth-runtime/stores/file";
import { redisStore } from "@freshkey/auth-runtime/stores/redis";
import { expect, onTestFinished, test, vi } from "vitest";
import { connect } from "./connect.ts";
import { closing, openSimacan, spentTokens, until, type Opened } from "./opened.ts";
import { freshFolder, startProcess } from "./processes.ts";

/** A disk without room, when it is told so. */
const disk = vi.hoisted(() => ({ full: false }));
vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof Files>();
  const open: typeof real.open = async (...all) => {
    const file = await real.open(...all);
    const { writeFile } = file;
    file.writeFile = async (...rest: Parameters<typeof writeFile>) => {
      if (disk.full) throw Object.assign(new Error("ENOSPC: canary"), { code: "ENOSPC" });
      return writeFile.apply(file, rest);
    };
    return file;
  };
  return { ...real, open };
});

const spec = new URL("../../../specs/simacan.openapi.yaml", import.meta.url);
const figures = ({ mock }: Pick<Opened<unknown>, "mock">): number[] => [mock.calls("createTokens"), mock.calls("refreshTokens")];
const noAlarm = ({ mock }: Pick<Opened<unknown>, "mock">): boolean => new Set(spentTokens(mock)).size === spentTokens(mock).length;
/** Ten calls at once, all answered. */
async function ten({ send }: Pick<Opened<unknown>, "send">): Promise<void> {
  for (const { ok } of await Promise.all(Array.from({ length: 10 }, () => send()))) expect(ok).toBe(true);
}
/** All that lies in a folder. */
const inside = (folder: string): string[] => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));

test("S2: On a full disk calls go on in memory: no refresh token is spent that could not be marked, and one warning says what to do", async () => {
  const warnings: string[] = [];
  const folder = freshFolder();
  const open = (): TokenStore => fileStore(join(folder, "tokens"), { onWarning: (warning) => warnings.push(warning) });
  const opened = await openSimacan({ store: open() });
  await opened.send();
  disk.full = true;
  onTestFinished(() => void (disk.full = false));
  opened.mock.advance("PT1H");
  await ten(opened);
  expect(figures(opened)).toEqual([2, 0]);
  expect(warnings).toEqual([expect.stringContaining("No room is left")]);
  expect(warnings.join()).not.toContain("canary");
  expect(opened.events.map(({ type }) => type)).toContain("store_degraded");
  disk.full = false;
  opened.mock.advance("PT1H");
  await ten(opened);
  const other = await opened.again({ store: open() });
  await ten(other);
  expect(other.events.map(({ type }) => type)).toEqual(["adopted"]);
  expect(noAlarm(opened)).toBe(true);
});

test("S3: A folder that can only be read is read: its token serves, and then calls go on in memory", async () => {
  const opened = await openSimacan();
  const folder = join(freshFolder(), "tokens");
  const writer = await startProcess({ server: opened.mock.url, folder });
  expect(await writer.call()).toBe("200");
  for (const path of [...inside(folder), folder]) chmodSync(path, statSync(path).isDirectory() ? 0o500 : 0o400);
  onTestFinished(() => [folder, ...inside(folder)].forEach((path) => chmodSync(path, 0o700)));
  // Nothing denies root anything, unless it gives up that right.
  const before = process.getuid?.() === 0 ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] : [];
  const reader = await startProcess({ server: opened.mock.url, folder }, { before });
  expect(await reader.call()).toBe("200");
  expect(figures(opened)).toEqual([1, 0]);
  opened.mock.advance("PT1H");
  await reader.advance(3_600_000);
  expect(await Promise.all([reader.call(), reader.call()])).toEqual(["200", "200"]);
  expect(figures(opened)).toEqual([2, 0]);
  expect(reader.warnings).toEqual([expect.stringContaining("may not be read or written")]);
  expect(reader.events).toContain("store_degraded");
});

test.each(["half", "before", "after"])("S4: A process that is killed while it writes a record leaves a whole one (%s)", async (moment) => {
  const opened = await openSimacan();
  const { mock } = opened;
  const folder = join(freshFolder(), "tokens");
  const first = new URL("dies-writing.ts", import.meta.url);
  first.searchParams.set("moment", moment);
  const dying = await startProcess({ server: mock.url, folder }, { first });
  // Two writes of a login: its intent, its tokens. The third one is the intent to refresh.
  expect(await dying.call()).toBe("200");
  mock.advance("PT1H");
  await dying.advance(3_600_000);
  void dying.call();
  await dying.ended;
  const other = await startProcess({ server: mock.url, folder });
  const late = other.call();
  if (moment === "after") {
    await until(() => other.saw.length > 0);
    await other.advance(16_000);
  } else await other.advance(3_600_000);
  expect(await late).toBe("200");
  // What was marked may be spent: then it costs a login. Else nothing is lost.
  expect(figures(opened)).toEqual(moment === "after" ? [2, 0] : [1, 1]);
  expect(other.warnings).toEqual([]);
  expect(noAlarm(opened)).toBe(true);
});

/** A file store whose place is not to be trusted: calls go on, and nothing there is read or written. */
async function refused(folder: string, warning: string): Promise<void> {
  const warnings: string[] = [];
  const before = inside(folder).sort();
  const opened = await openSimacan({ store: fileStore(folder, { onWarning: (told) => warnings.push(told) }) });
  await ten(opened);
  expect(figures(opened)).toEqual([1, 0]);
  expect(warnings).toEqual([expect.stringContaining(warning)]);
  expect(opened.events.map(({ type }) => type)).toContain("store_degraded");
  expect(inside(folder).sort()).toEqual(before);
}

test("S5: Whatever the umask, only its owner can read the store; a folder that others can enter is refused, with the command that mends it", async () => {
  const folder = join(freshFolder(), "tokens");
  const umask = process.umask(0);
  onTestFinished(() => void process.umask(umask));
  await ten(await openSimacan({ store: fileStore(folder) }));
  for (const path of [folder, ...inside(folder)]) expect(statSync(path).mode & 0o077, path).toBe(0);
  chmodSync(folder, 0o750);
  await refused(folder, "chmod 700");
});

test("S6: A symbolic link and another user's folder are refused", async () => {
  const folder = freshFolder();
  const kept = join(folder, "kept");
  await ten(await openSimacan({ store: fileStore(kept) }));
  renameSync(kept, join(folder, "elsewhere"));
  symlinkSync(join(folder, "elsewhere"), kept);
  await refused(kept, "is a symbolic link");
  const theirs = join(folder, "theirs");
  mkdirSync(theirs, { mode: 0o700 });
  if (process.getuid?.() === 0) chownSync(theirs, 65_534, 65_534);
  await refused(process.getuid?.() === 0 ? theirs : "/usr/bin", "belongs to another user");
});

test.skipIf(!findRedis())("S7: A Redis that stops answering is given up after its budget: calls go on in memory, and no refresh token is spent without it", async () => {
  // In a time that stands still nothing but the store's own budget can end the wait.
  const mock = await startAuthMock({ spec, clock: { now: () => Date.UTC(2026, 0, 1) } });
  onTestFinished(() => mock.close());
  const redis = closing(await startRedis());
  onTestFinished(redis.resume);
  const opened = await openSimacan({ store: redisStore(await connect(redis.socket)) }, mock);
  await ten(opened);
  redis.pause();
  mock.advance("PT1H");
  let done = false;
  const calls = ten(opened).then(() => (done = true));
  await until(() => done);
  await calls;
  expect(figures(opened)).toEqual([2, 0]);
  expect(opened.events.map(({ type }) => type)).toContain("store_degraded");
  redis.resume();
  const patient = { budget: 10_000 };
  const other = await opened.again({ store: redisStore(await connect(redis.socket), patient) });
  mock.advance("PT1H");
  await ten(other);
  expect(noAlarm(opened)).toBe(true);
});

test("S8: A store that reads from a replica that lags loses its swap and reads again: one renewal, and no token is spent twice", async () => {
  const { load, swap } = memoryStore();
  /** What the replica still shows, for so many reads. */
  let old: Awaited<ReturnType<TokenStore["load"]>> = undefined;
  let lag = 0;
  let name = "";
  const replica: TokenStore = { load: (key) => ((name = key), lag > 0 ? ((lag -= 1), Promise.resolve(old)) : load(key)), swap };
  const opened = await openSimacan({ store: replica });
  const primary = await opened.again({ store: { load, swap } });
  await Promise.all([ten(opened), ten(primary)]);
  old = await load(name);
  opened.mock.advance("PT1H");
  await ten(primary);
  expect(figures(opened)).toEqual([1, 1]);
  lag = 5;
  await ten(opened);
  expect([figures(opened), lag]).toEqual([[1, 1], 0]);
  expect(noAlarm(opened)).toBe(true);
});
