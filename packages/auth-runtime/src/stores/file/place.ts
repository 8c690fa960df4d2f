import { constants, type Stats } from "node:fs";
import { lstat, mkdir, open, type FileHandle } from "node:fs/promises";
import { StoreError } from "../error.ts";

const { O_CREAT, O_EXCL, O_RDONLY, O_TRUNC, O_WRONLY } = constants;

/** How a file is opened. */
const toRead: number = O_RDONLY;
export const toEmpty: number = O_WRONLY | O_TRUNC;
export const toMake: number = O_WRONLY | O_CREAT | O_EXCL;
export const toStamp: number = O_WRONLY | O_CREAT;

/** No link is followed, and no pipe is waited for. Windows knows neither flag. */
const careful = ((constants.O_NOFOLLOW as number | undefined) ?? 0) | ((constants.O_NONBLOCK as number | undefined) ?? 0);

const owner = process.getuid?.();

export const codeOf = (error: unknown): string => String((error as { readonly code?: unknown } | null)?.code ?? "");

/** The fault of a file system as an error that says what to do. */
export function failed(error: unknown, path: string): StoreError {
  if (error instanceof StoreError) return error;
  const code = codeOf(error);
  if (code === "ENOSPC" || code === "EDQUOT") return new StoreError("full", `No room is left for ${path}: make some, or choose another disk.`);
  if (code === "EROFS") return new StoreError("read_only", `${path} is on a read-only file system: choose another folder.`);
  if (code === "EACCES" || code === "EPERM") return new StoreError("denied", `${path} may not be read or written by this process: give it to the user that runs it, or choose another folder.`);
  if (code === "ELOOP" || code === "EMLINK") return new StoreError("symlink", `${path} is or has a symbolic link: name the folder itself.`);
  if (code === "ENOTDIR" || code === "EISDIR") return new StoreError("wrong_kind", `${path} is not what a token store left there: choose another folder.`);
  return new StoreError("failed", `${path} could not be read or written${/^E[A-Z]+$/.test(code) ? ` (${code})` : ""}.`);
}

/** Whether the folder is there. One that others could change or read is refused. */
export async function found(path: string): Promise<boolean> {
  try {
    const stats = await lstat(path);
    if (stats.isSymbolicLink()) throw new StoreError("symlink", `${path} is a symbolic link: name the folder itself.`);
    if (!stats.isDirectory()) throw new StoreError("wrong_kind", `${path} is not a folder: choose another place.`);
    refuseOthers(stats, path, "700");
    return true;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return false;
    throw failed(error, path);
  }
}

function refuseOthers({ uid, mode }: Stats, path: string, right: string): void {
  if (owner === undefined) return;
  if (uid !== owner) throw new StoreError("other_owner", `${path} belongs to another user: choose a folder of your own.`);
  if (mode & 0o077) throw new StoreError("too_open", `${path} is open to other users: chmod ${right} ${path}. Tokens that were in it may have been read.`);
}

/** Makes the folder if it is missing; then it is checked like any other. */
export async function make(path: string): Promise<void> {
  if (await found(path)) return;
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw failed(error, path);
  }
  await found(path);
}

/** A folder's entries are on the disk only when the folder itself is. Windows cannot do that, and need not. */
export async function settle(folder: string): Promise<void> {
  if (owner === undefined) return;
  await opened(folder, toRead, (file) => file.sync());
}

/** Opens, works, closes. */
export async function opened<T>(path: string, flags: number, work: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path, flags | careful, 0o600);
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}

/** The text of one of our files, and when it was written. Neither: no such file. */
export async function textOf(path: string): Promise<{ readonly text: string; readonly at: number } | undefined> {
  try {
    return await opened(path, toRead, async (file) => {
      const stats = await file.stat();
      if (!stats.isFile()) throw new StoreError("wrong_kind", `${path} is not a file: choose another folder.`);
      refuseOthers(stats, path, "600");
      // No record is that large, and a foreign file of any size must not fill the memory.
      return { text: stats.size > 16_000_000 ? "" : await file.readFile("utf8"), at: stats.mtimeMs };
    });
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw failed(error, path);
  }
}
