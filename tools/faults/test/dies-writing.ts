// Loaded before a process: it dies (SIGKILL) in the middle of its third write of a record: half written, before the link, or right after it.
import fs from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";

const moment = new URL(import.meta.url).searchParams.get("moment");
const die = (): Promise<never> => {
  process.kill(process.pid, "SIGKILL");
  return new Promise(() => {});
};

let written = 0;
const file = await fs.open(tmpdir());
const prototype = Object.getPrototypeOf(file) as typeof file;
await file.close();
const { writeFile } = prototype;
prototype.writeFile = async function (this: typeof file, ...[text, ...rest]: Parameters<typeof writeFile>) {
  const half = (written += 1) === 3 && moment === "half";
  await writeFile.call(this, half ? String(text).slice(0, String(text).length / 2) : text, ...rest);
  if (half) await die();
};

const { link } = fs;
let linked = 0;
fs.link = async (...paths) => {
  linked += 1;
  if (linked === 3 && moment === "before") await die();
  await link(...paths);
  if (linked === 3 && moment === "after") await die();
};
syncBuiltinESMExports();
