import type { Browser } from "./browser.ts";
import type { Chromium } from "./chromium.ts";
import { checkFarewell, checkHeld, checkLife } from "./checks.ts";
import { sayFarewell } from "./farewell.ts";
import { hold, type Held } from "./holder.ts";
import { live } from "./life.ts";
import { openStage, type Stage } from "./stage.ts";

/** What a program came to. */
export interface Outcome {
  readonly browser: string;
  readonly program: string;
  readonly figures: object;
  /** What is not as it must be. */
  readonly wrong: readonly string[];
}

/** How much is played. */
export interface Size {
  readonly tabs: number;
  /** Seconds of virtual life, and of one step of it. */
  readonly seconds: number;
  readonly step: number;
}

async function play<Figures extends object>(
  browser: Browser,
  tabs: number,
  program: string,
  run: (stage: Stage) => Promise<Figures>,
  check: (figures: Figures) => readonly string[],
): Promise<Outcome> {
  const stage = await openStage(browser, tabs);
  try {
    const figures = await run(stage);
    return { browser: browser.name, program, figures, wrong: check(figures) };
  } finally {
    await stage.close();
  }
}

/** Tabs that share one sign-in live together for a while. */
export const playLife = (browser: Browser, { tabs, seconds, step }: Size): Promise<Outcome> => play(browser, tabs, "life", (stage) => live(stage, seconds, step), checkLife);

/** A tab is frozen or killed while it holds the intent to renew. */
export const playHeld = (browser: Chromium, tabs: number, how: Held["how"], began: Held["began"]): Promise<Outcome> =>
  play(browser, tabs, `${how}, ${began}`, (stage) => hold(browser, stage, how, began), checkHeld);

/** One tab signs out. */
export const playFarewell = (browser: Browser, tabs: number): Promise<Outcome> => play(browser, tabs, "sign-out", sayFarewell, checkFarewell);
