import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

test("importing the runtime and creating sessions and clients touches no fetch, class, timer, clock, random value or promise", async () => {
  const file = (name: string) => new URL(`./support/${name}`, import.meta.url);
  const { stdout } = await promisify(execFile)(process.execPath, ["--no-warnings", "--conditions=@freshkey/source", "--import", file("preload.mjs").href, fileURLToPath(file("create.ts"))]);
  const report = JSON.parse(stdout);
  expect(report.atImport).toEqual([]);
  expect(report.atCreation).toEqual({ touched: [], promises: 0 });
  // The watch works: a call touches some of them.
  expect(report.atCall).toEqual(expect.arrayContaining(["Headers", "Math.random", "Date.now", "crypto.randomUUID", "setTimeout"]));
  expect(report.made).toEqual(["function", "function", 1]);
});
