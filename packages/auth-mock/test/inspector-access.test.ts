import axe from "axe-core";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { executablePath, logIn, openInspector, refresh, sendTrip, useBrowser } from "./inspector-browser.ts";
import { postForm, realSpec, start } from "./mock.ts";

if (executablePath !== undefined) useBrowser();
const inBrowser = test.skipIf(executablePath === undefined);

/** Presses Tab until what is wanted has the focus; a person without a mouse has no other way. */
async function tabTo(page: Page, wanted: string | RegExp): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press("Tab");
    const name = await page.evaluate(() => {
      const element = document.activeElement;
      const labels = element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? element.labels : null;
      return element?.getAttribute("aria-label") ?? labels?.[0]?.textContent ?? element?.textContent ?? "";
    });
    if (typeof wanted === "string" ? name.trim() === wanted : wanted.test(name.trim())) return;
  }
  throw new Error(`No Tab leads to ${String(wanted)}.`);
}

inBrowser("everything can be done by keyboard alone", async () => {
  const mock = await start(realSpec("simacan"));
  const { access_token: access } = await logIn(mock);
  for (let count = 0; count < 30; count += 1) await sendTrip(mock, access);
  const page = await openInspector(mock);
  await page.getByText("2 tokens").waitFor();
  const before = mock.clock.now();

  await tabTo(page, "+10 min");
  await page.keyboard.press("Enter");
  await page.getByText(/held · (49 min \d+ s|50 min) left/).waitFor();
  await tabTo(page, "Any ISO 8601 duration");
  await page.keyboard.type("pt20m");
  await page.keyboard.press("Enter");
  await page.getByText(/held · (29 min \d+ s|30 min) left/).waitFor();
  expect(mock.clock.now() - before).toBeGreaterThanOrEqual(1_800_000);

  await tabTo(page, /^Revoke accessToken/);
  await page.keyboard.press("Enter");
  await expect.poll(() => mock.tokens("accessToken")[0]?.state).toBe("revoked");

  await tabTo(page, "Arm a fault");
  await page.keyboard.press("Enter");
  await tabTo(page, /^Kind/);
  await page.keyboard.type("delay");
  await tabTo(page, "time");
  await page.keyboard.type("nonsense");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").getByText("PT10M").waitFor();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("PT1S");
  await tabTo(page, "on");
  await page.keyboard.type("refreshTokens");
  await page.keyboard.press("Enter");
  await page.getByText("0 calls hit").waitFor();
  await page.keyboard.press("Shift+Tab");
  await page.locator("body").focus();
  await tabTo(page, "Remove delay");
  await page.keyboard.press("Enter");
  await page.getByText("None is armed.").waitFor();

  await tabTo(page, /insertOrUpdateTripsJson/);
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: /^Exchange 31/ }).waitFor();
  for (const [key, number] of [
    ["ArrowDown", 30],
    ["ArrowDown", 29],
    ["ArrowUp", 30],
    ["End", 1],
    ["Home", 31],
  ] as const) {
    await page.keyboard.press(key);
    await page.getByRole("region", { name: new RegExp(`^Exchange ${number}\\b`) }).waitFor();
    await expect.poll(() => page.evaluate(() => (document.activeElement as HTMLElement).dataset["number"])).toBe(String(number));
    await expect
      .poll(() =>
        page
          .locator(`[data-number="${number}"]`)
          .evaluate((button) => document.elementFromPoint(button.getBoundingClientRect().left + 5, button.getBoundingClientRect().top + 5)?.closest("button") === button),
      )
      .toBe(true);
  }
  await page.keyboard.press("Escape");
  await expect.poll(() => page.getByRole("region", { name: /^Exchange/ }).count()).toBe(0);
  expect(await page.evaluate(() => (document.activeElement as HTMLElement).dataset["number"])).toBe("31");

  await tabTo(page, "Revoke all tokens");
  await page.keyboard.press("Enter");
  await expect.poll(() => mock.tokens().map(({ state }) => state)).toEqual(["revoked", "revoked"]);
});

inBrowser("axe finds nothing, in light and in dark, with all there is to see open", async () => {
  const mock = await start([realSpec("simacan"), realSpec("flexcharge")]);
  const { access_token: access, refresh_token: spent } = await logIn(mock);
  await refresh(mock, spent);
  await postForm(`${mock.url}/auth/refresh`, { refresh_token: spent });
  for (const name of ["grace", "lin", "joan", "mary"]) await logIn(mock, name);
  mock.fault({ kind: "status", status: 503, on: "data" });
  for (let count = 0; count < 60; count += 1) await sendTrip(mock, count > 30 ? access : (mock.tokens().at(-2)?.value ?? ""));
  mock.fault({ kind: "lost", lasts: "PT1M" });
  for (const colorScheme of ["light", "dark"] as const) {
    const page = await openInspector(mock, { colorScheme });
    await page.getByRole("heading", { name: "ada" }).waitFor();
    await page.getByText("Arm a fault").click();
    await page.getByText("4 tokens").click();
    await page.locator(".rows tbody tr").nth(2).click();
    await page
      .getByRole("region", { name: /^Exchange/ })
      .getByText("authorization")
      .waitFor();
    await page.evaluate(axe.source);
    const { violations, passes } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
    expect([colorScheme, violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])]).toEqual([colorScheme, []]);
    expect(passes.map(({ id }) => id)).toEqual(expect.arrayContaining(["color-contrast", "label", "button-name", "landmark-one-main", "region"]));
    const [red] = (await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).match(/\d+/g)?.map(Number) ?? [];
    expect([colorScheme, Number(red) > 127]).toEqual([colorScheme, colorScheme === "light"]);
  }
});

