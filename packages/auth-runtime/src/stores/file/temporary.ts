import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import { opened, toMake, toStamp } from "./place.ts";
import { gone, type Known } from "./versions.ts";

const minutes = 60_000;

/** File store 3: a complete file on the disk, or none. */
export async function write(path: string, text: string): Promise<void> {
  try {
    await opened(path, toMake, async (file) => {
      await file.writeFile(text);
      await file.sync();
    });
  } catch (error) {
    await gone(path).catch(() => {});
    throw error;
  }
}

/** Now, by the clock that stamps the files. */
export async function fileTime(folder: string): Promise<number | undefined> {
  try {
    return await opened(join(folder, "clock"), toStamp, async (file) => {
      await file.write(".", 0);
      return (await file.stat()).mtimeMs;
    });
  } catch {
    // A folder that can only be read tells no time.
    return undefined;
  }
}

/** File store 1: what killed processes left is removed after ten minutes. */
export async function sweep(known: Known, folder: string): Promise<void> {
  // The first time, this compares with nothing.
  if (performance.now() - (known.swept as number) < 10 * minutes) return;
  known.swept = performance.now();
  const now = await fileTime(folder);
  if (now === undefined) return;
  for (const entry of await readdir(folder)) {
    const path = join(folder, entry);
    const stats = await lstat(path).catch(() => undefined);
    if (stats && !stats.isDirectory() && now - stats.mtimeMs > 10 * minutes) await gone(path);
  }
}
