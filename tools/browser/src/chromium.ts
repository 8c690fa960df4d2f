import { findChromium, launchChromium } from "@freshkey-tools/parts/chromium";
import type { CDPSession, Page as OwnPage } from "playwright-core";
import type { Browser, Page } from "./browser.ts";

/** Chromium, which besides can stop and kill a tab. */
export interface Chromium extends Browser {
  freeze(page: Page): Promise<() => Promise<void>>;
  kill(page: Page): Promise<void>;
}

/** A Chromium, or nothing where there is none. */
export async function openChromium(): Promise<Chromium | undefined> {
  if (findChromium() === undefined) return undefined;
  // A process for each tab: one that dies must not take others along.
  const browser = await launchChromium("--renderer-process-limit=100");
  const context = await browser.newContext();
  const line = (page: Page): Promise<CDPSession> => context.newCDPSession(page as OwnPage);
  return {
    name: `Chromium ${browser.version()}`,
    open: () => context.newPage(),
    close: () => browser.close(),
    async freeze(page) {
      const cdp = await line(page);
      // As the browser freezes a tab in the background: nothing in it runs on. A headless one has no background.
      await cdp.send("Debugger.enable");
      const frozen = new Promise((resolve) => cdp.once("Debugger.paused", resolve));
      await cdp.send("Debugger.pause");
      void page.evaluate("1").catch(() => {});
      await frozen;
      return async () => {
        await cdp.send("Debugger.resume");
        await cdp.detach();
      };
    },
    async kill(page) {
      const dead = new Promise((resolve) => (page as OwnPage).once("crash", resolve));
      const cdp = await line(page);
      cdp.send("Page.crash").catch(() => {});
      await dead;
    },
  };
}
