// The disk as the file store sees it here: node:fs/promises, and a place to stop right after a name was taken. The bundle puts it in.
import { promises } from "node:fs";
import { hold } from "./hold.ts";

export const { lstat, mkdir, open, readdir, unlink } = promises;

export async function link(from: string, to: string): Promise<void> {
  await promises.link(from, to);
  await hold("linked");
}
