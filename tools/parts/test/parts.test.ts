import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { Redis } from "ioredis";
import { expect, onTestFinished, test } from "vitest";
import { findChromium, launchChromium } from "../src/chromium.ts";
import { bundle, servePage } from "../src/page.ts";
import { findRedis, startRedis } from "../src/redis.ts";

test("code is bundled as if it stood beside its author, and a file by its address", async () => {
  const said = await bundle({ code: 'import { word } from "./word.ts"; globalThis.said = word satisfies string;', beside: import.meta.url });
  expect(said).toContain("globalThis.said = word");
  const { word } = (await import(`data:text/javascript,${encodeURIComponent(await bundle(new URL("word.ts", import.meta.url), "node"))}`)) as typeof import("./word.ts");
  expect(word).toBe("hello");
});

test.skipIf(!findChromium())("a page runs its script in a browser, whatever its path", async () => {
  const served = await servePage(await bundle({ code: 'import { word } from "./word.ts"; Object.assign(globalThis, { said: word + location.pathname });', beside: import.meta.url }));
  onTestFinished(() => served.close());
  const browser = await launchChromium();
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  await page.goto(`${served.url}somewhere`);
  expect(await page.evaluate("[said, isSecureContext, document.referrer]")).toEqual(["hello/somewhere", true, ""]);
});

test.skipIf(!findRedis())("a Redis keeps what it is given, also while nobody may in; killed, it comes back empty; closed, it leaves nothing", async () => {
  const server = await startRedis();
  onTestFinished(() => server.close());
  const client = new Redis({ path: server.socket, retryStrategy: () => 20 }).on("error", () => {});
  onTestFinished(() => client.disconnect());
  await client.set("a", "1");
  const cut = new Promise((resolve) => client.once("close", resolve));
  await server.hide();
  await cut;
  expect(existsSync(server.socket)).toBe(false);
  server.show();
  expect(await client.get("a")).toBe("1");
  await server.kill();
  await server.start();
  expect(await client.get("a")).toBe(null);
  await server.close();
  expect(existsSync(dirname(server.socket))).toBe(false);
});
