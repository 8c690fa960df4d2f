import { fileURLToPath } from "node:url";
import { findChromium, launchChromium } from "@freshkey-tools/parts/chromium";
import { startAuthMock } from "../src/index.ts";
import { playScene } from "./scene.ts";

/** Takes the picture of the README, `docs/inspector.png`, from what `build` has built. */
if (findChromium() === undefined) process.exit(1);
const at = Date.UTC(2026, 4, 4, 8);
const specs = ["simacan", "flexcharge", "flex-insights"].map((name) => new URL(`../../../specs/${name}.openapi.yaml`, import.meta.url));
// The clock stands and the port is shown: the picture is the same each time.
const mock = await startAuthMock({ spec: specs, clock: { now: () => at }, port: 4010 });
await playScene(mock);

const browser = await launchChromium();
const page = await browser.newPage({ viewport: { width: 1360, height: 800 }, reducedMotion: "reduce", colorScheme: "light" });
await page.goto(`${mock.url}/_mock/`);
await page.locator(".rows tbody tr").nth(1).click();
await page
  .getByRole("region", { name: /^Exchange/ })
  .getByText("authorization")
  .waitFor();
// The page finds out by the second sign of life that the clock stands.
await page.getByText("stands").waitFor({ timeout: 20_000 });
await page.screenshot({ path: fileURLToPath(new URL("../docs/inspector.png", import.meta.url)) });
await browser.close();
await mock.close();
