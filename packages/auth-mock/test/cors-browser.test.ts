import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { findChromium, launchChromium } from "@freshkey-tools/parts/chromium";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { notes, start } from "./mock.ts";

const chromium = findChromium();
const pages = createServer((_request, response) => response.setHeader("content-type", "text/html").end("<!doctype html><title>page</title>"));
let browser: Browser | undefined;
let page: Page;
let origin: string;

beforeAll(async () => {
  if (chromium === undefined) return;
  await new Promise<void>((done) => pages.listen(0, "127.0.0.1", done));
  origin = `http://localhost:${(pages.address() as AddressInfo).port}`;
  browser = await launchChromium();
  page = await browser.newPage();
  await page.goto(origin);
});
afterAll(async () => {
  await browser?.close();
  pages.close();
});

interface Called {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly credentials?: "include";
}

/** What a page that calls sees: the status and two headers, or the name of an error. */
function see(url: string, init: Called = {}): Promise<unknown> {
  return page.evaluate(
    ([url, init]) =>
      fetch(url, init).then(
        ({ status, headers }) => [status, headers.get("date") !== null, headers.get("retry-after")],
        (error: Error) => error.name,
      ),
    [url, init] as const,
  );
}

test.skipIf(chromium === undefined)("in a real browser an allowed page logs in, with a preflight and cookies, and reads Date and Retry-After", async () => {
  const mock = await start(notes, { allowOrigins: [origin] });
  const login = { method: "POST", headers: { "content-type": "application/json" }, body: '{"key":"key-1","secret":"fake"}', credentials: "include" } as const;
  expect(await see(`${mock.url}/login`, login)).toEqual([200, true, null]);
  mock.fault({ kind: "retryAfter", value: "7" });
  expect(await see(`${mock.url}/login`, login)).toEqual([429, true, "7"]);
  expect(mock.calls("login")).toBe(2);
});

test.skipIf(chromium === undefined)("in a real browser a server that exposes nothing hides Date and Retry-After", async () => {
  const mock = await start(notes, { allowOrigins: [origin], exposeHeaders: false });
  mock.fault({ kind: "retryAfter", value: "7" });
  expect(await see(`${mock.url}/notes`)).toEqual([429, false, null]);
});

test.skipIf(chromium === undefined)("in a real browser a page that is not allowed sees nothing, and no page of another origin steers the mock", async () => {
  const mock = await start(notes, { allowOrigins: [origin] });
  const closed = await start(notes, { allowOrigins: ["http://localhost:1"] });
  const advance = { method: "POST", headers: { "content-type": "application/json" }, body: '{"duration":"PT10M"}' };
  const before = mock.clock.now();
  expect([await see(`${closed.url}/broken`), await see(`${mock.url}/_mock/advance`, advance), await see(`${mock.url}/_mock/tokens`)]).toEqual(["TypeError", "TypeError", "TypeError"]);
  expect(mock.clock.now() - before).toBeLessThan(600_000);
});
