import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { findChromium, launchChromium } from "../src/chromium.ts";
import { findFirefox } from "../src/firefox.ts";
import { findRedis, startRedis } from "../src/redis.ts";

afterEach(() => void vi.unstubAllEnvs());

/** A machine with nothing on its PATH but these programs. */
function machine(...programs: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "freshkey-parts-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const name of programs) writeFileSync(join(folder, name), "", { mode: 0o755 });
  vi.stubEnv("PATH", folder);
  vi.stubEnv("CHROMIUM", undefined);
  vi.stubEnv("CI", undefined);
  return folder;
}

const finds = [
  ["a Chromium", findChromium, "No Chromium: set CHROMIUM to the path of one, or install it."],
  ["a Redis", findRedis, "No Redis: install redis-server."],
] as const;

test.each(finds)("on a laptop without %s its tests are skipped, and the reason is said out loud", (_, find, why) => {
  machine();
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  onTestFinished(() => warn.mockRestore());
  expect(find()).toBeUndefined();
  expect(warn.mock.calls).toEqual([[`SKIPPED, ${why}`]]);
});

test.each(finds)("in CI the absence of %s is an error", (_, find, why) => {
  machine();
  vi.stubEnv("CI", "true");
  expect(find).toThrow(why);
});

test("a part is found under its usual names, and a Chromium where CHROMIUM says", () => {
  const folder = machine("google-chrome", "redis-server", "firefox", "mine");
  expect([findChromium(), findRedis(), findFirefox()]).toEqual(["google-chrome", "redis-server", "firefox"].map((name) => join(folder, name)));
  vi.stubEnv("CHROMIUM", join(folder, "mine"));
  expect(findChromium()).toBe(join(folder, "mine"));
});

test("a CHROMIUM that does not run is missing: no other one takes its place unsaid", () => {
  const folder = machine("chromium");
  vi.stubEnv("CI", "true");
  vi.stubEnv("CHROMIUM", join(folder, "nothing"));
  expect(findChromium).toThrow("No Chromium");
});

test("what is not there is not started", async () => {
  machine();
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  onTestFinished(() => warn.mockRestore());
  await expect(launchChromium()).rejects.toThrow("There is no Chromium to start.");
  await expect(startRedis()).rejects.toThrow("There is no redis-server to start.");
});
