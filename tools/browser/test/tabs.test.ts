import { findChromium } from "@freshkey-tools/parts/chromium";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { checkLife } from "../src/checks.ts";
import { openChromium, type Chromium } from "../src/chromium.ts";
import { live } from "../src/life.ts";
import { playFarewell, playHeld, playLife } from "../src/programs.ts";
import { openStage } from "../src/stage.ts";

// A busy machine; a tab for which another waits is looked at often.
vi.setConfig({ testTimeout: 180_000 });

describe.skipIf(!findChromium())("tabs that share one sign-in, in a browser", () => {
  let browser: Chromium;
  beforeAll(async () => {
    browser = (await openChromium()) as Chromium;
  });
  afterAll(() => browser?.close());

  test("they spend each refresh token once, no call fails, nobody is signed out, and an event handler may call the client", async () => {
    const { figures, wrong } = await playLife(browser, { tabs: 3, seconds: 120, step: 3 });
    console.log(figures);
    expect(wrong).toEqual([]);
  });

  test("a store that lets two of them win would be noticed", async () => {
    const stage = await openStage(browser, 3, { isBlind: true });
    const wrong = checkLife(await live(stage, 60, 3)).join();
    await stage.close();
    expect(wrong).toContain("came twice or were refused");
  });

  test.each([
    ["frozen", "ahead"],
    ["killed", "needed"],
  ] as const)("one that is %s while it renews (%s) holds nobody up beyond its intent, and no call fails while the old token lives", async (how, began) => {
    const { figures, wrong } = await playHeld(browser, 3, how, began);
    console.log(figures);
    expect(wrong).toEqual([]);
  });

  test("a sign-out in one ends all of them, and each is told once", async () => {
    expect((await playFarewell(browser, 3)).wrong).toEqual([]);
  });
});
