import { findChromium, launchChromium } from "@freshkey-tools/parts/chromium";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { startDemo, type Demo } from "../src/demo.ts";
import { keepLedger, type Ledger } from "./ledger.ts";

vi.setConfig({ testTimeout: 180_000 });

const rounds = 20;
const life = 30;
const isHere = findChromium() !== undefined;
let browser: Browser;
beforeAll(async () => {
  if (isHere) browser = await launchChromium();
});
afterAll(async () => browser?.close());

interface Stage {
  readonly demo: Demo;
  readonly context: BrowserContext;
  readonly ledger: () => Ledger;
  /** What our page said on the consoles of all tabs, errors that nobody caught among it. */
  readonly said: string[];
  /** Where the tabs' requests went, but for navigations. */
  readonly called: Set<string>;
  open(): Promise<Page>;
}

async function enter(provider: "mock" | "oidc", seconds = life): Promise<Stage> {
  const demo = await startDemo({ provider, life: seconds });
  onTestFinished(demo.close);
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  await context.clock.install();
  const said: string[] = [];
  const called = new Set<string>();
  // Pages of the other side say what they like.
  context.on("console", (message) => void (message.page()?.url().startsWith(demo.url) && said.push(message.text())));
  context.on("weberror", (error) => void said.push(error.error().message));
  context.on("request", (request) => void (request.isNavigationRequest() || called.add(new URL(request.url()).origin)));
  const open = async (): Promise<Page> => {
    const page = await context.newPage();
    await page.goto(demo.url);
    await page.getByText(/Nobody is signed in|Somebody is signed in/).waitFor();
    return page;
  };
  return { demo, context, ledger: keepLedger(demo), said, called, open };
}

/** From the button on our page over the page of the other side and back. */
async function signIn(page: Page, { url }: Demo, choice: "Sign in" | "Cancel" = "Sign in"): Promise<void> {
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((address) => address.origin !== new URL(url).origin);
  await page.getByRole("button", { name: choice }).click();
  await page.waitForURL((address) => address.origin === new URL(url).origin);
  await page.getByText(choice === "Cancel" ? "Nobody is signed in" : "Somebody is signed in").waitFor();
}

/** All that a person, a screenshot or a log could show of a tab. */
const shown = async (page: Page): Promise<string> => `${page.url()} ${await page.title()} ${await page.content()} ${await page.evaluate("JSON.stringify([history.state, document.cookie])")}`;
const answered = (page: Page, count: number): Promise<void> => page.getByText(`${count} answered, 0 not`).waitFor();
const press = (page: Page): Promise<void> => page.getByRole("button", { name: "Call the API" }).click();

describe.skipIf(!isHere).each(["mock", "oidc"] as const)("the page, with %s on the other side", (provider) => {
  test(`signs in once for three tabs, spends each refresh token once over ${rounds} renewals, and signs out everywhere`, async () => {
    const { demo, context, ledger, said, called, open } = await enter(provider);
    const first = await open();
    await signIn(first, demo);
    expect(first.url()).toBe(demo.url);
    const pages = [first, await open(), await open()];
    for (const page of pages) await page.getByText("Token 1, won by tab").waitFor();
    expect(await Promise.all(pages.map((page) => page.locator("#tab").textContent()))).toEqual(["tab 1", "tab 2", "tab 3"]);

    for (let round = 1; round <= rounds; round += 1) {
      await context.clock.fastForward((life + 1) * 1000);
      for (const page of pages) await page.getByText("Dead. The next call renews it.").waitFor();
      await Promise.all(pages.map(press));
      for (const page of pages) await answered(page, round);
    }
    for (const page of pages) await page.getByText(`Token ${rounds + 1}, won by tab`).waitFor();
    const { given, refused, alarms, spent, secrets } = ledger();
    expect({ given, refused, alarms }).toEqual({ given: { AuthorizationCode: 1, RefreshToken: rounds }, refused: 0, alarms: 0 });
    expect([spent.length, new Set(spent).size]).toEqual([rounds, rounds]);

    const before = await Promise.all(pages.map(shown));
    await first.getByRole("button", { name: "Sign out" }).click();
    for (const page of pages) await page.getByText("Nobody is signed in").waitFor();
    const after = [...before, ...(await Promise.all(pages.map(shown))), ...said].join("\n");
    expect(secrets.length).toBeGreaterThan(rounds * 3);
    expect(secrets.filter((one) => after.includes(one))).toEqual([]);
    expect(said).toEqual([]);
    expect(called).toEqual(new Set([new URL(demo.url).origin, (demo.mock ?? demo.bridge)?.url]));
    await pages[2]?.reload();
    await pages[2]?.getByText("Nobody is signed in").waitFor();
  });

  test("goes along when another tab signs in, and renews ahead of time while a call goes on", async () => {
    // Long enough that a busy machine has 30 s for what follows.
    const seconds = 300;
    const { demo, context, ledger, said, open } = await enter(provider, seconds);
    const [first, second] = [await open(), await open()];
    await signIn(first, demo);
    await second.getByText("Somebody is signed in").waitFor();
    // Left to live: less than a fifth, more than a twentieth.
    await context.clock.fastForward((seconds - 50) * 1000);
    await press(second);
    await answered(second, 1);
    await first.getByText("Token 2, won by tab 2").waitFor();
    await first.getByText("Tab 2 renewed the token, ahead of time").waitFor();
    expect([ledger().given.RefreshToken, ledger().refused, said]).toEqual([1, 0, []]);
  });

  test("stays signed in through a reload, the way back and the way forward, and uses no code twice", async () => {
    const { demo, ledger, said, open } = await enter(provider);
    const page = await open();
    await signIn(page, demo);
    await page.reload();
    await page.getByText("Somebody is signed in").waitFor();
    await page.goBack();
    expect(new URL(page.url()).origin).toBe((demo.mock ?? demo.bridge)?.url);
    await page.goForward();
    await page.getByText("Somebody is signed in").waitFor();
    await press(page);
    await page.getByText(/[1-9] answered, 0 not/).waitFor();
    const { given, refused, alarms } = ledger();
    expect([page.url(), given.AuthorizationCode, refused, alarms, said]).toEqual([demo.url, 1, 0, 0, []]);
  });

  test("says so when the person presses Cancel, and lets them begin anew", async () => {
    const { demo, ledger, said, open } = await enter(provider);
    const page = await open();
    await signIn(page, demo, "Cancel");
    await page.getByText("The sign-in was refused: access_denied.").waitFor();
    expect(page.url()).toBe(demo.url);
    await signIn(page, demo);
    expect([ledger().given.AuthorizationCode, said]).toEqual([1, []]);
  });

  test("can be used by keyboard alone, and keeps its place when the person signs out", async () => {
    const { demo, open } = await enter(provider);
    const page = await open();
    await page.keyboard.press("Tab");
    expect(await page.locator(":focus").textContent()).toBe("Sign in");
    await Promise.all([page.waitForURL((address) => address.href !== demo.url), page.keyboard.press("Enter")]);
    await page.keyboard.press("Tab");
    await Promise.all([page.waitForURL(demo.url), page.keyboard.press("Enter")]);
    await page.getByText("Somebody is signed in").waitFor();
    await page.keyboard.press("Tab");
    expect(await page.locator(":focus").textContent()).toBe("Sign out in all tabs");
    await page.keyboard.press("Enter");
    await page.getByText("You are signed out, in all tabs.").waitFor();
    expect(await page.locator(":focus").textContent()).toBe("Sign in");
  });
});
