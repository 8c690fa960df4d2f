import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome"];

export const flags: string[] = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync".split(" ");

/** Where a Chromium is. Without one its tests are skipped and say so; in CI that is a failure. */
export function findChromium(): string | undefined {
  const { CHROMIUM, CI, PATH = "" } = process.env;
  const places = [...(CHROMIUM === undefined ? [] : [CHROMIUM]), ...PATH.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)))];
  const found = places.find((place) => existsSync(place));
  if (found !== undefined) return found;
  const why = "No Chromium: set CHROMIUM to the path of one, or install it.";
  if (CI === "true") throw new Error(why);
  console.warn(`SKIPPED, ${why}`);
  return undefined;
}
