import { findChromium, launchChromium } from "@freshkey-tools/parts/chromium";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import type { AuthMock } from "../src/index.ts";
import { builtPage } from "./built-page.ts";
import { postForm } from "./mock.ts";

export const executablePath: string | undefined = findChromium();

let browser: Browser | undefined;
/** What no page may do, whatever the test is about. */
let wrong: string[] = [];
const pages: Page[] = [];

/** Starts the browser for the tests of a file, and after each of them looks at what its pages did. */
export function useBrowser(): void {
  beforeAll(async () => {
    await builtPage();
    browser = await launchChromium();
  });
  afterEach(async () => {
    await Promise.all(pages.splice(0).map((page) => page.context().close()));
    const seen = wrong;
    wrong = [];
    expect(seen).toEqual([]);
  });
  afterAll(() => browser?.close());
}

/** Opens the inspector. The test fails if the page calls another origin, breaks its own policy or throws. */
export async function openInspector(mock: AuthMock, options: BrowserContextOptions = {}, prepare: (page: Page) => void = () => {}): Promise<Page> {
  if (!browser) throw new Error("useBrowser() has not been called.");
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, reducedMotion: "reduce", permissions: ["clipboard-read", "clipboard-write"], ...options });
  const page = await context.newPage();
  pages.push(page);
  page.on("request", (request) => request.url().startsWith(`${mock.url}/_mock/`) || wrong.push(`called ${request.url()}`));
  page.on("pageerror", (error) => wrong.push(`threw ${error.message}`));
  page.on("console", (message) => {
    // A refusal, or a mock that is away: the browser says so by itself.
    if (message.type() === "error" && !/status of (4|503)|ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET/.test(message.text()))
      wrong.push(`said ${message.text()}`);
  });
  await page.exposeFunction("tellViolation", (what: string) => wrong.push(`broke its policy: ${what}`));
  await page.addInitScript("document.addEventListener('securitypolicyviolation', (event) => tellViolation(event.violatedDirective + ' ' + event.blockedURI))");
  prepare(page);
  await page.goto(`${mock.url}/_mock/`);
  await page.getByText("live", { exact: true }).waitFor();
  return page;
}

export interface Pair {
  readonly access_token: string;
  readonly refresh_token: string;
}

export async function logIn(mock: AuthMock, username: string = "ada"): Promise<Pair> {
  return (await (await postForm(`${mock.url}/auth/password`, { username, password: "fake-canary-password" })).json()) as Pair;
}

export async function refresh(mock: AuthMock, token: string): Promise<Pair> {
  return (await (await postForm(`${mock.url}/auth/refresh`, { refresh_token: token })).json()) as Pair;
}

export function sendTrip(mock: AuthMock, token: string, body: string = '{"trips":[{"tripId":"trip-1"}]}', by: typeof fetch = fetch): Promise<Response> {
  return by(`${mock.url}/trips/insertOrUpdate`, { method: "PUT", headers: { "content-type": "application/json", authorization: `Bearer ${token}` }, body });
}
