import { startMock } from "@freshkey-tools/contract";
import { findChromium, launchChromium } from "@freshkey-tools/parts/chromium";
import { bundle, servePage } from "@freshkey-tools/parts/page";
import type { BrowserContext, Page } from "playwright-core";
import { expect, onTestFinished, test, vi } from "vitest";
import { grants } from "./page.ts";
import type { Tab } from "./page-script.ts";

declare const tab: Tab;

vi.setConfig({ testTimeout: 120_000 });

/** Serves the page at every path. Resolves to its origin. */
async function serve(): Promise<string> {
  const { url, close } = await servePage(await bundle(new URL("page-script.ts", import.meta.url)));
  onTestFinished(close);
  return new URL(url).origin;
}

const ready = async (page: Page): Promise<string> => {
  await page.waitForFunction("globalThis.tab");
  return page.evaluate(() => tab.signedIn);
};
const open = async (context: BrowserContext, address: string): Promise<Page> => {
  const page = await context.newPage();
  await page.goto(address);
  await ready(page);
  return page;
};
const call = (page: Page): Promise<string> => page.evaluate(() => tab.call());

test.skipIf(!findChromium())("in a browser: away and back, a call, a renewal, a reload, another tab, the way back, and a sign-out that both tabs see", async () => {
  const mock = await startMock("twilio-flex", { allowOrigins: "*" });
  const origin = await serve();
  const browser = await launchChromium();
  onTestFinished(() => browser.close());
  const context = await browser.newContext();
  await context.addCookies([{ name: "server", value: mock.url, url: origin }]);

  const page = await open(context, `${origin}/callback`);
  expect(await call(page)).toBe("nobody");
  await Promise.all([page.waitForURL(`${origin}/callback?*`, { waitUntil: "commit" }), page.evaluate(() => void tab.begin())]);
  expect(await ready(page)).toBe("true");
  expect([page.url(), await call(page), grants(mock)]).toEqual([`${origin}/callback`, "200", 1]);
  expect(new Set(await page.evaluate(() => tab.addresses))).toEqual(new Set([`${origin}/callback`]));
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }))).not.toMatch(/nonce|codeVerifier|flexToken/);

  await page.reload();
  expect([await ready(page), await call(page), grants(mock)]).toEqual(["true", "200", 1]);

  const other = await open(context, `${origin}/`);
  expect([await call(other), grants(mock)]).toEqual(["200", 1]);
  mock.advance("PT1H");
  for (const one of [page, other]) await one.evaluate(() => tab.advance(3_600_000));
  expect(await Promise.all([call(page), call(other)])).toEqual(["200", "200"]);
  expect(grants(mock)).toBe(2);

  await page.goBack();
  expect([await ready(page), await call(page), grants(mock)]).toEqual(["true", "200", 2]);
  // The same redirect once more, as a restored tab or an impatient person sends it.
  const { response } = mock.journal.find(({ operationId }) => operationId === "authorizeFlex") ?? { response: { headers: [] } };
  const [, again = ""] = response.headers.find(([name]) => name.toLowerCase() === "location") ?? [];
  expect(again).toContain("code=");
  await page.goto(again);
  expect([await ready(page), page.url(), await call(page), grants(mock)]).toEqual(["true", `${origin}/callback`, "200", 2]);

  await page.evaluate(() => tab.signOut());
  await other.waitForFunction(() => tab.events.includes("signed_out elsewhere"));
  expect([await call(page), await call(other), grants(mock)]).toEqual(["signed_out", "signed_out", 2]);
  await other.reload();
  expect([await ready(other), await call(other)]).toEqual(["false", "nobody"]);
});
