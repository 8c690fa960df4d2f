import { findProgram } from "./program.ts";

/** Where a Firefox is. Nothing depends on it: whoever looks for it says what is left out without one. */
export function findFirefox(): string | undefined {
  return findProgram(["firefox-esr", "firefox"], "FIREFOX");
}
