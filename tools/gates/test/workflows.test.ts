import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const folder = new URL("../../../.github/workflows/", import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, folder), "utf8");
const files = readdirSync(folder);

describe.each(files)("The workflow %s", (file) => {
  test("runs only actions of a fixed commit, with the version beside it", () => {
    const uses = read(file).match(/\buses: .*/g) ?? [];
    expect(uses.length).toBeGreaterThan(0);
    for (const line of uses) expect(line).toMatch(/^uses: [\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test("leaves no credentials in the clone, and knows no secret", () => {
    const text = read(file);
    expect(text.match(/actions\/checkout@/g)?.length).toBe(text.match(/persist-credentials: false/g)?.length);
    expect(text).not.toMatch(/secrets\.|_TOKEN/);
  });
});

test("D3: only the job that sends the tarballs has an identity for npm, and it builds nothing", () => {
  const jobs = read("release.yml")
    .split(/^ {2}(?=\w+:$)/m)
    .slice(1);
  const trusted = jobs.filter((job) => job.includes("id-token: write"));
  expect(trusted.map((job) => job.split(":")[0])).toEqual(["publish"]);
  expect(trusted.join()).not.toMatch(/build|\.ci\/run/);
});

test("everything that CI runs is what a person runs", () => {
  expect(read("ci.yml").match(/\brun: .*/g)).toEqual(["run: .ci/run"]);
});
