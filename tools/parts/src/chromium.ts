import { chromium, type Browser } from "playwright-core";
import { findProgram, sayMissing } from "./program.ts";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const flags = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync".split(" ");

/** Where a Chromium is. Without one its tests are skipped and say so; in CI that is an error. */
export function findChromium(): string | undefined {
  return findProgram(names, "CHROMIUM") ?? sayMissing("No Chromium: set CHROMIUM to the path of one, or install it.");
}

/** Starts the Chromium that is here, with our flags and `more`. Whoever starts it closes it. */
export async function launchChromium(...more: readonly string[]): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("There is no Chromium to start.");
  return chromium.launch({ executablePath, args: [...flags, ...more] });
}
