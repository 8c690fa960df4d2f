import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { executablePath, logIn, openInspector, refresh, sendTrip, useBrowser } from "./inspector-browser.ts";
import { realSpec, start } from "./mock.ts";

if (executablePath !== undefined) useBrowser();
const inBrowser = test.skipIf(executablePath === undefined);

inBrowser("the picture of a chain follows its client: held, counting down, spent, expired, revoked", async () => {
  const mock = await start(realSpec("simacan"));
  const page = await openInspector(mock);
  await page.getByText("Nobody has logged in yet.").waitFor();

  const first = await logIn(mock);
  const card = page.locator(".card", { hasText: "ada" });
  const node = (name: string) => card.locator(".node", { has: page.locator("b", { hasText: name }) });
  await node("accessToken")
    .getByText(/held · (59 min \d+ s|1 h) left/)
    .waitFor();
  await node("refreshToken")
    .getByText(/held · (23 h 59 min|1 d) left/)
    .waitFor();
  expect(await card.locator(".node b").allTextContents()).toEqual(["credentials", "refreshToken", "accessToken"]);

  mock.advance("PT50M");
  await node("accessToken")
    .getByText(/held · (9 min \d+ s|10 min) left/)
    .waitFor();
  mock.advance("PT10M");
  await node("accessToken").getByText("expired").waitFor();

  const second = await refresh(mock, first.refresh_token);
  await node("accessToken")
    .getByText(/held · (59 min \d+ s|1 h) left/)
    .waitFor();
  await node("accessToken").locator(".beads li").first().waitFor();
  expect([await node("refreshToken").locator(".beads li").allTextContents(), await node("accessToken").locator(".beads li").allTextContents()]).toEqual([["spent"], ["expired"]]);

  mock.revoke(second.access_token);
  await node("accessToken")
    .getByText(/^revoked \d+ s ago/)
    .waitFor();
  await card.getByText("4 tokens").click();
  await card.locator("tbody th").nth(3).waitFor();
  expect(await card.locator("tbody th").allTextContents()).toEqual(["refreshToken-2-…", "accessToken-2-…", "refreshToken-1-…", "accessToken-1-…"]);
});

inBrowser("a countdown runs by itself with the mock's clock, and stands when a test holds that clock", async () => {
  let at = Date.now();
  const standing = await start(realSpec("simacan"), { clock: { now: () => at } });
  const running = await start(realSpec("simacan"));
  await Promise.all([logIn(standing), logIn(running)]);
  const [one, other] = [await openInspector(standing), await openInspector(running)];
  await one.getByText("stands").waitFor({ timeout: 20_000 });
  // Two pages of a busy machine may take a minute or two to open.
  await other.getByText(/held · 5\d min \d+ s left/).waitFor();
  await one.getByText("held · 1 h left").waitFor();
  at += 600_000;
  await one.getByText(/held · 50 min left/).waitFor({ timeout: 20_000 });
  expect(await other.getByText("stands").count()).toBe(0);
});

inBrowser("no secret is in the page until it is asked for, and none when it is hidden again", async () => {
  const mock = await start(realSpec("simacan"));
  const { access_token: access, refresh_token: spent } = await logIn(mock);
  await refresh(mock, spent);
  await sendTrip(mock, access);
  mock.fault({ kind: "status", status: 200, body: "fake-canary-answer", headers: { "x-odd": "fake-canary-header" }, on: "refreshTokens" });
  const page = await openInspector(mock);
  const secrets = [...mock.tokens().map(({ value }) => value), "fake-canary-password", "fake-canary-answer", "fake-canary-header"];
  const shown = async (): Promise<string[]> => {
    const html = (await page.content()) + (await page.evaluate(() => [...document.querySelectorAll("input")].map(({ value }) => value).join()));
    return secrets.filter((secret) => html.includes(secret));
  };
  await page.getByText(/4 tokens/).click();
  await page.getByRole("button", { name: "createTokens" }).click();
  await page.getByText("password=***").waitFor();
  expect(await shown()).toEqual([]);

  await page.getByRole("button", { name: "Show secrets" }).click();
  await page.getByText("fake-canary-password").waitFor();
  await page.getByText(access, { exact: true }).first().waitFor();
  expect(await shown()).toEqual(expect.arrayContaining([access, spent, "fake-canary-password"]));
  // A call in the meantime does not hide what was asked for.
  await logIn(mock);
  await page.getByText("6 tokens").waitFor();
  await page.getByText(mock.tokens().at(-1)?.value ?? "", { exact: true }).waitFor();

  await page.getByRole("button", { name: "Hide secrets" }).click();
  await page.getByText("password=***").waitFor();
  secrets.push(...mock.tokens().map(({ value }) => value));
  expect(await shown()).toEqual([]);
});

