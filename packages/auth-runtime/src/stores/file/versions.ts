import { readdir, unlink } from "node:fs/promises";
import { join } from "node:path";
import { isRecord, parsed } from "../content.ts";
import { StoreError } from "../error.ts";
import type { TokenRecord } from "../types.ts";
import { codeOf, failed, opened, textOf, toEmpty } from "./place.ts";

/** So many versions keep their names, as empty files. A process that slept through more of them notices (File store 5). */
export const kept = 256;

/** What this process knows of a record's folder. */
export interface Known {
  readonly folder: string;
  /** The highest number seen. */
  seen: number;
  /** Everything below is empty. */
  emptied: number;
  /** When temporary files were last looked through, monotonic ms. */
  swept: number | undefined;
}

/** The highest file. Without a version: it cannot be read, now or ever. */
export interface Top {
  readonly number: number;
  readonly version?: string;
  readonly record?: TokenRecord;
  readonly at: number;
}

const name = /^v([1-9]\d{0,14})$/;

/** The numbers of the versions, ascending. */
export async function list(folder: string): Promise<number[]> {
  try {
    return (await readdir(folder)).flatMap((entry) => (name.test(entry) ? Number(entry.slice(1)) : [])).sort((a, b) => a - b);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return [];
    throw failed(error, folder);
  }
}

export const pathOf = (folder: string, number: number): string => join(folder, `v${number}`);

/** The highest version of a record (File store 2). */
export async function highest(known: Known): Promise<Top | undefined> {
  let last = 0;
  let same = 0;
  for (let turn = 0; turn < 200; turn += 1) {
    const number = (await list(known.folder)).at(-1) ?? 0;
    // A listing during much writing may miss old and new names alike. Only a folder that was emptied by hand shows less again and again.
    if (number < known.seen && turn < 10) {
      await new Promise((resolve) => setTimeout(resolve, turn));
      continue;
    }
    known.seen = number;
    if (!number) return undefined;
    const file = await textOf(pathOf(known.folder, number));
    const content = parsed(file?.text) as { readonly id?: unknown; readonly record?: unknown } | null | undefined;
    if (file && typeof content?.id === "string" && isRecord(content.record)) return { number, version: `${number}.${content.id}`, record: content.record, at: file.at };
    // Gone, emptied or cut while it was read: then a higher one is there by now. If none is, it is garbage.
    same = number === last ? same + 1 : 0;
    last = number;
    if (file && same > 1) return { number, at: file.at };
  }
  throw new StoreError("busy", `${known.folder} changes faster than it can be read.`);
}

/** File store 7: the secrets of old versions go at once, their names much later; ascending, and never the highest. */
export async function clean(known: Known, numbers: readonly number[]): Promise<void> {
  const top = numbers.at(-1) ?? 0;
  // The folder was deleted and begun anew.
  if (top < known.emptied) known.emptied = 0;
  for (const number of numbers) {
    if (number >= top) break;
    if (number < top - kept) await gone(pathOf(known.folder, number));
    else if (number >= known.emptied) await opened(pathOf(known.folder, number), toEmpty, async () => {}).catch(unlessMissing);
  }
  known.emptied = Math.max(known.emptied, top);
}

/** Removes a file that may be missing. */
export async function gone(path: string): Promise<void> {
  await unlink(path).catch(unlessMissing);
}

function unlessMissing(error: unknown): void {
  if (codeOf(error) !== "ENOENT") throw error;
}
