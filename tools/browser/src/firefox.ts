import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { findFirefox } from "@freshkey-tools/parts/firefox";
import type { Browser, Page } from "./browser.ts";

/** What of puppeteer is used here. */
interface Puppeteer {
  launch(options: object): Promise<{ version(): Promise<string>; newPage(): Promise<Page>; close(): Promise<void> }>;
}

// Drives Firefox as its maker ships it, by WebDriver BiDi, which Playwright's own does not. It is needed here only: fetched by this command, not by everybody's set-up.
const needed = { "puppeteer-core": "25.16.0" };

/** The Firefox of this machine, or why there is none. */
export async function openFirefox(): Promise<Browser | string> {
  const executablePath = findFirefox();
  if (executablePath === undefined) return "there is none: install it, or set FIREFOX to the path of one";
  const folder = mkdtempSync(join(tmpdir(), "freshkey-firefox-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module", dependencies: needed }));
  writeFileSync(join(folder, "load.js"), 'export { default } from "puppeteer-core";\n');
  const { status } = spawnSync("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) {
    remove();
    return `npm could not fetch ${Object.entries(needed).flat().join(" ")}`;
  }
  const { default: puppeteer } = (await import(pathToFileURL(join(folder, "load.js")).href)) as { readonly default: Puppeteer };
  try {
    const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true, timeout: 120_000, protocolTimeout: 120_000 });
    return {
      name: (await browser.version()).replace("firefox/", "Firefox "),
      open: () => browser.newPage(),
      close: () => browser.close().finally(remove),
    };
  } catch (error) {
    remove();
    return `it does not start: ${String(error).split("\n")[0]}`;
  }
}