inBrowser("an exchange shows request, answer, violations and faults, and is copied as a command that a shell reads rightly", async () => {
  const mock = await start(realSpec("simacan"));
  const { access_token: access } = await logIn(mock);
  mock.fault({ kind: "dateSkew", by: 1000, on: "data" });
  const body = `{"trips":[{}],"odd":"it's $HOME \`x\`"}`;
  await sendTrip(mock, access, body);
  const page = await openInspector(mock);
  await page.getByRole("button", { name: "insertOrUpdateTripsJson" }).click();
  const detail = page.getByRole("region", { name: /^Exchange 2/ });
  await detail.getByText("dateSkew").waitFor();
  expect(await detail.locator(".violation").first().textContent()).toMatch(/^request · body/);
  expect(await detail.getByText("Bearer accessToken-1-…").count()).toBe(1);

  const copied = async (name: string, done: string): Promise<string[]> => {
    await detail.getByRole("button", { name }).click();
    await page.getByRole("status").getByText(done).waitFor();
    const command = await page.evaluate(() => navigator.clipboard.readText());
    return execFileSync("sh", ["-c", `curl() { for one; do printf '%s\\0' "$one"; done; }\n${command}`], { encoding: "utf8" })
      .split("\0")
      .slice(0, -1);
  };
  const hidden = await copied("Copy as curl", "Copied without secrets.");
  expect(hidden).toEqual(expect.arrayContaining(["PUT", `${mock.url}/trips/insertOrUpdate`, "content-type: application/json", "authorization: Bearer accessToken-1-…", "--data-raw"]));
  expect(hidden.join("\n")).not.toContain(access);
  expect(await copied("with secrets", "Copied, with its secrets.")).toEqual(expect.arrayContaining([`authorization: Bearer ${access}`, body]));
  expect(await page.content()).not.toContain(access);
});

inBrowser("the journal is filtered and emptied", async () => {
  const mock = await start(realSpec("simacan"));
  const { access_token: access } = await logIn(mock);
  for (let count = 0; count < 5; count += 1) await sendTrip(mock, access);
  mock.fault({ kind: "status", status: 503 });
  await sendTrip(mock, access);
  await sendTrip(mock, "never-issued");
  const page = await openInspector(mock);
  const rows = page.locator(".rows tbody tr");
  await expect.poll(() => rows.count()).toBe(8);
  await page.getByLabel("Filter the journal").fill("createtokens post");
  await expect.poll(() => rows.count()).toBe(1);
  await page.getByLabel("Filter the journal").fill("");
  for (const [choice, count] of [
    ["Failed", 2],
    ["With violations", 1],
    ["Touched by faults", 1],
    ["All", 8],
  ] as const) {
    await page.getByLabel("Show", { exact: true }).selectOption(choice);
    await expect.poll(() => rows.count()).toBe(count);
  }
  await page.getByRole("button", { name: "Clear" }).click();
  await page.getByText("No call yet.").waitFor();
  expect(mock.journal).toEqual([]);
});

inBrowser("when the mock is started again the page comes back by itself, with what is there now", async () => {
  const first = await start(realSpec("simacan"));
  await logIn(first, "ada");
  const page = await openInspector(first);
  await page.getByRole("heading", { name: "ada" }).waitFor();
  const port = Number(new URL(first.url).port);
  await first.close();
  await page.getByText("reconnecting").waitFor();
  expect(await page.getByRole("status").textContent()).toBe("The connection to the mock is lost.");
  const second = await start(realSpec("simacan"), { port });
  await logIn(second, "grace");
  await page.getByRole("heading", { name: "grace" }).waitFor({ timeout: 20_000 });
  await page.getByText("live", { exact: true }).waitFor();
  expect(await page.getByRole("heading", { name: "ada" }).count()).toBe(0);
  await logIn(second, "lin");
  await page.getByRole("heading", { name: "lin" }).waitFor();
});

inBrowser("a page that finds too many listening comes in as soon as one has left", async () => {
  const mock = await start(realSpec("simacan"));
  const ears = await Promise.all(
    Array.from({ length: 16 }, async () => {
      const leaving = new AbortController();
      const answer = await fetch(`${mock.url}/_mock/events`, { signal: leaving.signal });
      await answer.body?.getReader().read();
      return leaving;
    }),
  );
  let asked = 0;
  const opening = openInspector(mock, {}, (page) => {
    page.on("response", (response) => {
      if (response.status() !== 503) return;
      asked += 1;
      if (asked === 2) ears[0]?.abort();
    });
  });
  await logIn(mock);
  await (await opening).getByRole("heading", { name: "ada" }).waitFor();
  expect(asked).toBeGreaterThanOrEqual(2);
  for (const ear of ears) ear.abort();
});
