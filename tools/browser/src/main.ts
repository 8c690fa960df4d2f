import { mkdirSync, writeFileSync } from "node:fs";
import type { Browser } from "./browser.ts";
import { openChromium } from "./chromium.ts";
import { openFirefox } from "./firefox.ts";
import { playFarewell, playHeld, playLife, type Outcome, type Size } from "./programs.ts";

// pnpm test:browser: six tabs of one sign-in, in Chromium and in Firefox, against the mock, for five minutes of virtual life.
const size: Size = { tabs: 6, seconds: 300, step: 1 };
const outcomes: Outcome[] = [];

const told = async (work: Promise<Outcome>): Promise<void> => {
  const outcome = await work;
  const { browser, program, figures, wrong } = outcome;
  outcomes.push(outcome);
  console.log(`${wrong.length === 0 ? "holds " : "BROKEN"} ${browser}, ${program}: ${JSON.stringify(figures).replaceAll(/[{}"]/g, "").replaceAll(":", " ").replaceAll(",", ", ")}`);
  for (const line of wrong) console.log(`         ${line}`);
};
async function everywhere(browser: Browser): Promise<void> {
  await told(playLife(browser, size));
  await told(playFarewell(browser, size.tabs));
}

const chromium = await openChromium();
if (chromium) {
  try {
    await everywhere(chromium);
    for (const how of ["frozen", "killed"] as const) for (const began of ["ahead", "needed"] as const) await told(playHeld(chromium, size.tabs, how, began));
  } finally {
    await chromium.close();
  }
}
const firefox = await openFirefox();
if (typeof firefox === "string") console.log(`Firefox: not run, because ${firefox}.`);
else {
  try {
    await everywhere(firefox);
  } finally {
    await firefox.close();
  }
}
const holds = outcomes.every(({ wrong }) => wrong.length === 0);
console.log(`\n${outcomes.filter(({ wrong }) => wrong.length === 0).length}/${outcomes.length} hold`);
const file = new URL("../test-results/browser.json", import.meta.url);
mkdirSync(new URL(".", file), { recursive: true });
writeFileSync(file, JSON.stringify({ ...size, ...(typeof firefox === "string" && { firefox }), outcomes }, undefined, 2));
process.exitCode = chromium && holds ? 0 : 1;
