/**
 * A token store in a folder of a local disk, for any number of processes. Node, Bun, Deno.
 * @module
 */
import { createHash } from "node:crypto";
import { link } from "node:fs/promises";
import { join, resolve } from "node:path";
import { newer, setAside, warner } from "./content.ts";
import { StoreError } from "./error.ts";
import { codeOf, failed, found, make, settle } from "./file/place.ts";
import { fileTime, sweep, write } from "./file/temporary.ts";
import { clean, gone, highest, kept, list, pathOf, type Known } from "./file/versions.ts";
import type { TokenRecord, TokenStore } from "./types.ts";

export { StoreError, type StoreErrorReason } from "./error.ts";

/** Settings of a `fileStore`. */
export interface FileStoreOptions {
  /** Told once of each thing that its owner should know: a folder that is refused, a record that is not readable. Default: `console.warn`. */
  readonly onWarning?: ((message: string) => void) | undefined;
}

/**
 * Keeps records in a folder, for any number of processes of one user on one machine. A killed or stopped process harms nobody.
 * The folder is made if it is missing, open to its owner alone; one that others can read, a link, or another user's is refused.
 * Local disks only: not NFS, SMB or FAT.
 *
 * Its calls throw {@link StoreError}: `reason` and message say what to do.
 *
 * @example
 * const store = fileStore(join(homedir(), ".local/state/my-app/tokens"));
 * const session = createSession(chain, { credentials, store });
 */
export function fileStore(path: string, { onWarning }: FileStoreOptions = {}): TokenStore {
  const root = resolve(path);
  const records = new Map<string, Known>();
  const warn = warner(onWarning);

  function knownOf(key: string): Known {
    let known = records.get(key);
    // The key names an account: the name of the folder tells none.
    if (!known) records.set(key, (known = { folder: join(root, createHash("sha256").update(key).digest("hex")), seen: 0, emptied: 0, swept: undefined }));
    return known;
  }

  async function read(known: Known) {
    const top = await highest(known);
    if (top && !top.version) warn(setAside);
    return top;
  }

  async function load(key: string) {
    const known = knownOf(key);
    if (!(await found(root)) || !(await found(known.folder))) {
      known.seen = 0;
      return undefined;
    }
    const top = await read(known);
    if (!top?.version || !top.record) return undefined;
    const now = await fileTime(join(known.folder, "tmp"));
    return { version: top.version, record: top.record, ...(now === undefined ? {} : { age: Math.max(0, now - top.at) }) };
  }

  async function swap(key: string, expected: string | undefined, record: TokenRecord): Promise<string | false> {
    const known = knownOf(key);
    const temporary = join(known.folder, "tmp");
    await make(root);
    if (!(await found(known.folder))) {
      known.seen = 0;
      await make(known.folder);
      await settle(root);
    }
    await make(temporary);
    const top = await read(known);
    if (top?.version !== expected) return false;
    if (top?.record && top.record.schema > record.schema) throw newer();
    await sweep(known, temporary);
    const id = crypto.randomUUID();
    const number = (top?.number ?? 0) + 1;
    if (number >= 1e15) throw new StoreError("wrong_kind", `${known.folder} has a file that no token store wrote: remove the folder.`);
    await write(join(temporary, id), JSON.stringify({ id, record }));
    try {
      // File store 4: of all who make this name exactly one succeeds.
      await link(join(temporary, id), pathOf(known.folder, number));
    } catch (error) {
      const code = codeOf(error);
      if (code === "EEXIST" || code === "ENOENT") return false;
      if (/^(EPERM|EOPNOTSUPP|ENOTSUP|ENOSYS|EXDEV)$/.test(code))
        throw new StoreError("no_hard_links", `The file system of ${root} has no hard links, which a file store needs: choose a folder on a local disk (not FAT, not a share), or use redisStore.`);
      throw failed(error, known.folder);
    } finally {
      await gone(join(temporary, id)).catch(() => {});
    }
    // File store 5: this name may have been free only because it was cleaned away.
    const numbers = await list(known.folder);
    if ((numbers.at(-1) ?? 0) >= number + kept) {
      await gone(pathOf(known.folder, number));
      return false;
    }
    // File store 6: nobody may hear of a version that a power cut could take back.
    await settle(known.folder);
    known.seen = Math.max(known.seen, number);
    // A failure to clean is made up for by the next swap; this one is won.
    await clean(known, numbers).catch(() => {});
    return `${number}.${id}`;
  }

  /** Every error is typed, holds no content, and is told of once. */
  const told =
    <Rest extends readonly unknown[], T>(work: (...rest: Rest) => Promise<T>) =>
    async (...rest: Rest): Promise<T> => {
      try {
        return await work(...rest);
      } catch (error) {
        const known = failed(error, root);
        warn(known.message);
        throw known;
      }
    };

  return { load: told(load), swap: told(swap) };
}