inBrowser("nothing moves for who wants it still, and the live region speaks only of what was done", async () => {
  const mock = await start(realSpec("simacan"));
  const page = await openInspector(mock);
  const still = async (): Promise<number[]> => page.evaluate(() => document.getAnimations().map((one) => Number(one.effect?.getComputedTiming().duration)));
  const { access_token: access } = await logIn(mock);
  await page.getByRole("heading", { name: "ada" }).waitFor();
  expect((await still()).filter((duration) => duration > 10)).toEqual([]);
  for (let count = 0; count < 20; count += 1) await sendTrip(mock, access);
  await expect.poll(() => page.locator(".rows tbody tr").count()).toBe(21);
  expect(await page.getByRole("status").allTextContents()).toEqual([""]);
  expect(await page.locator("[aria-live], [role=status], [role=alert], [role=log]").count()).toBe(2);
  await page.getByRole("button", { name: "+1 h" }).click();
  await page.getByRole("status").getByText("The clock is 1 hour further.").waitFor();
});

inBrowser("a thousand calls stay smooth: what is out of sight is not in the document", async () => {
  const mock = await start(realSpec("simacan"));
  const { access_token: access } = await logIn(mock);
  for (let count = 1; count < 999; count += 1) await sendTrip(mock, access, undefined, mock.fetch);
  const page = await openInspector(mock);
  const rows = page.locator(".rows tbody tr");
  const numbers = async (): Promise<number[]> => (await rows.locator(".number").allTextContents()).map(Number);
  await expect.poll(async () => (await numbers())[0]).toBe(999);
  const nodes = (): Promise<number> => page.evaluate(() => document.querySelectorAll("*").length);
  expect(await rows.count()).toBeLessThanOrEqual(40);
  expect(await nodes()).toBeLessThanOrEqual(650);
  expect(await page.locator(".rows table").getAttribute("aria-rowcount")).toBe("1000");

  const box = page.locator(".rows");
  await box.evaluate((element) => (element.scrollTop = element.scrollHeight));
  await expect.poll(async () => (await numbers()).at(-1)).toBe(1);
  expect(await page.locator(".rows tbody tr").last().getAttribute("aria-rowindex")).toBe("1000");
  expect(await nodes()).toBeLessThanOrEqual(650);

  // Who reads in the middle keeps the place while calls come in; at the top the newest is seen.
  await box.evaluate((element) => (element.scrollTop = 18_000));
  const top = async (): Promise<number> =>
    box.evaluate((element) =>
      Number(
        document
          .elementFromPoint(element.getBoundingClientRect().left + 10, element.getBoundingClientRect().top + 60)
          ?.closest("tr")
          ?.querySelector(".number")?.textContent,
      ),
    );
  await expect.poll(top).toSatisfy((number) => Math.abs(number - 500) < 4);
  const before = await top();
  for (let count = 0; count < 40; count += 1) await sendTrip(mock, access, undefined, mock.fetch);
  await page.getByRole("heading", { name: /Journal\s*1000/ }).waitFor();
  await expect.poll(() => page.locator(".rows table").getAttribute("aria-rowcount")).toBe("1001");
  expect(await top()).toBe(before);
  await box.evaluate((element) => (element.scrollTop = 0));
  await expect.poll(async () => (await numbers())[0]).toBe(1039);
  expect([await rows.count(), mock.journal.length]).toEqual([expect.toSatisfy((count: number) => count <= 40), 1000]);
});

inBrowser("many accounts stay few cards, and each is found by its name", async () => {
  const mock = await start(realSpec("simacan"));
  for (let count = 1; count <= 120; count += 1) await mock.fetch(`${mock.url}/auth/password`, { method: "POST", body: new URLSearchParams({ username: `user-${count}`, password: "fake" }) });
  const page = await openInspector(mock);
  await page.getByRole("heading", { name: "user-120" }).waitFor();
  expect(await page.locator(".card").count()).toBe(24);
  await page.getByText("96 more are not drawn.").waitFor();
  await page.getByLabel("Find an account").fill("user-7 ");
  await page.getByRole("heading", { name: "user-7", exact: true }).waitFor();
  expect(await page.evaluate(() => document.querySelectorAll("*").length)).toBeLessThanOrEqual(1_500);
});
