import { findChromium, launchChromium } from "@freshkey-tools/parts/chromium";
import { bundle, servePage } from "@freshkey-tools/parts/page";
import { startAuthMock, type AuthMock } from "@freshkey/auth-mock";
import type { BrowserContext, Page } from "playwright-core";
import { expect, onTestFinished, test } from "vitest";
import { closing, spentTokens, until } from "./opened.ts";
import type { Tab } from "./tab.ts";

declare const tab: Tab;

const browser = findChromium();
const hour = 3_600_000;
/** Beyond the 15 s that an intent may hold. */
const deadline = 16_000;

interface Opened {
  readonly mock: AuthMock;
  readonly context: BrowserContext;
  open(): Promise<Page>;
}

/** A browser, the mock, and tabs of one origin. `host`: the name that the page is called by. */
async function start(host = "localhost", store = "indexeddb"): Promise<Opened> {
  const mock = await startAuthMock({ spec: new URL("../../../specs/simacan.openapi.yaml", import.meta.url), allowOrigins: "*" });
  onTestFinished(() => mock.close());
  const context = await closing(await launchChromium(`--host-resolver-rules=MAP ${host} 127.0.0.1`)).newContext();
  const address = new URL(closing(await servePage(await bundle(new URL("tab.ts", import.meta.url)))).url);
  address.hostname = host;
  address.search = String(new URLSearchParams({ server: mock.url, store }));
  const open = async (): Promise<Page> => {
    const page = await context.newPage();
    await page.goto(address.href);
    await page.waitForFunction("globalThis.tab");
    return page;
  };
  return { mock, context, open };
}
const call = (page: Page): Promise<string> => page.evaluate(() => tab.call());
const advance = (page: Page, ms: number): Promise<void> => page.evaluate((by) => tab.advance(by), ms);
const met = (page: Page): Promise<unknown> => page.waitForFunction(() => tab.saw.length > 0);
const figures = (mock: AuthMock): number[] => [mock.calls("createTokens"), mock.calls("refreshTokens")];
const noAlarm = (mock: AuthMock): boolean => new Set(spentTokens(mock)).size === spentTokens(mock).length;

// `pnpm test:tabs` plays twenty tabs and fifty expiries.
const { TABS = "12", EXPIRIES = "4" } = process.env;

test.skipIf(browser === undefined)("C9: Two tabs, and twelve, whose token expires renew it once", { timeout: 600_000 }, async () => {
  const { mock, open } = await start();
  const tabs = await Promise.all([open(), open()]);
  const everybody = () => Promise.all(tabs.map(call));
  const expire = async (): Promise<void> => {
    mock.advance(hour);
    await Promise.all(tabs.map((page) => advance(page, hour)));
  };
  expect(await everybody()).toEqual(tabs.map(() => "200"));
  expect(figures(mock)).toEqual([1, 0]);
  await expire();
  expect(await everybody()).toEqual(tabs.map(() => "200"));
  expect(figures(mock)).toEqual([1, 1]);
  const more = await Promise.all(Array.from({ length: Number(TABS) - 2 }, open));
  // The newcomers' clocks are to go with the others'.
  await Promise.all(more.map((page) => advance(page, hour)));
  tabs.push(...more);
  for (let expiry = 2; expiry <= Number(EXPIRIES); expiry += 1) {
    await expire();
    expect(await everybody()).toEqual(tabs.map(() => "200"));
    expect(figures(mock)).toEqual([1, expiry]);
  }
  expect(noAlarm(mock)).toBe(true);
  console.log(`${tabs.length} tabs, ${EXPIRIES} expiries: ${mock.calls("refreshTokens")} renewals, ${mock.calls("createTokens")} login`);
});

/** Two tabs; the token of the first has died, and the server has rotated for it, but its answer is on the way. */
async function amidRenewal() {
  const opened = await start();
  const { mock, open } = opened;
  const [holder, other] = [await open(), await open()];
  expect([await call(holder), await call(other)]).toEqual(["200", "200"]);
  mock.advance(hour);
  await Promise.all([advance(holder, hour), advance(other, hour)]);
  mock.fault({ kind: "delay", time: "PT1M", on: "refreshTokens" });
  const held = call(holder);
  held.catch(() => {});
  await until(() => mock.calls("refreshTokens") === 1);
  return { ...opened, holder, other, held };
}

test.skipIf(browser === undefined)("C10: A tab that is closed while it renews stops nobody: another logs in when its intent is over, and its token is not spent again", async () => {
  const { mock, open, holder, other } = await amidRenewal();
  await holder.close();
  const late = call(other);
  await met(other);
  expect(figures(mock)).toEqual([1, 1]);
  await advance(other, deadline);
  expect(await late).toBe("200");
  expect(figures(mock)).toEqual([2, 1]);
  const third = await open();
  expect(await call(third)).toBe("200");
  mock.advance(hour);
  await Promise.all([advance(other, hour), advance(third, hour)]);
  expect([await call(other), await call(third)]).toEqual(["200", "200"]);
  expect(figures(mock)).toEqual([2, 2]);
  expect(noAlarm(mock)).toBe(true);
});

test.skipIf(browser === undefined)("C11: A tab that is frozen while it renews stops nobody, and overwrites nothing when it thaws", async () => {
  const { mock, context, open, holder, other, held } = await amidRenewal();
  const line = await context.newCDPSession(holder);
  // As the browser freezes a tab in the background: nothing in it runs on. A headless one has no background.
  await line.send("Debugger.enable");
  const frozen = new Promise((resolve) => line.once("Debugger.paused", resolve));
  await line.send("Debugger.pause");
  holder.evaluate("1").catch(() => {});
  await frozen;
  const late = call(other);
  await met(other);
  await advance(other, deadline);
  expect(await late).toBe("200");
  expect(figures(mock)).toEqual([2, 1]);
  const bearer = () => mock.journal.at(-1)?.request.headers["authorization"];
  const theirs = bearer();
  mock.advance("PT1M");
  await line.send("Debugger.resume");
  expect(await held).toBe("200");
  expect(bearer()).toBe(theirs);
  const third = await open();
  expect(await call(third)).toBe("200");
  expect(bearer()).toBe(theirs);
  expect(figures(mock)).toEqual([2, 1]);
});

test.skipIf(browser === undefined).each(["memory", "indexeddb"])("C12: On a plain http origin, without Web Locks and without crypto.randomUUID, a session works (%s)", async (store) => {
  const { mock, open } = await start("app.test", store);
  const tabs = await Promise.all([open(), open()]);
  const has = () => [isSecureContext, "locks" in navigator, "randomUUID" in crypto];
  expect(await tabs[0]?.evaluate(has)).toEqual([false, false, false]);
  const logins = store === "memory" ? 2 : 1;
  expect(await Promise.all(tabs.map(call))).toEqual(["200", "200"]);
  expect(figures(mock)).toEqual([logins, 0]);
  mock.advance(hour);
  await Promise.all(tabs.map((page) => advance(page, hour)));
  expect(await Promise.all(tabs.map(call))).toEqual(["200", "200"]);
  expect(figures(mock)).toEqual([logins, logins]);
  expect(noAlarm(mock)).toBe(true);
});
