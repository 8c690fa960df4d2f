import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { findChromium, launchChromium } from "@freshkey-tools/parts/chromium";
import { expect, onTestFinished, test } from "vitest";
import { start } from "./mock.ts";
import { codeBody, exchange, flex, makeSecrets, pageOf } from "./sign-in.ts";

const executablePath = findChromium();

/** An application that people come back to. */
async function application(): Promise<string> {
  const server = createServer((_, response) => void response.setHeader("content-type", "text/html").end("<title>back</title>"));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`;
}

test.skipIf(executablePath === undefined)("the page works by keyboard and without script, in light and dark, and names what it shows", async () => {
  const mock = await start(flex, { signIn: "page" });
  const redirectUrl = await application();
  const browser = await launchChromium();
  onTestFinished(() => browser.close());
  const papers: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    const context = await browser.newContext({ javaScriptEnabled: false, colorScheme });
    const page = await context.newPage();
    const wrong: string[] = [];
    page.on("console", (message) => message.type() === "error" && !message.text().includes("favicon") && wrong.push(message.text()));
    const secrets = makeSecrets();
    await page.goto(pageOf(mock, secrets, { redirectUrl }));
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Sign in to Twilio Flex");
    expect(await page.getByRole("main").count()).toBe(1);
    papers.push((await page.screenshot({ clip: { x: 0, y: 0, width: 1, height: 1 } })).toString("base64"));

    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForURL(`${redirectUrl}?*`);
    const back = new URL(page.url());
    expect(back.searchParams.get("state")).toBe(secrets.state);
    expect((await exchange(mock, codeBody(back.searchParams.get("code") ?? "", secrets))).status).toBe(200);

    await page.goto(pageOf(mock, secrets, { redirectUrl }));
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.waitForURL(`${redirectUrl}?*`);
    expect(new URL(page.url()).searchParams.get("error")).toBe("access_denied");
    expect(wrong).toEqual([]);
    await context.close();
  }
  expect(papers[0]).not.toBe(papers[1]);
});
