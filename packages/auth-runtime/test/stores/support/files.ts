import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { TokenRecord, TokenStore } from "../../../src/index.ts";
import { fileStore, type FileStoreOptions } from "../../../src/stores/file.ts";

export const record = (writer: string, epoch = 0): TokenRecord => ({ schema: 1, writer, epoch, tokens: {}, values: {} });

/** A file store in a folder of its own, and what lies in it. */
export interface Filed {
  readonly root: string;
  readonly store: TokenStore;
  readonly warnings: string[];
  /** As another process would open it. */
  readonly again: () => TokenStore;
  /** The folder of a key. */
  readonly folder: (key?: string) => string;
  /** The numbers of a key's versions, ascending. */
  readonly numbers: (key?: string) => number[];
  readonly text: (number: number) => string;
  /** Writes so many versions in a row. */
  readonly write: (count: number, store?: TokenStore) => Promise<string | undefined>;
}

export function filed(root: string = freshFolder(), options: FileStoreOptions = {}): Filed {
  const warnings: string[] = [];
  const again = () => fileStore(join(root, "tokens"), { onWarning: (message) => warnings.push(message), ...options });
  const store = again();
  const folder = (key = "k") => join(root, "tokens", createHash("sha256").update(key).digest("hex"));
  return {
    root: join(root, "tokens"),
    store,
    warnings,
    again,
    folder,
    numbers: (key) =>
      readdirSync(folder(key))
        .flatMap((name) => (/^v\d+$/.test(name) ? [Number(name.slice(1))] : []))
        .sort((a, b) => a - b),
    text: (number) => readFileSync(join(folder(), `v${number}`), "utf8"),
    write: async (count, by = store) => {
      let version = (await by.load("k"))?.version;
      for (let turn = 0; turn < count; turn += 1) version = (await by.swap("k", version, record(`w${turn}`, turn), {})) || version;
      return version;
    },
  };
}

export function freshFolder(): string {
  // In memory where that is a folder: these tests ask nothing of the disk, and it may be slow.
  const folder = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "freshkey-files-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
